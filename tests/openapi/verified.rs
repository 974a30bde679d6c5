//! Descriptions held against the trait by `api-openapi`.

use api_openapi::Description;
use serde_json::Value;

use crate::every_kind::EverythingClient;
use crate::round_trip::user_chat_declared::UserChatClient;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/snapshots/every_kind.json");

#[test]
fn a_trait_does_not_differ_from_its_own_description() {
    let committed = Description::open(COMMITTED).unwrap();
    let described = EverythingClient::openapi();
    let differences = api_openapi::verify(&committed, described).unwrap();
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn a_drift_is_found_at_its_place() {
    let mut described = EverythingClient::openapi().to_value().unwrap();
    let maybe = &mut described["paths"]["/query"]["get"]["parameters"][1];
    assert_eq!(maybe["name"], "maybe");
    maybe["required"] = Value::Bool(true);
    let differences = api_openapi::verify(described, EverythingClient::openapi()).unwrap();
    let found = differences.to_string();
    assert!(found.contains("breaks calls: `Everything::query`, query `maybe`"), "{found}");
    assert_eq!(differences.len(), 1, "{found}");
}

/// What is found after a change of the description of `UserChat`.
fn after(change: impl FnOnce(&mut Value)) -> String {
    let mut described = UserChatClient::openapi().to_value().unwrap();
    change(&mut described);
    api_openapi::verify(described, UserChatClient::openapi()).unwrap().to_string()
}

#[test]
fn a_drift_inside_of_an_envelope_is_found_there() {
    let schemas = |it: &mut Value, change: fn(&mut Value)| change(&mut it["components"]["schemas"]);
    let found =
        after(|it| schemas(it, |all| all["Chat"]["properties"]["code"]["type"] = "integer".into()));
    assert_eq!(
        found,
        "breaks calls: `UserChat::create`, response 200 `data.code`: it is an integer, not a text\n\
         breaks calls: `UserChat::view`, response 200 `data.code`: it is an integer, not a text",
    );
    let found =
        after(|it| schemas(it, |all| all["Chat"]["required"] = serde_json::json!(["code"])));
    assert!(found.contains("response 200 `data.unread_count`: it is optional"), "{found}");
    let found =
        after(|it| schemas(it, |all| all["Kook"]["properties"]["code"]["const"] = 1.into()));
    assert!(found.contains("response 200 `code`: the value `1` is new"), "{found}");
    let found = after(|it| {
        let view = &mut it["paths"]["/api/v3/user-chat/view"]["get"];
        let schema = &mut view["responses"]["200"]["content"]["application/json"]["schema"];
        let data = &mut schema["oneOf"][0]["allOf"][1]["properties"]["data"];
        *data = serde_json::json!({ "type": "array", "items": data.clone() });
    });
    assert_eq!(
        found,
        "breaks calls: `UserChat::view`, response 200 `data`: it is a list, not an object",
    );
}

/// A description that people wrote: it has no component for the envelope, nor any for its failures.
const BY_HAND: &str = r##"
openapi: 3.0.3
info: {title: KOOK, version: "3"}
servers: [{url: "https://www.kookapp.cn/api/v3"}]
security: [{bot: []}]
components:
  securitySchemes: {bot: {type: apiKey, in: header, name: Authorization}}
  schemas:
    Done: {type: object, required: [code], properties: {code: {type: integer}, message: {type: string}}}
    Chat: {type: object, required: [code, unread_count], properties: {code: {type: string}, unread_count: {type: integer}}}
    ChatDone: {type: object, required: [code, data], properties: {code: {type: integer}, message: {type: string}, data: {$ref: "#/components/schemas/Chat"}}}
paths:
  /user-chat/view:
    get:
      parameters: [{name: chat_code, in: query, required: true, schema: {type: string}}]
      responses:
        "200": {description: OK, content: {application/json: {schema: {$ref: "#/components/schemas/ChatDone"}}}}
  /user-chat/create:
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [target_id], properties: {target_id: {type: string}}}}}}
      responses:
        "201": {description: OK, content: {application/json: {schema: {$ref: "#/components/schemas/ChatDone"}}}}
  /user-chat/delete:
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [chat_code], properties: {chat_code: {type: string}}}}}}
      responses:
        "200": {description: OK, content: {application/json: {schema: {$ref: "#/components/schemas/Done"}}}}
"##;

#[test]
fn a_trait_fits_a_description_that_people_wrote() {
    let differences = |api: &str| api_openapi::verify(api, UserChatClient::openapi()).unwrap();
    // A trait that declares no success takes any.
    let found = differences(BY_HAND);
    let only = "compatible: `UserChat::create`, response 201: the status is not 200";
    assert_eq!(found.to_string(), only);
    let drifted = BY_HAND.replace("code: {type: string}, unread", "code: {type: boolean}, unread");
    let found = differences(&drifted);
    assert_eq!(
        found.breaking().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "breaks calls: `UserChat::create`, response 201 `data.code`: it is a truth value, not a text",
            "breaks calls: `UserChat::view`, response 200 `data.code`: it is a truth value, not a text",
        ],
    );
}
