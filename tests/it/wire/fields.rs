//! Bodies: JSON objects of loose fields, whole values, and none at all.

use std::collections::BTreeMap;

use api_core::{Result, api};
use api_tests::{Request, Server, answer};
use serde::Serialize;

use crate::support::{client, content, last, refusal, untouched};

#[derive(Serialize)]
struct Range {
    from: u64,
    to: Option<u8>,
}

#[api]
trait Store {
    #[endpoint(POST, "/fields")]
    async fn fields(
        &self,
        name: &str,
        size: u64,
        r#type: Option<&str>,
        ok: bool,
        part: f64,
    ) -> Result<()>;

    #[endpoint(PATCH, "/optional")]
    async fn optional(
        &self,
        name: Option<&str>,
        #[field("max-size")] size: Option<u64>,
    ) -> Result<()>;

    #[endpoint(PUT, "/deep")]
    async fn deep(
        &self,
        range: Range,
        map: BTreeMap<&str, Vec<u8>>,
        #[field("a\"b")] c: &[u8],
    ) -> Result<()>;

    #[endpoint(POST, "/bare")]
    async fn bare_post(&self) -> Result<()>;

    #[endpoint(PUT, "/bare")]
    async fn bare_put(&self) -> Result<()>;

    #[endpoint(PATCH, "/bare")]
    async fn bare_patch(&self) -> Result<()>;

    #[endpoint(DELETE, "/bare")]
    async fn bare_delete(&self) -> Result<()>;

    #[endpoint(HEAD, "/bare")]
    async fn bare_head(&self) -> Result<()>;

    #[endpoint(PURGE, "/custom")]
    async fn custom(&self, name: &str) -> Result<()>;

    #[endpoint(POST, "/whole")]
    async fn whole(&self, #[body] range: &Range, #[query] dry: bool) -> Result<()>;

    #[endpoint(PUT, "/whole")]
    async fn list(&self, #[body] list: &[Range]) -> Result<()>;

    #[endpoint(PUT, "/whole", overload)]
    async fn maybe(&self, #[body] range: Option<Range>) -> Result<()>;

    #[endpoint(POST, "/bad")]
    async fn bad(&self, map: BTreeMap<Vec<u8>, u8>) -> Result<()>;

    #[endpoint(POST, "/bad", overload)]
    async fn bad_whole(&self, #[body] map: BTreeMap<Vec<u8>, u8>) -> Result<()>;
}

fn store(server: &Server) -> StoreClient {
    StoreClient::new(client(server))
}

/// What a request says of its body: type, length, the bytes.
fn body(request: &Request) -> (Vec<String>, Vec<String>, String) {
    let headers = (request.header("content-type"), request.header("content-length"));
    assert_eq!(request.header("transfer-encoding"), [""; 0]);
    (headers.0, headers.1, String::from_utf8(request.wire_body().to_vec()).unwrap())
}

fn json(text: &str) -> (Vec<String>, Vec<String>, String) {
    (vec!["application/json".to_owned()], vec![text.len().to_string()], text.to_owned())
}

fn nothing() -> (Vec<String>, Vec<String>, String) {
    (vec![], vec!["0".to_owned()], String::new())
}

#[tokio::test]
async fn fields_make_one_object_in_declared_order() {
    let server = content();
    let api = store(&server);
    api.fields("a\"\\\n你", u64::MAX, Some("t"), true, 1.5).await.unwrap();
    let sent =
        r#"{"name":"a\"\\\n你","size":18446744073709551615,"type":"t","ok":true,"part":1.5}"#;
    assert_eq!(body(&server.request()), json(sent));
    api.fields("", 0, None, false, -0.25).await.unwrap();
    let sent = r#"{"name":"","size":0,"ok":false,"part":-0.25}"#;
    assert_eq!(body(&last(&server)), json(sent));
}

#[tokio::test]
async fn an_object_of_which_nothing_is_left_is_still_an_object() {
    let server = content();
    let api = store(&server);
    api.optional(None, None).await.unwrap();
    assert_eq!(body(&last(&server)), json("{}"));
    api.optional(None, Some(1)).await.unwrap();
    assert_eq!(body(&last(&server)), json(r#"{"max-size":1}"#));
    api.optional(Some("a"), None).await.unwrap();
    assert_eq!(body(&last(&server)), json(r#"{"name":"a"}"#));
}

#[tokio::test]
async fn a_field_may_be_any_json() {
    let server = content();
    let map = BTreeMap::from([("k", vec![1, 2]), ("l", vec![])]);
    store(&server).deep(Range { from: 1, to: None }, map, &[]).await.unwrap();
    let sent = r#"{"range":{"from":1,"to":null},"map":{"k":[1,2],"l":[]},"a\"b":[]}"#;
    assert_eq!(body(&server.request()), json(sent));
}

#[tokio::test]
async fn a_method_that_could_have_a_body_says_when_it_has_none() {
    let server = content();
    let api = store(&server);
    api.bare_post().await.unwrap();
    assert_eq!(body(&last(&server)), nothing());
    api.bare_put().await.unwrap();
    assert_eq!(body(&last(&server)), nothing());
    api.bare_patch().await.unwrap();
    assert_eq!(body(&last(&server)), nothing());
    api.bare_delete().await.unwrap();
    assert_eq!(body(&last(&server)), (vec![], vec![], String::new()));
}

#[tokio::test]
async fn head_and_methods_of_ones_own_are_sent_as_they_are() {
    let server = Server::answering(answer(200, &[], ""));
    let api = store(&server);
    api.bare_head().await.unwrap();
    let request = last(&server);
    assert_eq!(request.line(), "HEAD /bare HTTP/1.1");
    assert_eq!(body(&request), (vec![], vec![], String::new()));
    api.custom("a").await.unwrap();
    let request = last(&server);
    assert_eq!(request.line(), "PURGE /custom HTTP/1.1");
    assert_eq!(body(&request), json(r#"{"name":"a"}"#));
}

#[tokio::test]
async fn a_whole_body_is_the_value_itself() {
    let server = content();
    let api = store(&server);
    api.whole(&Range { from: 1, to: Some(2) }, true).await.unwrap();
    assert_eq!(last(&server).target(), "/whole?dry=true");
    assert_eq!(body(&last(&server)), json(r#"{"from":1,"to":2}"#));
    api.list(&[Range { from: 1, to: None }]).await.unwrap();
    assert_eq!(body(&last(&server)), json(r#"[{"from":1,"to":null}]"#));
    api.maybe(Some(Range { from: 3, to: None })).await.unwrap();
    assert_eq!(body(&last(&server)), json(r#"{"from":3,"to":null}"#));
    api.maybe(None).await.unwrap();
    assert_eq!(body(&last(&server)), nothing());
}

#[tokio::test]
async fn what_is_no_json_is_refused_by_its_name() {
    let server = content();
    let api = store(&server);
    let map = BTreeMap::from([(vec![1], 2)]);
    let said = refusal(api.bad(map.clone()).await);
    assert!(said.starts_with("POST /bad (Store::bad): field parameter `map` "), "{said}");
    let said = refusal(api.bad_whole(map).await);
    assert!(said.starts_with("POST /bad (Store::bad_whole): body parameter `map` "), "{said}");
    untouched(&server).await;
}
