//! Values of another type than the declared one: the rejection says what was expected, what kind was
//! found, and where, and repeats nothing that was sent.

use std::collections::HashMap;

use api_core::server::axum::Router;
use api_core::{Result, api, async_trait};
use serde::{Deserialize, Serialize};

use super::rejections::response;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Zone {
    name: String,
    serial: u32,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    records: Vec<Record>,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Master,
    Slave,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    ttl: Option<u16>,
    weight: f64,
    address: std::net::Ipv4Addr,
    code: Short,
}

/// Its own code refuses it, in words that quote it.
#[derive(Clone, Debug, Default, Serialize)]
struct Short(String);

impl<'de> Deserialize<'de> for Short {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() > 3 {
            return Err(serde::de::Error::custom(format!(
                "`{text}`, expected {text}, is too long"
            )));
        }
        Ok(Self(text))
    }
}

/// A tuple, an array, and numbers that JSON can write and the types cannot hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Bounded {
    pair: (u8, String),
    three: [u8; 3],
    single: f32,
    by_number: HashMap<u8, bool>,
    text: String,
}

/// Members of a query.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Within {
    from: Edge,
    size: Option<u8>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Edge {
    lon: f64,
    lat: f64,
}

#[api(server)]
trait Zones {
    #[endpoint(POST, "/bounded")]
    async fn bounded(&self, #[body] bounded: Bounded) -> Result<()>;
    #[endpoint(POST, "/any")]
    async fn any(&self, #[body] any: serde_json::Value) -> Result<()>;
    #[endpoint(POST, "/zone")]
    async fn zone(&self, #[body] zone: Zone) -> Result<()>;
    #[endpoint(POST, "/zones")]
    async fn zones(&self, zones: Vec<Zone>, note: Option<String>) -> Result<()>;
    #[endpoint(POST, "/map")]
    async fn map(&self, #[body] map: HashMap<String, u32>) -> Result<()>;
    #[endpoint(POST, "/form")]
    async fn form(
        &self,
        #[body(form, list = "indices", nested = "brackets")] zone: Zone,
    ) -> Result<()>;
    #[endpoint(GET, "/query")]
    async fn query(
        &self,
        #[query(flatten, nested = "dots")] more: HashMap<String, HashMap<String, u8>>,
        kind: Option<Kind>,
        #[query(list = "csv")] ids: Vec<u8>,
    ) -> Result<()>;
    #[endpoint(GET, "/flat")]
    async fn flat(&self, #[query(flatten, nested = "dots")] within: Option<Within>) -> Result<()>;
    #[endpoint(GET, "/headers")]
    async fn headers(&self, #[header(flatten)] more: HashMap<String, u8>) -> Result<()>;
    #[endpoint(GET, "/float")]
    async fn float(&self, finite: bool) -> Result<Vec<f64>>;
}

struct Any;

#[async_trait]
impl Zones for Any {
    async fn bounded(&self, _: Bounded) -> Result<()> {
        Ok(())
    }

    async fn any(&self, _: serde_json::Value) -> Result<()> {
        Ok(())
    }

    async fn zone(&self, _: Zone) -> Result<()> {
        Ok(())
    }

    async fn zones(&self, _: Vec<Zone>, _: Option<String>) -> Result<()> {
        Ok(())
    }

    async fn map(&self, _: HashMap<String, u32>) -> Result<()> {
        Ok(())
    }

    async fn form(&self, _: Zone) -> Result<()> {
        Ok(())
    }

    async fn query(
        &self,
        _: HashMap<String, HashMap<String, u8>>,
        _: Option<Kind>,
        _: Vec<u8>,
    ) -> Result<()> {
        Ok(())
    }

    async fn flat(&self, _: Option<Within>) -> Result<()> {
        Ok(())
    }

    async fn headers(&self, _: HashMap<String, u8>) -> Result<()> {
        Ok(())
    }

    async fn float(&self, finite: bool) -> Result<Vec<f64>> {
        Ok(vec![0.5, if finite { 1.0 } else { f64::NAN }])
    }
}

fn router() -> Router {
    ZonesServer::new(Any).into_router()
}

/// The status and the text of the response to a request.
async fn told(request: &str) -> String {
    let (parts, body) = response(router(), request).await.into_parts();
    format!("{} {}", parts.status.as_u16(), String::from_utf8(body).unwrap())
}

fn json(path: &str, body: &str) -> String {
    format!("POST {path}\nContent-Type: application/json\n\n{body}")
}

#[tokio::test]
async fn a_json_body_that_does_not_fit() {
    let zone = |rest: &str| format!(r#"{{"name":"n","serial":1{rest}}}"#);
    let record = |rest: &str| zone(&format!(r#","records":[{{{rest}}}]"#));
    let whole = r#""weight":1.5,"address":"1.2.3.4","code":"abc""#;
    for (body, expected) in [
        (zone(""), "200 null"),
        (record(whole), "200 null"),
        ("{}".to_owned(), "422 body: `name` is missing"),
        (r#"{"name":"n"}"#.to_owned(), "422 body: `serial` is missing"),
        (
            r#"{"name":7,"serial":1}"#.to_owned(),
            "422 body: expected a text, found an integer at `name`",
        ),
        (
            r#"{"name":"n","serial":"SECRET"}"#.to_owned(),
            "422 body: expected u32, found a text at `serial`",
        ),
        (
            r#"{"name":"n","serial":-1}"#.to_owned(),
            "422 body: expected u32, found another integer at `serial`",
        ),
        (
            r#"{"name":"n","serial":1.5}"#.to_owned(),
            "422 body: expected u32, found a float at `serial`",
        ),
        (
            r#"{"name":"n","serial":true}"#.to_owned(),
            "422 body: expected u32, found a boolean at `serial`",
        ),
        (
            r#"{"name":"n","serial":null}"#.to_owned(),
            "422 body: expected u32, found null at `serial`",
        ),
        (
            r#"{"name":"n","serial":[1]}"#.to_owned(),
            "422 body: expected u32, found a list at `serial`",
        ),
        (
            r#"{"name":"n","serial":{"a":1}}"#.to_owned(),
            "422 body: expected u32, found an object at `serial`",
        ),
        (
            r#"{"name":"n","serial":1,"serial":2}"#.to_owned(),
            "422 body: `serial` is given more than once",
        ),
        (
            zone(r#","kind":"SECRET""#),
            "422 body: expected one of `master`, `slave`, found another text at `kind`",
        ),
        (zone(r#","kind":7"#), "422 body: expected a variant, found an integer at `kind`"),
        (zone(r#","kind":[]"#), "422 body: expected a variant, found a list at `kind`"),
        (
            zone(r#","records":{"SECRET":1}"#),
            "422 body: expected a list, found an object at `records`",
        ),
        (
            zone(r#","records":[7]"#),
            "422 body: expected struct Record, found an integer at `records[0]`",
        ),
        (record(""), "422 body: `weight` is missing at `records[0]`"),
        (
            record(&format!(r#"{whole},"SECRET":1"#)),
            "422 body: expected no members but `ttl`, `weight`, `address`, `code` at `records[0]`",
        ),
        (
            record(&whole.replace("1.2.3.4", "SECRET")),
            "422 body: it does not fit the declared type at `records[0].address`",
        ),
        (
            record(&whole.replace("abc", "SECRET")),
            "422 body: it does not fit the declared type at `records[0].code`",
        ),
        (
            record(&format!(r#"{whole},"ttl":"SECRET""#)),
            "422 body: expected u16, found a text at `records[0].ttl`",
        ),
        ("[]".to_owned(), "422 body: expected struct Zone with 4 elements, found another length"),
        ("7".to_owned(), "422 body: expected struct Zone, found an integer"),
        ("{\"name\":\"n\",\n\"serial\":SECRET}".to_owned(), "400 body: it is no valid JSON"),
        ("{\"name\":\"SECRET".to_owned(), "400 body: it ends in the middle of its JSON"),
        (r#"{"name":"n","serial":1} SECRET"#.to_owned(), "400 body: it is no valid JSON"),
    ] {
        assert_eq!(told(&json("/zone", &body)).await, expected, "{body}");
    }
    let zones = told(&json("/zones", r#"{"zones":[{"name":"n","serial":1},{"name":"n"}]}"#)).await;
    assert_eq!(zones, "422 field parameter `zones`: `serial` is missing at `[1]`");
}

/// serde_json calls these errors of syntax, and each of the texts is JSON.
#[tokio::test]
async fn a_list_or_a_number_beyond_its_type_does_not_fit() {
    let longer = "422 body: the list has more elements than the declared type";
    let beyond = "422 body: the number is beyond the declared type";
    for (body, expected) in [
        (r#"{"pair":[1,"a"],"three":[1,2,3],"by_number":{"7":true}}"#, "200 null"),
        (r#"{"pair":[1,"a","SECRET"]}"#, &*format!("{longer} at `pair`")),
        (r#"{"three":[1,2,3,4]}"#, &*format!("{longer} at `three`")),
        (r#"{"single":1e400}"#, &*format!("{beyond} at `single`")),
        (
            r#"{"by_number":{"SECRET":true}}"#,
            "422 body: expected a number as the name of a member, found another name at `by_number`",
        ),
        (r#"{"text":"\ud800"}"#, "400 body: a text has half a character in it at `text`"),
    ] {
        assert_eq!(told(&json("/bounded", body)).await, expected, "{body}");
    }
    let deep = told(&json("/any", &format!("{}{}", "[".repeat(200), "]".repeat(200)))).await;
    assert!(deep.starts_with("400 body: it is nested too deeply"), "{deep}");
}

/// serde's sentence about a value quotes it, and a value can look like the end of the sentence.
#[tokio::test]
async fn nothing_that_was_sent_comes_back() {
    for value in
        ["q, expected <b>SECRET</b> at line ", "SECRET\n, expected `SECRET`", "\u{1b}[31mSECRET"]
    {
        let text = serde_json::to_string(value).unwrap();
        let by_value = told(&json("/map", &format!(r#"{{"m":{text}}}"#))).await;
        assert_eq!(by_value, "422 body: expected u32, found a text at `m`");
        let by_name = told(&json("/map", &format!(r#"{{{text}:"x"}}"#))).await;
        assert_eq!(by_name, "422 body: expected u32, found a text at `*`");
    }
    let long = "SECRET".repeat(1 << 17);
    let by_name = told(&json("/map", &format!(r#"{{"{long}":"x"}}"#))).await;
    assert_eq!(by_name, "422 body: expected u32, found a text at `*`");
    let deep = told(&json("/map", &"[".repeat(100_000))).await;
    assert!(deep.starts_with("4") && deep.len() < 100, "{deep}");
}

#[tokio::test]
async fn pairs_and_headers_that_do_not_fit() {
    let form = |body: &str| {
        format!("POST /form\nContent-Type: application/x-www-form-urlencoded\n\n{body}")
    };
    let record =
        "name=n&serial=1&records[0][address]=1.2.3.4&records[0][code]=abc&records[0][weight]";
    for (request, expected) in [
        (form("name=n&serial=1"), "200 null".to_owned()),
        (form(&format!("{record}=1.5")), "200 null".to_owned()),
        (
            form(&format!("{record}=SECRET")),
            "422 body: expected a number at `records[0].weight`".to_owned(),
        ),
        (
            form("name=n&serial=SECRET"),
            "422 body: expected a whole number (u32) at `serial`".to_owned(),
        ),
        (
            form("name=n&serial=1&kind=SECRET"),
            "422 body: expected one of `master`, `slave`, found another text at `kind`".to_owned(),
        ),
        (
            form("name=n&serial=1&records=SECRET"),
            "422 body: expected a list, with `[0]`, `[1]` and so on behind its name at `records`"
                .to_owned(),
        ),
        (
            form("name=n&serial=1&records[1][ttl]=1"),
            "400 body: expected the indices 0, 1, 2 and so on at `records`".to_owned(),
        ),
        (
            form("name=n&serial=1&records[0]=SECRET"),
            "422 body: expected struct Record, found a text at `records[0]`".to_owned(),
        ),
        (
            "GET /query?a.b=SECRET".to_owned(),
            "400 query parameter `more`: expected a whole number (u8) at `a.b`".to_owned(),
        ),
        (
            "GET /query?SECRET%20%1b.SECRET%20=x".to_owned(),
            "400 query parameter `more`: expected a whole number (u8) at `*.*`".to_owned(),
        ),
        (
            "GET /query?kind=SECRET".to_owned(),
            "400 query parameter `kind`: expected one of `master`, `slave`, found another text"
                .to_owned(),
        ),
        (
            "GET /query?ids=1,SECRET".to_owned(),
            "400 query parameter `ids`: expected a whole number (u8) at `[1]`".to_owned(),
        ),
        ("GET /flat".to_owned(), "200 null".to_owned()),
        (
            "GET /flat?size=1".to_owned(),
            "400 query parameter `within`: `from.lon` is missing".to_owned(),
        ),
        (
            "GET /flat?from.lon=1".to_owned(),
            "400 query parameter `within`: `from.lat` is missing".to_owned(),
        ),
        (
            "GET /headers\nX-A: 1\nX-B: SECRET".to_owned(),
            "400 header parameter `more`: expected a whole number (u8) at `x-b`".to_owned(),
        ),
    ] {
        assert_eq!(told(&request).await, expected, "{request}");
    }
}

/// What is sent back keeps the rule, too: a null would be read as something else.
#[tokio::test]
async fn a_response_with_a_number_that_is_not_finite_is_an_error() {
    assert_eq!(told("GET /float?finite=true").await, "200 [0.5,1.0]");
    let error = told("GET /float?finite=false").await;
    assert!(error.starts_with("500 ") && !error.contains("null"), "{error}");
}
