//! Names: of types, of paths, of endpoints, of credentials.

use api_core::{Result, api, openapi};
use serde_json::Value;

mod a {
    #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
    pub(crate) struct Chat {
        pub(crate) a: u8,
    }

    #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
    pub(crate) struct Page<T> {
        pub(crate) items: Vec<T>,
    }
}

mod b {
    #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
    pub(crate) struct Chat {
        pub(crate) b: u8,
    }

    // No pair: this one is called so.
    #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
    pub(crate) struct Chat2 {
        pub(crate) b: u8,
    }

    #[derive(api_core::Envelope)]
    pub(crate) struct Chats<T> {
        #[envelope(success = true)]
        ok: bool,
        #[envelope(payload)]
        result: T,
    }
}

#[api(openapi, credentials = bearer)]
trait One {
    #[endpoint(GET, "/chats/{id}")]
    async fn view(&self, id: u64) -> Result<a::Chat>;

    #[endpoint(GET, "/chats")]
    async fn list(&self) -> Result<a::Page<a::Chat>>;

    #[endpoint(GET, "/others")]
    async fn others(&self) -> Result<a::Page<b::Chat2>>;
}

#[api(openapi, credentials = bearer)]
trait Other {
    #[endpoint(POST, "/nested")]
    async fn nested(&self, #[body] chats: Vec<b::Chat>) -> Result<()>;
}

#[api(openapi, credentials = header("Key"))]
trait Third {
    #[endpoint(PUT, "/chats/{chat}")]
    async fn view(&self, chat: u64) -> Result<()>;

