//! A response that is not what was declared: the error has the member, what was expected and the kind
//! that was found, and never a value.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use api_core::{ErrorKind, Result, api};
use api_tests::{Server, json, response};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::support::{client, things};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "decoded, and not looked at")]
enum Kind {
    Master,
    Slave,
    Forwarded(u8),
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "decoded, and not looked at")]
struct Zone {
    name: String,
    serial: u8,
    kind: Option<Kind>,
    #[serde(default, deserialize_with = "small")]
    small: u8,
}

/// Reads a text and then refuses it, by words that quote it.
fn small<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| D::Error::custom(format!("{text} is not small, expected {text}")))
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "decoded, and not looked at")]
struct Zones {
    zones: Vec<Zone>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "decoded, and not looked at")]
struct Flat {
    #[serde(flatten)]
    zone: BTreeMap<String, u32>,
}

#[api]
trait Dns {
    #[endpoint(GET, "/zones")]
    async fn zones(&self) -> Result<Zones>;

    #[endpoint(GET, "/zone")]
    async fn zone(&self) -> Result<Zone>;

    #[endpoint(GET, "/counts")]
    async fn counts(&self) -> Result<HashMap<String, u32>>;

    #[endpoint(GET, "/flat")]
    async fn flat(&self) -> Result<Flat>;

    #[endpoint(GET, "/any")]
    async fn any(&self) -> Result<serde_json::Value>;
}

/// A tuple, an array, and numbers that JSON can write and the types cannot hold.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Bounded {
    pair: (u8, String),
    three: [u8; 3],
    single: f32,
    large: i128,
    by_number: BTreeMap<u8, bool>,
}

#[api]
trait Bounds {
    #[endpoint(GET, "/bounded")]
    async fn bounded(&self) -> Result<Bounded>;
}

/// The words of a decode error between the endpoint and the place in the text, and its path.
fn words<T: Debug>(result: Result<T>) -> (String, Option<String>) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    let text = error.to_string();
    let (_, reason) = text.split_once("): ").unwrap();
    let (reason, _) = reason.split_once(", line ").unwrap();
    (reason.to_owned(), error.decode_path().map(str::to_owned))
}

fn dns(body: impl AsRef<[u8]>) -> (Server, DnsClient) {
    let server = Server::giving(json(200, body));
    let client = DnsClient::new(client(&server));
    (server, client)
}

const UNFIT: &str = "the response does not fit the declared type: ";

