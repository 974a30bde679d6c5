//! Endpoints of one path that a server tells apart by what is constant in their requests.

use std::collections::BTreeMap;

use api_core::http::Request;
use api_core::server::axum::body::Body;
use api_core::{Client, Result, api};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

#[api(server)]
trait Buckets {
    #[endpoint(GET, "/bucket?uploads")]
    async fn uploads(&self, prefix: Option<String>) -> Result<String>;

    #[endpoint(GET, "/bucket?list+type=%32&")]
    async fn list(&self, prefix: Option<String>) -> Result<String>;

    #[endpoint(GET, "/bucket", query("acl" = "é &"))]
    async fn acl(&self) -> Result<String>;

    #[endpoint(GET, "/bucket")]
    async fn other(&self) -> Result<String>;
}

struct Store;

#[api_core::async_trait]
impl Buckets for Store {
    async fn uploads(&self, prefix: Option<String>) -> Result<String> {
        Ok(format!("uploads {prefix:?}"))
    }

    async fn list(&self, prefix: Option<String>) -> Result<String> {
        Ok(format!("list {prefix:?}"))
    }

    async fn acl(&self) -> Result<String> {
        Ok("acl".to_owned())
    }

    async fn other(&self) -> Result<String> {
        Ok("other".to_owned())
    }
}

#[tokio::test]
async fn a_literal_query_is_what_its_server_looks_for() {
    let router = BucketsServer::new(Store).into_router();
    let api = BucketsClient::new(Client::in_process(router));
    assert_eq!(api.uploads(None).await.unwrap(), "uploads None");
    assert_eq!(api.uploads(Some("a+b".to_owned())).await.unwrap(), "uploads Some(\"a+b\")");
    assert_eq!(api.list(Some(String::new())).await.unwrap(), "list Some(\"\")");
    assert_eq!(api.acl().await.unwrap(), "acl");
    assert_eq!(api.other().await.unwrap(), "other");
}

/// One path, told apart by a constant header, and among those by one of the body.
#[api(server, stub, headers("X-Version" = "2012"))]
trait Tables {
    #[endpoint(POST, "/", headers("X-Amz-Target" = "GetItem"))]
    async fn get_item(&self, key: String) -> Result<String>;

    #[endpoint(POST, "/", headers("x-amz-target" = "ListTables"))]
    async fn list_tables(&self, limit: Option<u8>) -> Result<String>;

    #[endpoint(POST, "/", headers("X-Amz-Target" = "ListTables"), fields("all" = true))]
    async fn list_all(&self) -> Result<String>;

    #[endpoint(POST, "/")]
    async fn other(&self, key: Option<String>) -> Result<String>;

    /// The body tells it from the others, whatever its caller accepts.
    #[endpoint(POST, "/", headers("Accept" = "text/csv"), fields("format" = "csv"))]
    async fn by_body(&self) -> Result<String>;

    #[endpoint(GET, "/report", headers("Accept" = "text/csv"))]
    async fn csv(&self) -> Result<api_core::Text>;

    #[endpoint(GET, "/report", headers("Accept" = "application/json"))]
    async fn json(&self) -> Result<String>;
}

struct Dynamo;

#[api_core::async_trait]
impl Tables for Dynamo {
    async fn get_item(&self, key: String) -> Result<String> {
        Ok(format!("get_item {key}"))
    }

    async fn list_tables(&self, limit: Option<u8>) -> Result<String> {
        Ok(format!("list_tables {limit:?}"))
    }

    async fn list_all(&self) -> Result<String> {
        Ok("list_all".to_owned())
    }

    async fn other(&self, key: Option<String>) -> Result<String> {
        Ok(format!("other {key:?}"))
    }

    async fn by_body(&self) -> Result<String> {
        Ok("by_body".to_owned())
    }

    async fn csv(&self) -> Result<api_core::Text> {
        Ok("a,b".to_owned().into())
    }

    async fn json(&self) -> Result<String> {
        Ok("ab".to_owned())
    }
}