    #[endpoint(GET, "/open", credentials = none)]
    async fn open(&self) -> Result<()>;
}

#[test]
fn types_of_one_name_are_an_error_that_names_both() {
    let error = openapi::merge([OneClient::openapi(), OtherClient::openapi()]).to_json();
    let error = error.unwrap_err().to_string();
    assert!(error.contains("two types of the description are called `Chat`"), "{error}");
    assert!(error.contains("names::a::Chat` and `"), "{error}");
    assert!(error.contains("names::b::Chat`"), "{error}");
}

#[test]
fn an_envelope_has_no_name_of_a_type() {
    #[derive(serde::Deserialize, schemars::JsonSchema)]
    #[allow(dead_code)]
    struct Chats {
        all: u8,
    }

    #[api(openapi, envelope = b::Chats)]
    trait Enveloped {
        #[endpoint(GET, "/chats")]
        async fn list(&self) -> Result<Chats>;
    }
    let error = EnvelopedClient::openapi().to_value().unwrap_err().to_string();
    assert!(error.contains("called `Chats`"), "{error}");
}

#[test]
fn components_have_the_names_of_their_types() {
    let one = OneClient::openapi().to_value().unwrap();
    let names: Vec<_> = one["components"]["schemas"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["Chat", "Chat2", "Page_Chat", "Page_Chat2"]);
    assert_eq!(one["tags"][0]["name"], "One");
    assert_eq!(one["info"]["title"], "One");
    assert_eq!(one["info"]["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn several_traits_make_one_document() {
    let whole = openapi::merge([OneClient::openapi(), ThirdClient::openapi()]).title("Chats");
    let whole = whole.server("https://example.com").to_value().unwrap();
    assert_eq!(whole["info"]["title"], "Chats");
    assert_eq!(whole["servers"][0]["url"], "https://example.com");
    // One path, whose placeholder has one name.
    let item = &whole["paths"]["/chats/{id}"];
    assert_eq!(item["put"]["parameters"][0]["name"], "id");
    // Two endpoints of one name.
    assert_eq!(item["get"]["operationId"], "One.view");
    assert_eq!(item["put"]["operationId"], "Third.view");
    assert_eq!(whole["paths"]["/chats"]["get"]["operationId"], "list");
    // Each with its own credentials.
    assert_eq!(whole["security"], Value::Null);
    assert_eq!(item["get"]["security"], serde_json::json!([{ "bearer": [] }]));
    assert_eq!(item["put"]["security"], serde_json::json!([{ "Key": [] }]));
    assert_eq!(whole["paths"]["/open"]["get"]["security"], serde_json::json!([]));
}

#[test]
fn credentials_that_all_traits_have_are_written_once() {
    let one = OneClient::openapi().to_value().unwrap();
    assert_eq!(one["security"], serde_json::json!([{ "bearer": [] }]));
    assert_eq!(one["paths"]["/chats"]["get"]["security"], Value::Null);
    let scheme = &one["components"]["securitySchemes"]["bearer"];
    assert_eq!(*scheme, serde_json::json!({ "type": "http", "scheme": "bearer" }));
}

#[test]
fn traits_that_take_one_request_are_an_error() {
    #[api(openapi)]
    trait Again {
        #[endpoint(GET, "/chats/{code}")]
        async fn again(&self, code: &str) -> Result<()>;
    }
    let error = openapi::merge([OneClient::openapi(), AgainClient::openapi()]).to_json();
    let error = error.unwrap_err().to_string();
    assert!(error.contains("One::view"), "{error}");
    assert!(error.contains("Again::again"), "{error}");
}

#[test]
fn traits_take_one_request_that_is_meant_for_both() {
    #[api(openapi)]
    trait Shared {
        #[endpoint(GET, "/chats/{code}", overload)]
        async fn view(&self, code: &str, fields: &str) -> Result<String>;
    }
    let whole = openapi::merge([SharedClient::openapi(), OneClient::openapi()]).to_value().unwrap();
    let path = |name: &str| whole["paths"][format!("/chats/{{code}}#{name}")]["get"].clone();
    assert_eq!(path("One.view")["operationId"], "One.view");
    assert_eq!(path("Shared.view")["parameters"][1]["name"], "fields");
}

#[test]
fn requests_that_constants_tell_apart_have_a_fragment() {
    #[api(openapi, fields("jsonrpc" = "2.0"), body = json("params"))]
    trait Rpc {
        #[endpoint(POST, "/jsonrpc", fields("method" = "a"))]
        async fn one(&self, gid: &str) -> Result<String>;

        #[endpoint(POST, "/jsonrpc", fields("method" = "b"))]
        async fn two(&self, gid: &str) -> Result<String>;
    }
    let rpc = RpcClient::openapi().to_value().unwrap();
    let body = |path: &str| {
        rpc["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"].clone()
    };
    assert_eq!(body("/jsonrpc#one")["properties"]["method"]["const"], "a");
    let two = body("/jsonrpc#two");
    assert_eq!(two["properties"]["params"]["properties"]["gid"]["type"], "string");
    assert_eq!(two["required"], serde_json::json!(["jsonrpc", "method", "params"]));
}

#[test]
fn a_generic_trait_is_described_for_its_types() {
    #[api(openapi)]
    trait Store<T: serde::de::DeserializeOwned + Send + 'static> {
        #[endpoint(GET, "/items")]
        async fn items(&self) -> Result<Vec<T>>;
    }
    let items = StoreClient::<b::Chat2>::openapi().to_value().unwrap();
    let schema = &items["paths"]["/items"]["get"]["responses"]["200"]["content"];
    let reference = &schema["application/json"]["schema"]["items"]["$ref"];
    assert_eq!(reference, "#/components/schemas/Chat2");
}

#[test]
fn credentials_are_schemes() {
    #[api(
        openapi,
        credentials = [scheme("Bot"), basic, all(header("X-Api-Key"), query("access_token"))]
    )]
    trait Secured {
        #[endpoint(GET, "/it")]
        async fn it(&self) -> Result<()>;
    }
    let api = SecuredClient::openapi().to_value().unwrap();
    let expected = serde_json::json!([
        { "Bot": [] }, { "basic": [] }, { "X-Api-Key": [], "access_token": [] },
    ]);
    assert_eq!(api["security"], expected);
    let schemes = &api["components"]["securitySchemes"];
    assert_eq!(schemes["basic"]["scheme"], "basic");
    let header = serde_json::json!({ "type": "apiKey", "in": "header", "name": "X-Api-Key" });
    assert_eq!(schemes["X-Api-Key"], header);
    assert_eq!(schemes["access_token"]["in"], "query");
    assert_eq!(
        (&schemes["Bot"]["name"], &schemes["Bot"]["x-scheme"]),
        (&"Authorization".into(), &"Bot".into())
    );
}

#[test]
fn another_base_is_named() {
    #[api(openapi)]
    trait Uploads {
        #[endpoint(PUT, "/file", base = "uploads")]
        async fn put(&self) -> Result<()>;
    }
    let api = UploadsClient::openapi().to_value().unwrap();
    assert_eq!(api["paths"]["/file"]["put"]["x-base"], "uploads");
}