#[api_tests::test]
async fn the_member_and_the_kinds_are_named() {
    let good = r#"{"name":"a","serial":1}"#;
    for (last, reason, path) in [
        (r#"{"name":"a"}"#, "`serial` is missing at `zones[3]`", "zones[3]"),
        (
            r#"{"name":"a","serial":"7"}"#,
            "expected u8, found a text at `zones[3].serial`",
            "zones[3].serial",
        ),
        (
            r#"{"serial":1.5,"name":"a"}"#,
            "expected u8, found a float at `zones[3].serial`",
            "zones[3].serial",
        ),
        (
            r#"{"serial":300,"name":"a"}"#,
            "expected u8, found another integer at `zones[3].serial`",
            "zones[3].serial",
        ),
        (r#"{"serial":null}"#, "expected u8, found null at `zones[3].serial`", "zones[3].serial"),
        (
            r#"{"name":{"a":1},"serial":1}"#,
            "expected a text, found an object at `zones[3].name`",
            "zones[3].name",
        ),
        (
            r#"{"kind":"secret"}"#,
            "expected one of `master`, `slave`, `forwarded`, found another text at `zones[3].kind`",
            "zones[3].kind",
        ),
        (r#"{"name":"a","name":"b"}"#, "`name` is there more than once at `zones[3]`", "zones[3]"),
        ("[]", "expected struct Zone, found a list at `zones[3]`", "zones[3]"),
        ("7", "expected struct Zone, found an integer at `zones[3]`", "zones[3]"),
    ] {
        let (_server, api) = dns(format!(r#"{{"zones":[{good},{good},{good},{last}]}}"#));
        let (found, at) = words(api.zones().await);
        assert_eq!(found, format!("{UNFIT}{reason}"), "{last}");
        assert_eq!(at.as_deref(), Some(path), "{last}");
    }
    let (_server, api) = dns(r#"{"zones":{}}"#);
    let (found, at) = words(api.zones().await);
    assert_eq!(found, format!("{UNFIT}expected a list, found an object at `zones`"));
    assert_eq!(at.as_deref(), Some("zones"));
    // The whole response has no path.
    let (_server, api) = dns(r#"{"name":"a"}"#);
    assert_eq!(words(api.zone().await), (format!("{UNFIT}`serial` is missing"), None));
    let (_server, api) = dns("[1]");
    let (found, at) = words(api.counts().await);
    assert_eq!((found, at), (format!("{UNFIT}expected an object, found a list"), None));
}

#[api_tests::test]
async fn what_serde_json_calls_a_syntax_error_is_none_where_the_text_is_json() {
    let variants = r#"{"forwarded":1,"slave":null}"#;
    for (kind, reason) in [
        ("7", ": expected a variant, found a number"),
        ("[]", ": expected a variant, found a list"),
        ("true", ": expected a variant, found a boolean"),
        (variants, ""),
    ] {
        let (_server, api) = dns(format!(r#"{{"name":"a","kind":{kind}}}"#));
        let (found, at) = words(api.zone().await);
        let path = if kind == variants { "kind.forwarded" } else { "kind" };
        let told = format!("the response does not fit the declared type{reason} at `{path}`");
        assert_eq!((found, at.as_deref()), (told, Some(path)), "{kind}");
    }
    let (_server, api) = dns(r#"{"name":"a","kind":7"#);
    let (found, _) = words(api.zone().await);
    assert!(!found.contains("declared type"), "{found}");
}

#[api_tests::test]
async fn a_list_or_a_number_beyond_its_type_is_named_in_the_error() {
    let longer = "the list has more elements than the declared type";
    let beyond = "the number is beyond the declared type";
    for (member, reason, path) in [
        (r#""pair":[1,"a",2]"#, longer, "pair[2]"),
        (r#""pair":[1,"a",{"secret":[]}]"#, longer, "pair[2]"),
        (r#""three":[1,2,3,4,5]"#, longer, "three[3]"),
        (r#""three":[1,2]"#, "expected an array of length 3, found another length", "three"),
        (r#""single":1e400"#, beyond, "single"),
        (r#""large":170141183460469231731687303715884105728"#, beyond, "large"),
        (
            r#""by_number":{"secret":true}"#,
            "expected a number as the name of a member, found another name",
            "by_number",
        ),
    ] {
        for body in [format!("{{{member}}}"), format!(r#"{{"more":[[]],{member} ,"last":1}}"#)] {
            let server = Server::giving(json(200, &*body));
            let error = BoundsClient::new(client(&server)).bounded().await.unwrap_err();
            assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
            let (found, at) = words::<()>(Err(error));
            assert_eq!(found, format!("{UNFIT}{reason} at `{path}`"), "{body}");
            assert_eq!(at.as_deref(), Some(path), "{body}");
        }
    }
}

#[api_tests::test]
async fn what_a_type_refuses_after_reading_it_is_found_where_it_is() {
    for zone in [
        r#"{"name":"a","serial":1,"small":"secret"}"#,
        r#"{"small":"secret","name":"a","serial":1}"#,
        r#"{"name":"a","serial":1,"small": "secret" }"#,
    ] {
        let (_server, api) = dns(format!(r#"{{"zones":[{zone}]}}"#));
        let error = api.zones().await.unwrap_err();
        assert_eq!(error.decode_path(), Some("zones[0].small"), "{zone}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
        let (_server, api) = dns(zone);
        assert_eq!(api.zone().await.unwrap_err().decode_path(), Some("small"), "{zone}");
    }
}

#[api_tests::test]
async fn a_flattened_member_is_within_its_object() {
    let (_server, api) = dns(r#"{"a":1,"b":"secret"}"#);
    let (found, _) = words(api.flat().await);
    assert_eq!(found, format!("{UNFIT}expected u32, found a text"));
    // A quoted value may imitate the words of an error.
    let (_server, api) = dns(r#"{"a":"x, expected <b>REFLECTED</b> at line 1 column 2"}"#);
    let (found, at) = words(api.counts().await);
    assert_eq!(found, format!("{UNFIT}expected u32, found a text at `a`"));
    assert_eq!(at.as_deref(), Some("a"));
}

#[api_tests::test]
async fn a_name_out_of_a_response_is_shown_only_if_it_is_one() {
    let long = "k".repeat(5 << 20);
    for (name, shown) in [
        ("plain_name", "plain_name"),
        ("\\u001b[31mEVIL\\n2026-01-01 ERROR forged; token=sk_live", "*"),
        ("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "*"),
        ("a\\u2028b\\u202ec", "*"),
        (long.as_str(), "*"),
    ] {
        let (_server, api) = dns(format!(r#"{{"{name}":"x"}}"#));
        let error = api.counts().await.unwrap_err();
        assert_eq!(error.decode_path(), Some(shown));
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(text.len() < 600, "{} bytes", text.len());
            let harmful = |c: char| c.is_control() || "\u{2028}\u{202e}".contains(c);
            assert!(!text.contains(harmful) && !text.contains("sk_live"), "{text:?}");
        }
    }
}

#[api_tests::test]
async fn a_code_of_a_megabyte_is_cut_where_it_is_shown() {
    let code = "\u{1b}x".repeat(1 << 20);
    let body = serde_json::json!({ "code": code.as_str(), "message": code.as_str() }).to_string();
    let server = Server::giving(json(400, &body[..]));
    let error = things(&server).thing().await.unwrap_err();
    // The page of a failure is read up to 64 KiB, and then is no envelope.
    assert_eq!(error.kind(), ErrorKind::Status);
    let server = Server::giving(json(200, body));
    let api = crate::support::builder(&server).max_body(64 << 20).build().unwrap();
    let error = crate::support::ThingsClient::new(api).thing().await.unwrap_err();
    let api = error.api().unwrap();
    for text in [
        error.to_string(),
        format!("{error:?}"),
        api.to_string(),
        format!("{api:?}"),
        api.code().to_string(),
        format!("{:?}", api.code()),
    ] {
        assert!(text.len() < 8 << 10, "{} bytes", text.len());
        assert!(!text.contains('\u{1b}'), "{text}");
    }
    assert_eq!(*api.code(), code.as_str());
}

#[api_tests::test]
async fn a_path_is_bounded() {
    let deep = "[".repeat(100);
    let (_server, api) = dns(format!(r#"{{"name":{deep}{}"#, "]".repeat(100)));
    let error = api.zone().await.unwrap_err();
    assert!(error.to_string().len() < 600);
    let (_server, api) = dns("[".repeat(1 << 20));
    let error = api.any().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().len() < 600);
}

#[api_tests::test]
async fn a_charset_is_blamed_only_if_the_text_is_not_json() {
    let body = r#"{"name":7}"#;
    for charset in ["utf8", "UTF-8", "gbk", "iso-8859-1"] {
        let content_type = format!("application/json; charset={charset}");
        let server = Server::giving(response(200, &[("Content-Type", &content_type)], body));
        let (found, at) = words(DnsClient::new(client(&server)).zone().await);
        assert_eq!(found, format!("{UNFIT}expected a text, found an integer at `name`"));
        assert_eq!(at.as_deref(), Some("name"));
    }
    let server = Server::giving(response(
        200,
        &[("Content-Type", "application/json; charset=gbk")],
        b"\x7b\xc4\xe3\x7d",
    ));
    let error = DnsClient::new(client(&server)).zone().await.unwrap_err();
    assert!(error.to_string().contains("is written in `gbk`"), "{error}");
}
