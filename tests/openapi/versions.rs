//! Versions of OpenAPI, and the two forms of a type.

use api_core::openapi::{self, Version};
use api_core::{ByteStream, EventStream, JsonLines, Result, Text, api};
use expect_test::expect_file;
use futures_util::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Entry {
    id: u64,
    note: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Holder {
    entry: Entry,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type")]
pub(crate) enum Shape {
    Circle(Entry),
    Square { side: f64 },
}

#[api(openapi)]
trait Streamed {
    #[endpoint(POST, "/stream")]
    async fn stream(
        &self,
        #[body(json_lines)] entries: impl Stream<Item = Entry> + Send + 'static,
    ) -> Result<()>;

    #[endpoint(POST, "/many")]
    async fn many(&self, #[body(json_lines)] entries: &[Entry]) -> Result<()>;
}

#[test]
fn a_stream_is_described_in_3_2() {
    let api = StreamedClient::openapi().to_value().unwrap();
    assert_eq!(api["openapi"], "3.2.0");
    for path in ["/stream", "/many"] {
        let lines = &api["paths"][path]["post"]["requestBody"]["content"]["application/x-ndjson"];
        assert_eq!(*lines, json!({ "itemSchema": { "$ref": "#/components/schemas/Entry" } }));
    }
    let api = StreamedClient::openapi().openapi(Version::V3_1).to_value().unwrap();
    let lines = &api["paths"]["/many"]["post"]["requestBody"]["content"]["application/x-ndjson"];
    assert_eq!(lines["schema"], json!({ "type": "string" }));
}

#[api(openapi)]
trait Watched {
    #[endpoint(GET, "/events", done = "[DONE]")]
    async fn events(&self) -> Result<EventStream<Entry>>;

    #[endpoint(GET, "/words")]
    async fn words(&self) -> Result<EventStream<Text>>;

    #[endpoint(GET, "/lines")]
    async fn lines(&self) -> Result<JsonLines<Entry>>;

    #[endpoint(GET, "/file")]
    async fn file(&self) -> Result<ByteStream>;
}

#[test]
fn a_streamed_response_is_described_in_3_2() {
    let api = WatchedClient::openapi().to_value().unwrap();
    assert_eq!(api["openapi"], "3.2.0");
    let content = |path: &str| api["paths"][path]["get"]["responses"]["200"]["content"].clone();
    let entry = json!({ "$ref": "#/components/schemas/Entry" });
    let event = |data: Value| {
        json!({
            "type": "object",
            "properties": {
                "data": data, "event": { "type": "string" }, "id": { "type": "string" },
                "retry": { "type": "integer", "minimum": 0 },
            },
            "required": ["data"],
        })
    };
    let data = json!({
        "type": "string", "contentMediaType": "application/json", "contentSchema": entry,
    });
    let events = json!({ "itemSchema": event(data), "x-done": "[DONE]" });
    assert_eq!(content("/events"), json!({ "text/event-stream": events }));
    let words = json!({ "itemSchema": event(json!({ "type": "string" })) });
    assert_eq!(content("/words"), json!({ "text/event-stream": words }));
    assert_eq!(content("/lines"), json!({ "application/x-ndjson": { "itemSchema": entry } }));
    assert_eq!(content("/file"), json!({ "*/*": {} }));
}

#[api(openapi)]
trait Searched {
    #[endpoint(QUERY, "/search")]
    async fn search(&self, #[body] entry: Entry) -> Result<Shape>;

    #[endpoint(PURGE, "/cache")]
    async fn purge(&self) -> Result<()>;
}

#[test]
fn a_method_of_any_name_is_described_in_3_2() {
    let api = SearchedClient::openapi().to_value().unwrap();
    assert_eq!(api["openapi"], "3.2.0");
    assert_eq!(api["paths"]["/search"]["query"]["operationId"], "search");
    let others = &api["paths"]["/cache"]["additionalOperations"];
    assert_eq!(others["PURGE"]["operationId"], "purge");
    let error = SearchedClient::openapi().openapi(Version::V3_1).to_json().unwrap_err().to_string();
    assert!(error.contains("QUERY /search"), "{error}");
}

#[api(openapi)]
trait Both {
    #[endpoint(POST, "/both", fields("v" = 1))]
    async fn both(&self, holder: Holder, maybe: Option<Entry>) -> Result<Holder>;

    #[endpoint(GET, "/shape")]
    async fn shape(&self) -> Result<Shape>;
}

#[test]
fn a_type_that_is_written_in_another_form_than_it_is_read_has_two_components() {
    let api = BothClient::openapi().to_value().unwrap();
    assert_eq!(api["openapi"], "3.1.0");
    let schemas = &api["components"]["schemas"];
    // What is written has all fields; what is read may lack some.
    assert_eq!(schemas["EntryInput"]["required"], json!(["id", "note", "tags"]));
    assert_eq!(schemas["Entry"]["required"], json!(["id"]));
    let input = &schemas["HolderInput"]["properties"]["entry"];
    assert_eq!(*input, json!({ "$ref": "#/components/schemas/EntryInput" }));
    let received = &schemas["Holder"]["properties"]["entry"];
    assert_eq!(*received, json!({ "$ref": "#/components/schemas/Entry" }));
}

#[test]
fn a_reference_has_nothing_but_words_beside_it() {
    fn look(value: &Value) {
        if let Value::Object(object) = value {
            assert!(!(object.contains_key("$ref") && object.contains_key("properties")), "{value}");
            object.values().for_each(look);
        } else if let Value::Array(list) = value {
            list.iter().for_each(look);
        }
    }
    let api = BothClient::openapi().to_value().unwrap();
    look(&api);
    let circle = &api["components"]["schemas"]["Shape"]["oneOf"][0]["allOf"];
    assert_eq!(circle[0], json!({ "$ref": "#/components/schemas/Entry" }));
    assert_eq!(circle[1]["properties"]["type"]["const"], "Circle");
}

#[test]
fn what_3_0_cannot_express_has_other_words() {
    let api = BothClient::openapi().openapi(Version::V3_0).to_value().unwrap();
    assert_eq!(api["openapi"], "3.0.4");
    let note = &api["components"]["schemas"]["Entry"]["properties"]["note"];
    assert_eq!((&note["type"], &note["nullable"]), (&json!("string"), &json!(true)));
    let body = &api["paths"]["/both"]["post"]["requestBody"]["content"]["application/json"];
    assert_eq!(body["schema"]["properties"]["v"]["enum"], json!([1]));
    let text = api.to_string();
    assert!(!text.contains("\"const\"") && !text.contains("\"null\""), "{text}");
}

/// Kept as files for validators that are not ours: see `tests/validate`.
#[test]
fn the_whole_descriptions() {
    let streamed = [StreamedClient::openapi(), WatchedClient::openapi(), SearchedClient::openapi()];
    let newest = openapi::merge(streamed).title("Streams").version("1.0").to_json().unwrap();
    expect_file!["snapshots/version_3_2.json"].assert_eq(&newest);
    let oldest = BothClient::openapi().title("Both").version("1.0").openapi(Version::V3_0);
    expect_file!["snapshots/version_3_0.json"].assert_eq(&oldest.to_json().unwrap());
}
