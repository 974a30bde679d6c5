//! Bodies in one, and fields in three states.

use api_core::{Body, Bytes, Nullable, Patch, Result, api};
use serde::Serialize;

use super::{rows, silent};
use crate::support::client;

#[derive(Clone, Serialize)]
struct User {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<u8>,
    #[serde(skip)]
    _hidden: u8,
    #[serde(skip_serializing_if = "Patch::is_absent")]
    note: Patch<u8>,
}

fn user(note: Patch<u8>) -> User {
    User { name: "a\"b".to_owned(), age: None, _hidden: 1, note }
}

#[api]
trait Bodies {
    #[endpoint(POST, "/b")]
    async fn json(&self, #[body] user: &User) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn optional(&self, #[body] user: Option<&User>) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn list(&self, #[body(json)] users: &[u8]) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn nullable(&self, #[body] user: Nullable<&User>) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn typed(
        &self,
        #[body(content_type = "application/merge-patch+json")] user: u8,
    ) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn text(&self, #[body(text)] text: &str) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn csv(
        &self,
        #[body(text, content_type = "text/csv")] text: Option<String>,
    ) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn slice(&self, #[body(bytes)] bytes: &[u8]) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn vec(&self, #[body(bytes, content_type = "image/png")] bytes: Vec<u8>) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn maybe(&self, #[body(bytes)] bytes: Option<Vec<u8>>) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn ours(&self, #[body(bytes)] bytes: Bytes) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<()>;
    #[endpoint(PATCH, "/b")]
    async fn fields(&self, a: Patch<u8>, b: Patch<&str>, c: Option<Vec<u8>>) -> Result<()>;
    #[endpoint(PATCH, "/b", overload)]
    async fn nulls(&self, a: Nullable<u8>, b: Nullable<&str>) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn nested(
        &self, user: &User, r#type: &str, #[field("n ä")] n: Option<f64>
    ) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn same(&self, id: u64, text: &str, list: &[&str]) -> Result<()>;
}

fn chunks(texts: &'static [&'static str]) -> Body {
    let mut texts = texts.iter();
    Body::stream(futures_util::stream::poll_fn(move |_| {
        std::task::Poll::Ready(texts.next().map(|text| Ok::<_, std::io::Error>(text.as_bytes())))
    }))
}

#[api_tests::test]
async fn a_body_is_what_was_given() {
    let server = silent();
    let api = BodiesClient::new(client(&server));
    let json = "POST /b\ncontent-type: application/json\n\n";
    let patch = "PATCH /b\ncontent-type: application/json\n\n";
    let bytes = "POST /b\ncontent-type: application/octet-stream";
    rows! { server;
        api.json(&user(Patch::Absent)) => format!("{json}{{\"name\":\"a\\\"b\"}}");
        api.json(&user(Patch::Null)) => format!("{json}{{\"name\":\"a\\\"b\",\"note\":null}}");
        api.json(&user(Patch::Value(1))) => format!("{json}{{\"name\":\"a\\\"b\",\"note\":1}}");
        api.optional(None) => "POST /b\ncontent-length: 0";
        api.optional(Some(&user(Patch::Absent))) => format!("{json}{{\"name\":\"a\\\"b\"}}");
        api.nullable(Nullable::Null) => format!("{json}null");
        api.nullable((&user(Patch::Absent)).into()) => format!("{json}{{\"name\":\"a\\\"b\"}}");
        api.list(&[]) => format!("{json}[]");
        api.list(&[1, 2]) => format!("{json}[1,2]");
        api.typed(1) => "POST /b\ncontent-type: application/merge-patch+json\n\n1";
        api.text("a\nü") => "POST /b\ncontent-type: text/plain; charset=utf-8\n\na\nü";
        api.text("") => "POST /b\ncontent-length: 0\ncontent-type: text/plain; charset=utf-8";
        api.csv(None) => "POST /b\ncontent-length: 0";
        api.csv(Some("a,b".to_owned())) => "POST /b\ncontent-type: text/csv\n\na,b";
        api.slice(b"ab") => format!("{bytes}\n\nab");
        api.slice(b"") => "POST /b\ncontent-length: 0\ncontent-type: application/octet-stream";
        api.vec(b"ab".to_vec()) => "POST /b\ncontent-type: image/png\n\nab";
        api.maybe(None) => "POST /b\ncontent-length: 0";
        api.maybe(Some(b"ab".to_vec())) => format!("{bytes}\n\nab");
        api.ours(Bytes::default()) => "POST /b\ncontent-length: 0\ncontent-type: application/octet-stream";
        api.stream(Body::from("ab")) => format!("{bytes}\n\nab");
        api.stream(Body::empty()) => "POST /b\ncontent-length: 0\ncontent-type: application/octet-stream";
        api.stream(chunks(&["a", "bc"]).with_length(3)) => format!("{bytes}\n\nabc");
        api.fields(Patch::Absent, Patch::Absent, None) => format!("{patch}{{}}");
        api.fields(Patch::Null, Patch::Absent, None) => format!("{patch}{{\"a\":null}}");
        api.fields(Patch::Value(1), Patch::Null, None) => format!("{patch}{{\"a\":1,\"b\":null}}");
        api.fields(Patch::Absent, Patch::Value("x"), Some(vec![])) => format!("{patch}{{\"b\":\"x\",\"c\":[]}}");
        api.nulls(Nullable::Null, Some("x").into()) => format!("{patch}{{\"a\":null,\"b\":\"x\"}}");
        api.nulls(1.into(), None.into()) => format!("{patch}{{\"a\":1,\"b\":null}}");
        api.nested(&user(Patch::Null), "t", None) => format!("{json}{{\"user\":{{\"name\":\"a\\\"b\",\"note\":null}},\"type\":\"t\"}}");
        api.nested(&user(Patch::Absent), "t", Some(0.5)) => format!("{json}{{\"user\":{{\"name\":\"a\\\"b\"}},\"type\":\"t\",\"n ä\":0.5}}");
        api.same(u64::MAX, "\u{1}\\", &["a"]) => format!("{json}{{\"id\":18446744073709551615,\"text\":\"\\u0001\\\\\",\"list\":[\"a\"]}}");
    }
}

/// Without a known length a stream goes out in chunks, which `build()` does not show.
#[api_tests::test]
async fn a_stream_of_unknown_length_is_sent_in_chunks() {
    let server = silent();
    let api = BodiesClient::new(client(&server));
    api.stream(chunks(&["a", "bc"])).await.unwrap();
    let request = crate::support::last(&server);
    assert_eq!(request.header("transfer-encoding"), ["chunked"]);
    assert_eq!(request.header("content-length"), [""; 0]);
    assert_eq!(request.body(), "abc");
    assert_eq!(request.wire_body(), b"1\r\na\r\n2\r\nbc\r\n0\r\n\r\n");
}
