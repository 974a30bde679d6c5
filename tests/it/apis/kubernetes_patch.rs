//! Kubernetes' PATCH of a pod, in its three content types.
//! <https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply>

use api_core::{Credentials, ErrorKind, Result, api};
use api_tests::{Server, json};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json as value};

use crate::support::{builder, failure, last};

/// A step of a JSON Patch (RFC 6902).
#[derive(Serialize)]
struct Operation<'a> {
    op: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Pod {
    metadata: Metadata,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    name: String,
    resource_version: String,
}

#[api(path = "/api/v1/namespaces/{namespace}/pods", rename_all = "camelCase")]
trait Pods {
    #[endpoint(PATCH, "/{name}")]
    async fn json_patch(
        &self,
        namespace: &str,
        name: &str,
        #[query] dry_run: Option<&str>,
        #[body(content_type = "application/json-patch+json")] patch: &[Operation<'_>],
    ) -> Result<Pod>;

    #[endpoint(PATCH, "/{name}", overload)]
    async fn merge_patch(
        &self,
        namespace: &str,
        name: &str,
        #[query] field_manager: Option<&str>,
        #[body(content_type = "application/merge-patch+json")] patch: &Value,
    ) -> Result<Pod>;

    #[endpoint(PATCH, "/{name}", overload)]
    async fn strategic_merge_patch(
        &self,
        namespace: &str,
        name: &str,
        #[body(content_type = "application/strategic-merge-patch+json")] patch: &Value,
    ) -> Result<Pod>;
}

fn pods(server: &Server) -> PodsClient {
    let builder = builder(server).credentials(Credentials::bearer("eyJhbGciOi"));
    PodsClient::new(builder.build().unwrap())
}

fn patched() -> Server {
    Server::giving(json(
        200,
        r#"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-0","resourceVersion":"4711"}}"#,
    ))
}

#[api_tests::test]
async fn each_kind_of_patch_has_its_content_type() {
    let server = patched();
    let api = pods(&server);
    let steps = [
        Operation { op: "replace", path: "/spec/replicas", value: Some(value!(3)) },
        Operation { op: "remove", path: "/metadata/labels/a~1b", value: None },
    ];
    let pod = api.json_patch("default", "web-0", Some("All"), &steps).await.unwrap();
    assert_eq!((&*pod.metadata.name, &*pod.metadata.resource_version), ("web-0", "4711"));
    let request = last(&server);
    assert_eq!(request.line(), "PATCH /api/v1/namespaces/default/pods/web-0?dryRun=All HTTP/1.1");
    assert_eq!(request.header("content-type"), ["application/json-patch+json"]);
    assert_eq!(
        request.body(),
        r#"[{"op":"replace","path":"/spec/replicas","value":3},{"op":"remove","path":"/metadata/labels/a~1b"}]"#
    );

    // A null removes a member (RFC 7396), so it is sent.
    let patch = value!({"metadata": {"labels": {"old": null, "new": "1"}}});
    api.merge_patch("default", "web-0", Some("kubectl"), &patch).await.unwrap();
    let request = last(&server);
    assert_eq!(request.target(), "/api/v1/namespaces/default/pods/web-0?fieldManager=kubectl");
    assert_eq!(request.header("content-type"), ["application/merge-patch+json"]);
    assert_eq!(request.body(), r#"{"metadata":{"labels":{"new":"1","old":null}}}"#);

    let patch = value!({"spec": {"containers": [{"name": "web", "image": "web:2"}]}});
    api.strategic_merge_patch("default", "web-0", &patch).await.unwrap();
    let request = last(&server);
    assert_eq!(request.header("content-type"), ["application/strategic-merge-patch+json"]);
    assert_eq!(request.body(), r#"{"spec":{"containers":[{"image":"web:2","name":"web"}]}}"#);
}

#[api_tests::test]
async fn a_conflict_is_a_failure_in_the_servers_words() {
    let server = Server::giving(json(
        409,
        r#"{"kind":"Status","status":"Failure","message":"the object has been modified","code":409}"#,
    ));
    let result = pods(&server).merge_patch("default", "web-0", None, &value!({})).await;
    let error = result.unwrap_err();
    assert_eq!(error.reason(), Some("the object has been modified"));
    assert_eq!(failure::<()>(Err(error)), (ErrorKind::Status, Some(409)));
}
