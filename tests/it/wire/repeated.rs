//! Names that are given more than once: by a map that is spread, or by the map and the declaration.
//! Servers differ on which of the two counts, so neither is sent.

use std::collections::BTreeMap;

use api_core::{Result, api};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::{rows, silent};
use crate::support::client;

/// A map that can have a name twice.
struct Map(&'static [(&'static str, &'static str)]);

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[derive(serde::Serialize)]
struct Extended {
    role: &'static str,
    #[serde(flatten)]
    more: Map,
}

#[api]
trait Repeated {
    #[endpoint(POST, "/b")]
    async fn fields(&self, #[field(flatten)] more: &Map, role: &str) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn two_maps(&self, #[field(flatten)] a: &Map, #[field(flatten)] b: &Map) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn raw(&self, role: &str, #[field(flatten)] more: &RawValue) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn body(&self, #[body] body: &Extended) -> Result<()>;
    #[endpoint(POST, "/b", overload)]
    async fn nested(&self, list: &[&Map]) -> Result<()>;
    #[endpoint(POST, "/f", body = form)]
    async fn form(&self, role: &str, #[field(flatten)] more: &Map) -> Result<()>;
    #[endpoint(POST, "/f", overload)]
    async fn whole_form(&self, #[body(form)] body: &Map) -> Result<()>;
    #[endpoint(GET, "/q?kind=x")]
    async fn query(&self, #[query(flatten)] more: &Map, role: Option<&str>) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn pairs(&self, #[query(flatten)] more: &[(&str, &str)], role: &str) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn lists(
        &self,
        #[query(list = "brackets")] ids: &[u8],
        #[query(flatten)] more: &Map,
    ) -> Result<()>;
    #[endpoint(GET, "/h")]
    async fn headers(&self, #[header(flatten)] more: &BTreeMap<&str, &str>) -> Result<()>;
}

const ROLE: Map = Map(&[("role", "admin")]);
const TWICE: Map = Map(&[("id", "1"), ("id", "2")]);
const FINE: Map = Map(&[("id", "1"), ("", "2")]);

fn twice(member: &str, parameter: &str) -> String {
    let end = "is given more than once, and servers differ on which one counts";
    format!("member `{member}` of {parameter} {end}")
}

#[api_tests::test]
async fn a_map_repeats_no_name() {
    let server = silent();
    let api = RepeatedClient::new(client(&server));
    let raw = |text: &str| RawValue::from_string(text.to_owned()).unwrap();
    let json = "POST /b\ncontent-type: application/json\n\n";
    let form = "POST /f\ncontent-type: application/x-www-form-urlencoded\n\n";
    let body = |more| Extended { role: "user", more };
    rows! { server;
        api.fields(&FINE, "user") => format!(r#"{json}{{"id":"1","":"2","role":"user"}}"#);
        api.fields(&ROLE, "user") => twice("role", "field parameter `more`");
        api.fields(&TWICE, "user") => twice("id", "field parameter `more`");
        api.two_maps(&FINE, &ROLE) => format!(r#"{json}{{"id":"1","":"2","role":"admin"}}"#);
        api.two_maps(&ROLE, &ROLE) => twice("role", "field parameter `b`");
        api.raw("user", &raw("{ }")) => format!(r#"{json}{{"role":"user"}}"#);
        api.raw("user", &raw("\t{ \"a\" : [ 1 ] }\n")) => format!(r#"{json}{{"role":"user","a":[ 1 ]}}"#);
        api.raw("user", &raw("null")) => format!(r#"{json}{{"role":"user"}}"#);
        api.raw("user", &raw(r#"{"role":"admin"}"#)) => twice("role", "field parameter `more`");
        api.raw("user", &raw(r#"{"r\u006fle":"admin"}"#)) => twice("role", "field parameter `more`");
        api.raw("user", &raw(r#"{"a":1,"a":2}"#)) => twice("a", "field parameter `more`");
        api.raw("user", &raw("[1]")) => "field parameter `more` has no members to spread";
        api.body(&body(FINE)) => format!(r#"{json}{{"role":"user","id":"1","":"2"}}"#);
        api.body(&body(ROLE)) => twice("role", "body parameter `body`");
        api.nested(&[&FINE, &TWICE]) => twice("[1].id", "field parameter `list`");
        api.form("user", &FINE) => format!("{form}role=user&id=1&=2");
        api.form("user", &ROLE) => twice("role", "field parameter `more`");
        api.form("user", &TWICE) => twice("id", "field parameter `more`");
        api.whole_form(&TWICE) => twice("id", "body parameter `body`");
    }
}

#[api_tests::test]
async fn a_query_repeats_a_name_only_in_a_list() {
    let server = silent();
    let api = RepeatedClient::new(client(&server));
    rows! { server;
        api.query(&FINE, None) => "GET /q?kind=x&id=1&=2";
        api.query(&ROLE, None) => twice("role", "query parameter `more`");
        api.query(&ROLE, Some("user")) => twice("role", "query parameter `more`");
        api.query(&TWICE, None) => twice("id", "query parameter `more`");
        api.query(&Map(&[("kind", "y")]), None) => twice("kind", "query parameter `more`");
        // A list of pairs is how a name is sent several times.
        api.pairs(&[("id", "1"), ("id", "2")], "user") => "GET /q?id=1&id=2&role=user";
        api.pairs(&[("role", "admin")], "user") => twice("role", "query parameter `more`");
        api.lists(&[1], &FINE) => "GET /q?ids%5B%5D=1&id=1&=2";
        api.lists(&[1], &Map(&[("ids", "2")])) => twice("ids", "query parameter `more`");
        api.lists(&[1], &Map(&[("ids[]", "2")])) => twice("ids", "query parameter `more`");
    }
}

/// `http` itself panics there.
#[api_tests::test]
async fn there_can_be_too_many_headers() {
    let server = silent();
    let api = RepeatedClient::new(client(&server));
    let names: Vec<String> = (0..30_000).map(|place| format!("x-{place}")).collect();
    let map: BTreeMap<&str, &str> = names.iter().map(|name| (name.as_str(), "1")).collect();
    let fewer: BTreeMap<&str, &str> = map.iter().map(|(n, v)| (*n, *v)).take(24_500).collect();
    let many = fewer
        .iter()
        .fold(api.headers(&BTreeMap::new()), |call, (name, value)| call.header(*name, *value));
    rows! { server;
        api.headers(&map) => "header parameter `more` has more headers than a request can hold";
    }
    // They fit by themselves, and beside those of the client no more.
    let many = (0..100).fold(many, |call, place| call.header(format!("y-{place}"), "1"));
    let error = many.await.unwrap_err();
    assert_eq!(error.kind(), api_core::ErrorKind::Build, "{error}");
}
