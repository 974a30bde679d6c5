//! Responses: by status, in envelopes, with examples.

use api_core::{Body, ByStatus, Bytes, Envelope, Response, Result, StatusError, api, http};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::declared::{ByAbsence, ByStatusOnly, ByTruth};

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Basic {
    message: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Validation {
    errors: Vec<Basic>,
}

#[derive(Debug, StatusError)]
#[allow(dead_code, reason = "described, and never called")]
pub(crate) enum GithubError {
    /// There is no such issue.
    #[status(404)]
    NotFound(Basic),
    #[status(409, 422)]
    Invalid(Validation, api_core::Error),
    #[status(410)]
    Gone,
    #[status(418)]
    Teapot(Bytes),
    #[status(default)]
    Refused(Basic),
    #[other]
    Call(api_core::Error),
}

#[derive(Debug, ByStatus)]
pub(crate) enum Weeks {
    /// The weeks are counted.
    #[status(200, 203)]
    Ready(Vec<u32>),
    #[status(202)]
    Later,
    #[status(304)]
    Unchanged,
}

#[derive(Debug)]
pub(crate) struct Own;

impl From<api_core::Error> for Own {
    fn from(_: api_core::Error) -> Self {
        Self
    }
}

#[api(openapi)]
pub(crate) trait Github {
    #[endpoint(GET, "/issues/{number}")]
    async fn issue(&self, number: u64) -> std::result::Result<String, GithubError>;

    #[endpoint(GET, "/weeks")]
    async fn weeks(&self) -> Result<Weeks>;

    #[endpoint(GET, "/maybe", none = [304, 404])]
    async fn maybe(&self) -> std::result::Result<Option<Basic>, Own>;

    #[endpoint(POST, "/made", success = [201, 204])]
    async fn made(&self) -> Result<Response<Basic>>;

    #[endpoint(GET, "/moved", success = 302)]
    async fn moved(&self) -> Result<Response<()>>;

    #[endpoint(HEAD, "/issues/{number}")]
    async fn head(&self, number: u64) -> Result<http::HeaderMap>;

    #[endpoint(GET, "/raw")]
    async fn raw(&self) -> Result<http::Response<Body>>;

    #[endpoint(GET, "/example", example = "openapi/basic.json")]
    async fn example(&self) -> Result<Basic>;
}

fn responses(api: &Value, path: &str, method: &str) -> Value {
    api["paths"][path][method]["responses"].clone()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn json_content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

#[test]
fn an_error_by_status_is_a_response_per_status() {
    let api = GithubClient::openapi().to_value().unwrap();
    let expected = json!({
        "200": { "description": "OK", "content": json_content(&json!({ "type": "string" })) },
        "404": {
            "description": "There is no such issue.",
            "content": json_content(&reference("Basic")),
        },
        "409": { "description": "Conflict", "content": json_content(&reference("Validation")) },
        "422": {
            "description": "Unprocessable Entity",
            "content": json_content(&reference("Validation")),
        },
        "410": { "description": "Gone" },
        "418": { "description": "I'm a teapot", "content": { "*/*": {} } },
        "default": { "description": "A failure.", "content": json_content(&reference("Basic")) },
    });
    assert_eq!(responses(&api, "/issues/{number}", "get"), expected);
}

#[test]
fn a_return_type_by_status_is_a_response_per_status() {
    let api = GithubClient::openapi().to_value().unwrap();
    let weeks = &api["paths"]["/weeks"]["get"]["responses"];
    let list = &weeks["200"]["content"]["application/json"]["schema"];
    assert_eq!(list["items"]["format"], "uint32");
    let docs = "The weeks are counted.";
    assert_eq!(
        (&weeks["200"]["description"], &weeks["203"]["description"]),
        (&json!(docs), &json!(docs))
    );
    assert_eq!(weeks["202"], json!({ "description": "Accepted" }));
    assert_eq!(weeks["304"], json!({ "description": "Not Modified" }));
    assert_eq!(weeks.as_object().unwrap().len(), 4);
}

#[test]
fn declared_statuses_are_those_of_the_responses() {
    let api = GithubClient::openapi().to_value().unwrap();
    let maybe = responses(&api, "/maybe", "get");
    assert_eq!(maybe["304"], json!({ "description": "There is nothing." }));
    assert_eq!(maybe["404"], json!({ "description": "There is nothing." }));
    let made = responses(&api, "/made", "post");
    assert_eq!(made["201"]["content"], json_content(&reference("Basic")));
    assert_eq!(made["204"], json!({ "description": "No Content" }));
    assert_eq!(made["200"], Value::Null);
    assert_eq!(responses(&api, "/moved", "get"), json!({ "302": { "description": "Found" } }));
    let head = responses(&api, "/issues/{number}", "head");
    assert_eq!(head, json!({ "200": { "description": "OK" } }));
    let raw = responses(&api, "/raw", "get");
    assert_eq!(raw["default"]["content"], json!({ "*/*": {} }));
}

#[test]
fn an_example_is_that_of_the_response() {
    let api = GithubClient::openapi().to_value().unwrap();
    let content = &responses(&api, "/example", "get")["200"]["content"]["application/json"];
    assert_eq!(content["example"], json!({ "message": "there" }));
}

macro_rules! enveloped {
    ($($name:ident: $envelope:ident, $success:tt, $failure:tt;)*) => {$(
        #[test]
        fn $name() {
            #[api(openapi, envelope = $envelope)]
            trait Enveloped {
                #[endpoint(GET, "/it")]
                async fn it(&self) -> Result<Basic>;
            }
            let api = EnvelopedClient::openapi().to_value().unwrap();
            let name = stringify!($envelope);
            let schemas = &api["components"]["schemas"];
            assert_eq!(schemas[name], json!($success));
            assert_eq!(schemas[format!("{name}Failure")], json!($failure));
            let failed = &responses(&api, "/it", "get")["default"]["content"];
            assert_eq!(*failed, json_content(&reference(&format!("{name}Failure"))));
        }
    )*};
}

/// By a number.
#[derive(Envelope)]
struct ByCode<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Envelope)]
struct ByWord<T> {
    #[envelope(success = ["ok", "fine"], rename = "stat")]
    status: String,
    #[envelope(code, rename = "err.code")]
    code: i64,
    #[envelope(message, rename = "err.msg")]
    message: String,
    #[envelope(payload, rename = "body.result")]
    data: T,
}

