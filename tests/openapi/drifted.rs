//! Drifts of an API from a trait with every kind of parameter, seeded one by one in what the trait says of
//! itself: each is found at its place, and nothing else is.

use std::collections::BTreeMap;

use api_core::{
    Bytes, EventStream, JsonLines, Nullable, Part, Patch, Result, StatusError, Text, api,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Payment {
    Cash,
    /// By any bank.
    Card,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Target {
    Home { street: String },
    Locker { number: u16 },
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Order {
    id: u64,
    price: Price,
    labels: BTreeMap<String, String>,
    target: Target,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Price {
    amount: f64,
}

#[derive(Serialize, JsonSchema)]
struct Change {
    #[serde(skip_serializing_if = "Patch::is_absent")]
    note: Patch<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u8>,
}

#[derive(Serialize, JsonSchema)]
struct Range {
    from: u32,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Tick {
    price: Option<i32>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct Problem {
    message: String,
}

#[derive(Debug, StatusError)]
#[allow(dead_code, reason = "described, and never called")]
enum OrderError {
    #[status(404)]
    NotFound(Problem),
    #[other]
    Call(api_core::Error),
}

#[api(openapi, path = "/v1", credentials = bearer)]
trait Orders {
    #[endpoint(GET, "/orders")]
    #[allow(clippy::too_many_arguments)]
    async fn list(
        &self,
        payment: Option<Payment>,
        #[query(list = "csv")] ids: &[u64],
        #[query(list = "brackets")] tags: &[&str],
        #[query(nested = "brackets")] made: &Range,
        #[query(json)] seen: &Range,
        #[query(flatten)] size: &Range,
        #[query(flag)] all: bool,
        #[header("X-Trace")] trace: Option<&str>,
    ) -> Result<()>;

    #[endpoint(GET, "/shops/{shop}/orders/{id}")]
    async fn view(&self, shop: &str, id: u64) -> std::result::Result<Order, OrderError>;

    #[endpoint(POST, "/orders", success = 201)]
    async fn place(&self, name: &str, note: Option<&str>, gift: Nullable<&str>) -> Result<()>;

    #[endpoint(PATCH, "/orders/{id}")]
    async fn change(&self, id: u64, #[body] change: &Change) -> Result<()>;

    #[endpoint(POST, "/pay", body = form)]
    async fn pay(&self, card: &str, #[field(list = "csv")] codes: &[&str]) -> Result<Text>;

    #[endpoint(POST, "/scans")]
    async fn scan(&self, #[part] file: Part, title: &str) -> Result<()>;

    #[endpoint(PUT, "/image")]
    async fn image(&self, #[body(bytes, content_type = "image/png")] image: Vec<u8>) -> Result<()>;

    #[endpoint(GET, "/ticks")]
    async fn ticks(&self) -> Result<EventStream<Tick>>;

    #[endpoint(GET, "/log")]
    async fn log(&self) -> Result<JsonLines<Problem>>;

    #[endpoint(GET, "/files/{path*}")]
    async fn file(&self, path: &str) -> Result<Bytes>;
}

/// A drift: the pointer to what is replaced, what it is replaced by, and the lines that are found.
type Drift = (&'static str, fn(&mut Value), &'static [&'static str]);

/// The parameter of `list` at an index.
macro_rules! list {
    ($index:literal) => {
        concat!("/paths/~1v1~1orders/get/parameters/", $index)
    };
}

const JSON: &str = "application/json";
const VIEW: &str = "/paths/~1v1~1shops~1{shop}~1orders~1{id}/get";
const PLACE: &str = "/paths/~1v1~1orders/post/requestBody/content/application~1json/schema";
const PAY: &str = "/paths/~1v1~1pay/post/requestBody/content/application~1x-www-form-urlencoded";
const SCAN: &str = "/paths/~1v1~1scans/post/requestBody/content/multipart~1form-data/schema";

const DRIFTS: &[Drift] = &[
    (
        "/components/schemas/Payment/oneOf/1/const",
        |it| *it = json!("check"),
        &[
            "breaks calls: `Orders::list`, query `payment`: the value `card` is gone",
            "compatible: `Orders::list`, query `payment`: the value `check` is new",
        ],
    ),
    (
        list!(0),
        |it| it["in"] = json!("header"),
        &["breaks calls: `Orders::list`, query `payment`: it is sent in the header"],
    ),
    (
        list!(1),
        |it| it["style"] = json!("pipeDelimited"),
        &["breaks calls: `Orders::list`, query `ids`: it is written as `a=1%7C2`, not `a=1,2`"],
    ),
    (
        list!(2),
        |it| it["name"] = json!("tags"),
        &["breaks calls: `Orders::list`, query `tags[]`: it is called `tags`"],
    ),
    (
        list!(3),
        |it| it["style"] = json!("form"),
        &["breaks calls: `Orders::list`, query `made`: it is written as `a=1&a=2`, not `a[b]=1`"],
    ),
    (
        list!(4),
        |it| *it = json!({ "name": "seen", "in": "query", "required": true, "schema": { "$ref": "#/components/schemas/Range" } }),
        &["breaks calls: `Orders::list`, query `seen`: it is written as `a=1&a=2`, not JSON"],
    ),
    (
        list!("5/schema/type"),
        |it| *it = json!("string"),
        &["breaks calls: `Orders::list`, query `from`: it is a text, not an integer"],
    ),
    (
        list!(7),
        |it| {
            it["name"] = json!("x-TRACE");
            it["required"] = json!(true);
        },
        &["breaks calls: `Orders::list`, header `X-Trace`: it is required"],
    ),
    (
        VIEW,
        |it| {
            // The names of placeholders are not sent.
            it["parameters"][0]["name"] = json!("id");
            it["parameters"][1]["name"] = json!("shop");
        },
        &[
            "breaks calls: `Orders::view`, path `shop`: it is an integer, not a text",
            "breaks calls: `Orders::view`, path `id`: it is a text, not an integer",
        ],
    ),
    (
        "/components/schemas/Price/properties/amount",
        |it| *it = json!({ "type": ["number", "null"], "format": "double" }),
        &["breaks calls: `Orders::view`, response 200 `price.amount`: it may be null"],
    ),
    (
        "/components/schemas/Order/properties/labels/additionalProperties/type",
        |it| *it = json!("boolean"),
        &["breaks calls: `Orders::view`, response 200 `labels.*`: it is a truth value, not a text"],
    ),
    (
        "/components/schemas/Order/required",
        |it| *it = json!(["id", "labels", "target"]),
        &["breaks calls: `Orders::view`, response 200 `price`: it is optional"],
    ),
    (
        "/components/schemas/Target/oneOf",
        |it| {
            let drone = json!({
                "type": "object",
                "required": ["type"],
                "properties": { "type": { "type": "string", "const": "drone" } },
            });
            it.as_array_mut().unwrap().push(drone);
        },
        &[
            "breaks calls: `Orders::view`, response 200 `target`: it may be an object whose `type` is `drone`",
        ],
    ),
    (
        "/components/schemas/Target/oneOf/1/properties/number/format",
        |it| *it = json!("uint32"),
        &[
            "breaks calls: `Orders::view`, response 200 `target.number`: it is `uint32`, not `uint16`",
        ],
    ),
    (
        "/paths/~1v1~1shops~1{shop}~1orders~1{id}/get/responses/404/content",
        |it| it[JSON]["schema"] = json!({ "type": "array", "items": { "type": "string" } }),
        &["breaks calls: `Orders::view`, response 404: it is a list, not an object"],
    ),
    (
        VIEW,
        |it| it["security"] = json!([]),
        &["compatible: `Orders::view`, credentials: none are needed"],
    ),
    (
        PLACE,
        |it| it["required"] = json!(["gift", "name", "note"]),
        &["breaks calls: `Orders::place`, body `note`: it is required"],
    ),
    (
        PLACE,
        |it| it["properties"]["gift"]["type"] = json!("string"),
        &["breaks calls: `Orders::place`, body `gift`: it is not null"],
    ),
    (
        "/paths/~1v1~1orders/post/responses",
        |it| it["202"] = it.as_object_mut().unwrap().remove("201").unwrap(),
        &["breaks calls: `Orders::place`, response 201: the status is 202"],
    ),
    (
        "/components/schemas/Change/properties",
        // `size` is left out, where `note` may be null.
        |it| {
            it["note"]["type"] = json!("string");
            it["size"]["type"] = json!("integer");
        },
        &["breaks calls: `Orders::change`, body `note`: it is not null"],
    ),
    (
        PAY,
        |it| _ = it.as_object_mut().unwrap().remove("encoding"),
        &["breaks calls: `Orders::pay`, body `codes`: it is written as `a=1&a=2`, not `a=1,2`"],
    ),
    (
        "/paths/~1v1~1pay/post/responses/200/content",
        |it| *it = json!({ JSON: { "schema": { "type": "object" } } }),
        &["breaks calls: `Orders::pay`, response 200: it is `application/json`, not `text/plain`"],
    ),
    (
        SCAN,
        |it| it["properties"]["title"] = it["properties"]["file"].clone(),
        &["breaks calls: `Orders::scan`, body `title`: it is a file, not a text"],
    ),
    (
        "/paths/~1v1~1image/put/requestBody/content",
        |it| *it = json!({ "image/jpeg": {} }),
        &["breaks calls: `Orders::image`, body: it is `image/jpeg`, not `image/png`"],
    ),
    (
        "/components/schemas/Tick/properties/price/type",
        |it| *it = json!("string"),
        &["breaks calls: `Orders::ticks`, response 200 `data.price`: it is a text, not an integer"],
    ),
    (
        "/paths/~1v1~1log/get/responses/200/content/application~1x-ndjson/itemSchema",
        |it| *it = json!({ "type": "string" }),
        &["breaks calls: `Orders::log`, response 200: it is a text, not an object"],
    ),
    (
        "/paths",
        |it| it["/v1/orders"]["delete"] = json!({ "operationId": "purge", "responses": {} }),
        &["compatible: `purge`: `DELETE /v1/orders` is new"],
    ),
];

#[test]
fn every_drift_is_found_at_its_place_and_no_other() {
    let described = OrdersClient::openapi().to_value().unwrap();
    let mut wrong = Vec::new();
    for (pointer, change, expected) in DRIFTS {
        let mut api = described.clone();
        // The API has no extensions of ours.
        api.as_object_mut().unwrap().remove("x-generator");
        change(api.pointer_mut(pointer).expect(pointer));
        let found = api_openapi::verify(api, &described).unwrap().to_string();
        if found != expected.join("\n") {
            wrong.push(format!("{pointer}\nexpected {expected:#?}\nfound\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The extensions of two traits: an API without them has nothing to say of what they say.
#[test]
fn what_only_traits_say_is_compared_between_traits() {
    let described = OrdersClient::openapi().to_value().unwrap();
    let cases: [(&str, &str, &str); 2] = [
        (
            list!(6),
            "x-flag",
            "breaks calls: `Orders::list`, query `all`: it is not written as `x-flag` says",
        ),
        (
            "/paths/~1v1~1files~1{path}/get/parameters/0",
            "x-multi-segment",
            "breaks calls: `Orders::file`, path `path`: it is one segment of the path, not several",
        ),
    ];
    for (pointer, word, expected) in cases {
        let mut api = described.clone();
        let place = api.pointer_mut(pointer).and_then(Value::as_object_mut).unwrap();
        place.remove(word).unwrap();
        let found = api_openapi::verify(&api, &described).unwrap();
        assert_eq!(found.to_string(), expected);
        api.as_object_mut().unwrap().remove("x-generator");
        let found = api_openapi::verify(&api, &described).unwrap();
        assert!(found.is_empty(), "{found}");
    }
}