#[tokio::test]
async fn a_constant_header_tells_endpoints_apart() {
    let router = TablesServer::new(Dynamo).into_router();
    let api = TablesClient::new(Client::in_process(router.clone()));
    assert_eq!(api.get_item("k".to_owned()).await.unwrap(), "get_item k");
    assert_eq!(api.list_tables(Some(1)).await.unwrap(), "list_tables Some(1)");
    assert_eq!(api.list_all().await.unwrap(), "list_all");
    assert_eq!(api.other(Some("k".to_owned())).await.unwrap(), "other Some(\"k\")");
    assert_eq!(&*api.csv().await.unwrap(), "a,b");
    assert_eq!(api.json().await.unwrap(), "ab");
    // A constant that all have is not asked for, and an unknown target is whatever is left.
    let send = async |headers: &[(&str, &str)], path: &str, body: &'static str| {
        let method = if body.is_empty() { "GET" } else { "POST" };
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = router.clone().oneshot(request.body(Body::from(body)).unwrap());
        let (head, body) = response.await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (head.status.as_u16(), String::from_utf8(body.to_vec()).unwrap())
    };
    let json = ("content-type", "application/json");
    for (headers, expected) in [
        (&[json, ("x-amz-target", "GetItem")][..], "\"get_item k\""),
        (&[json, ("x-amz-target", "Nothing")], "\"other Some(\\\"k\\\")\""),
        (
            &[json, ("x-amz-target", "GetItem"), ("x-amz-target", "ListTables")],
            "\"other Some(\\\"k\\\")\"",
        ),
        (&[json], "\"other Some(\\\"k\\\")\""),
    ] {
        assert_eq!(send(headers, "/", r#"{"key":"k"}"#).await, (200, expected.to_owned()));
    }
    let by_body = send(&[json, ("accept", "*/*")], "/", r#"{"format":"csv"}"#).await;
    assert_eq!(by_body, (200, "\"by_body\"".to_owned()));
    assert_eq!(
        send(&[("accept", "text/html")], "/report", "").await,
        (400, "headers: expected one of `Accept=text/csv`, `Accept=application/json`".to_owned())
    );
    // The stub goes by the same router.
    let stub = TablesStub::new();
    stub.list_tables().times(1).respond("stubbed".to_owned());
    stub.get_item().times(1).respond("got".to_owned());
    assert_eq!(stub.client().list_tables(None).await.unwrap(), "stubbed");
    assert_eq!(stub.client().get_item("k".to_owned()).await.unwrap(), "got");
    stub.verify();
}

/// One path, told apart by a constant of the body.
#[api(server, stub, fields("jsonrpc" = "2.0", "id" = 1), body = json("params"))]
trait Aria2 {
    #[endpoint(POST, "/jsonrpc", fields("method" = "addUri"))]
    async fn add_uri(&self, uris: Vec<String>, dir: Option<String>) -> Result<String>;

    #[endpoint(POST, "/jsonrpc", fields("method" = "spread"))]
    async fn spread(&self, gid: u8, #[field(flatten)] more: BTreeMap<String, u8>)
    -> Result<String>;

    #[endpoint(POST, "/jsonrpc", fields("method" = "listMethods"))]
    async fn list_methods(&self) -> Result<String>;

    #[endpoint(POST, "/jsonrpc", fields("method" = "positional", "loud" = true), body = json)]
    async fn positional(
        &self,
        params: (String, u8),
        #[field(flatten)] more: BTreeMap<String, u8>,
    ) -> Result<String>;

    #[endpoint(POST, "/jsonrpc", body = form, fields("method" = "form", "n" = 1.5))]
    async fn form(&self, gid: u8, #[field(flatten)] more: BTreeMap<String, u8>) -> Result<String>;

    #[endpoint(POST, "/jsonrpc", body = multipart, fields("method" = "parts"))]
    async fn parts(&self, #[part] gid: u8) -> Result<String>;
}

struct Daemon;

#[api_core::async_trait]
impl Aria2 for Daemon {
    async fn add_uri(&self, uris: Vec<String>, dir: Option<String>) -> Result<String> {
        Ok(format!("add_uri {uris:?} {dir:?}"))
    }

    async fn spread(&self, gid: u8, more: BTreeMap<String, u8>) -> Result<String> {
        Ok(format!("spread {gid} {more:?}"))
    }

    async fn list_methods(&self) -> Result<String> {
        Ok("list_methods".to_owned())
    }

    async fn positional(&self, params: (String, u8), more: BTreeMap<String, u8>) -> Result<String> {
        Ok(format!("positional {params:?} {more:?}"))
    }

    async fn form(&self, gid: u8, more: BTreeMap<String, u8>) -> Result<String> {
        Ok(format!("form {gid} {more:?}"))
    }

    async fn parts(&self, gid: u8) -> Result<String> {
        Ok(format!("parts {gid}"))
    }
}

fn one() -> BTreeMap<String, u8> {
    BTreeMap::from([("a".to_owned(), 1)])
}

async fn every_endpoint_is_distinguished(api: &Aria2Client) {
    let uris = vec!["u".to_owned()];
    assert_eq!(api.add_uri(uris, Some("/".into())).await.unwrap(), r#"add_uri ["u"] Some("/")"#);
    assert_eq!(api.add_uri(Vec::new(), None).await.unwrap(), "add_uri [] None");
    assert_eq!(api.spread(7, one()).await.unwrap(), r#"spread 7 {"a": 1}"#);
    assert_eq!(api.list_methods().await.unwrap(), "list_methods");
    let params = ("x".to_owned(), 2);
    assert_eq!(api.positional(params, one()).await.unwrap(), r#"positional ("x", 2) {"a": 1}"#);
    assert_eq!(api.form(7, one()).await.unwrap(), r#"form 7 {"a": 1}"#);
    assert_eq!(api.parts(7).await.unwrap(), "parts 7");
}

#[tokio::test]
async fn a_constant_of_the_body_distinguishes_endpoints() {
    let router = Aria2Server::new(Daemon).into_router();
    every_endpoint_is_distinguished(&Aria2Client::new(Client::in_process(router))).await;
}

#[tokio::test]
async fn a_stub_distinguishes_endpoints_by_the_body() {
    let stub = Aria2Stub::new();
    stub.list_methods().respond("methods".to_owned());
    stub.spread().with(|args| args.gid == 7 && args.more == one()).respond("spread".to_owned());
    let api = stub.client();
    assert_eq!(api.spread(7, one()).await.unwrap(), "spread");
    assert_eq!(api.list_methods().await.unwrap(), "methods");
    let calls = stub.calls();
    assert!(matches!(calls[..], [Aria2Call::Spread(_), Aria2Call::ListMethods(_)]), "{calls:?}");
    stub.verify();
}

#[tokio::test]
async fn a_body_of_no_endpoint_is_rejected_by_what_was_expected() {
    let router = Aria2Server::new(Daemon).into_router();
    let post = |body: &str, content_type: &str| {
        let request = Request::post("/jsonrpc").header("content-type", content_type);
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let router = router.clone();
        async move {
            let response = router.oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            (status, String::from_utf8(body.to_vec()).unwrap())
        }
    };
    // What all endpoints have tells none of them apart, so that any `id` will do.
    let (status, body) = post(r#"{"method":"listMethods","id":"9"}"#, "application/json").await;
    assert_eq!((status, body.as_str()), (200, r#""list_methods""#));
    for body in [r#"{"jsonrpc":"2.0","method":"nope"}"#, "{}", "[]", "", "{", r#"{"method":1}"#] {
        let (status, text) = post(body, "application/json").await;
        assert_eq!(status, 400, "{body}: {text}");
        assert!(
            text.contains("body: expected one of `") && text.contains("`method=addUri`"),
            "{body}: {text}"
        );
    }
    let body = r#"{"method":"spread","params":[1]}"#;
    let (status, text) = post(body, "application/json").await;
    assert_eq!(status, 422, "{text}");
    let large = format!("{{\"method\":\"{}\"}}", "x".repeat(3 << 20));
    assert_eq!(post(&large, "application/json").await.0, 413);
}

#[api(server, headers("X-Constant" = "c"))]
trait Headers {
    #[endpoint(GET, "/h")]
    async fn get(
        &self,
        #[header(flatten, replace)] map: BTreeMap<String, String>,
    ) -> Result<BTreeMap<String, String>>;
}

struct Echo;

#[api_core::async_trait]
impl Headers for Echo {
    async fn get(&self, map: BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
        Ok(map)
    }
}

#[tokio::test]
async fn a_constant_header_that_a_map_replaces_is_read_back() {
    let api = HeadersClient::new(Client::in_process(HeadersServer::new(Echo).into_router()));
    for map in [BTreeMap::new(), BTreeMap::from([("x-constant".to_owned(), "other".to_owned())])] {
        assert_eq!(api.get(map.clone()).await.unwrap(), map);
    }
}