enveloped! {
    an_envelope_by_a_number: ByCode, {
        "type": "object", "description": "By a number.",
        "properties": {
            "code": { "type": "integer", "const": 0 },
            "message": { "type": "string" },
            "data": { "description": "The payload." },
        },
        "required": ["code"],
    }, {
        "type": "object", "description": "A failure in the envelope `ByCode`.",
        "properties": {
            "code": {
                "type": "integer", "description": "The code of the failure.",
                "not": { "type": "integer", "const": 0 },
            },
            "message": { "type": "string", "description": "What went wrong." },
        },
        "required": ["code"],
    };
    an_envelope_by_a_word: ByWord, {
        "type": "object",
        "properties": {
            "stat": { "type": "string", "enum": ["ok", "fine"] },
            "err": { "type": "object", "properties": { "msg": { "type": "string" } } },
            "body": {
                "type": "object", "properties": { "result": { "description": "The payload." } },
            },
        },
        "required": ["stat"],
    }, {
        "type": "object", "description": "A failure in the envelope `ByWord`.",
        "properties": {
            "stat": {
                "type": "string", "description": "The code of the failure.",
                "not": { "type": "string", "enum": ["ok", "fine"] },
            },
            "err": {
                "type": "object",
                "properties": {
                    "code": {
                        "type": ["integer", "string"], "description": "The code of the failure.",
                    },
                    "msg": { "type": "string", "description": "What went wrong." },
                },
            },
        },
        "required": ["stat"],
    };
    an_envelope_by_a_truth_value: ByTruth, {
        "type": "object",
        "properties": { "ok": { "type": "boolean", "const": true } },
    }, {
        "type": "object", "description": "A failure in the envelope `ByTruth`.",
        "properties": {
            "ok": { "type": "boolean", "const": false },
            "wait": {
                "type": ["number", "string"],
                "description": "The seconds to wait before another call.",
            },
        },
        "required": ["ok"],
    };
    an_envelope_by_absence: ByAbsence, {
        "type": "object", "properties": { "errors": { "enum": [null, [], {}] } },
    }, {
        "type": "object", "description": "A failure in the envelope `ByAbsence`.",
        "properties": {
            "errors": {
                "type": "array", "description": "What went wrong.",
                "not": { "enum": [null, [], {}] },
                "items": {
                    "type": "object",
                    "properties": {
                        "message": { "type": "string", "description": "What went wrong." },
                    },
                },
            },
        },
        "required": ["errors"],
    };
    an_envelope_by_the_status: ByStatusOnly, {
        "type": "object",
        "properties": { "data": { "description": "The payload." }, "error": { "type": "string" } },
    }, {
        "type": "object", "description": "A failure in the envelope `ByStatusOnly`.",
        "properties": { "error": { "type": "string", "description": "What went wrong." } },
    };
}

#[test]
fn a_payload_is_at_its_place() {
    macro_rules! schema {
        ($envelope:ident) => {{
            #[api(openapi, envelope = $envelope)]
            trait Enveloped {
                #[endpoint(GET, "/it")]
                async fn it(&self) -> Result<Basic>;
            }
            let api = EnvelopedClient::openapi().to_value().unwrap();
            let content = &responses(&api, "/it", "get")["200"]["content"];
            content["application/json"]["schema"].clone()
        }};
    }
    let failed = |name: &str, success: Value| json!({ "oneOf": [success, reference(&format!("{name}Failure"))] });
    let by_code = json!({ "allOf": [reference("ByCode"), {
        "type": "object", "properties": { "data": reference("Basic") }, "required": ["data"],
    }] });
    assert_eq!(schema!(ByCode), failed("ByCode", by_code));
    let by_word = json!({ "allOf": [reference("ByWord"), {
        "type": "object",
        "properties": { "body": {
            "type": "object", "properties": { "result": reference("Basic") }, "required": ["result"],
        } },
        "required": ["body"],
    }] });
    assert_eq!(schema!(ByWord), failed("ByWord", by_word));
    let by_truth = json!({ "allOf": [reference("ByTruth"), reference("Basic")] });
    assert_eq!(schema!(ByTruth), failed("ByTruth", by_truth));
    let by_status = json!({ "allOf": [reference("ByStatusOnly"), {
        "type": "object", "properties": { "data": reference("Basic") }, "required": ["data"],
    }] });
    assert_eq!(schema!(ByStatusOnly), by_status);
}
