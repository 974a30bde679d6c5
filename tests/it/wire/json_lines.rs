//! Bodies of JSON lines.

use api_core::{ErrorKind, Result, Retry, api};
use futures_util::stream;
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Own, rows, silent};
use crate::support::{client, last};

#[derive(Clone, Serialize)]
struct Doc {
    title: &'static str,
}

const DOCS: [Doc; 2] = [Doc { title: "a\nb" }, Doc { title: "é" }];

#[api]
trait Lines {
    #[endpoint(POST, "/bulk")]
    async fn list(&self, #[body(json_lines)] docs: &[Doc]) -> Result<()>;
    #[endpoint(PUT, "/bulk")]
    async fn optional(
        &self,
        #[body(json_lines, content_type = "application/jsonl")] docs: Option<Vec<Doc>>,
    ) -> Result<()>;
    #[endpoint(POST, "/raw")]
    async fn raw(&self, #[body(json_lines)] texts: Vec<Box<RawValue>>) -> Result<()>;
    #[endpoint(POST, "/any")]
    async fn any(&self, #[body(json_lines)] value: Own<f64>) -> Result<()>;
    #[endpoint(POST, "/floats")]
    async fn floats(&self, #[body(json_lines)] values: Vec<f64>) -> Result<()>;
    #[endpoint(POST, "/stream", idempotent)]
    async fn stream(&self, #[body(json_lines)] docs: Values) -> Result<()>;
}

type Values = stream::Iter<std::vec::IntoIter<f64>>;

#[api_tests::test]
async fn each_element_is_a_line() {
    let server = silent();
    let api = LinesClient::new(client(&server));
    let head = "content-type: application/x-ndjson";
    let raw = RawValue::from_string("{\n \"a\" :\r\n 1}".to_owned()).unwrap();
    rows! { server;
        api.list(&DOCS) => format!("POST /bulk\n{head}\n\n{{\"title\":\"a\\nb\"}}\n{{\"title\":\"é\"}}\n");
        api.list(&[]) => format!("POST /bulk\ncontent-length: 0\n{head}");
        api.optional(None) => "PUT /bulk\ncontent-length: 0";
        api.optional(Some(DOCS[1..].to_vec())) => "PUT /bulk\ncontent-type: application/jsonl\n\n{\"title\":\"é\"}\n";
        api.raw(vec![raw.clone(), raw.clone()]) => format!("POST /raw\n{head}\n\n{{ \"a\" : 1}}\n{{ \"a\" : 1}}\n");
        api.any(Own(1.5)) => "body parameter `value` is not a list, whose elements would be the lines";
        api.floats(vec![1.0, f64::NAN]) => "member `[1]` of body parameter `values` is not a finite number, which has no text";
    }
}

#[api_tests::test]
async fn a_stream_of_values_is_a_stream_of_lines() {
    let server = silent();
    let api = LinesClient::new(client(&server));
    api.stream(stream::iter(vec![1.0, 2.5])).await.unwrap();
    let request = last(&server);
    assert_eq!(request.body(), "1.0\n2.5\n");
    assert_eq!(request.header("content-type"), ["application/x-ndjson"]);
    // A value that cannot be written ends the body with an error, and is not sent again.
    let values = stream::iter(vec![1.0, f64::NAN]);
    let error = api.stream(values).retry(Retry::default()).await.unwrap_err();
    assert_eq!(error.attempts(), 1, "{error:?}");
    assert_ne!(error.kind(), ErrorKind::Status, "{error:?}");
}
