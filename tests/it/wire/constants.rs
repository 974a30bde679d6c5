//! Constants of a body: `fields(…)` on the trait and on the endpoint, and parameters under a key.

use std::collections::BTreeMap;

use api_core::endpoint::Constant;
use api_core::{Part, Result, api};
use serde::Serialize;

use super::{rows, silent};
use crate::support::client;

#[derive(Serialize)]
struct Options {
    dir: &'static str,
}

/// aria2, as its manual describes its JSON-RPC.
#[api(fields("jsonrpc" = "2.0", "id" = 1), body = json("params"))]
trait Aria2 {
    #[endpoint(POST, "/jsonrpc", fields("method" = "aria2.addUri"))]
    async fn add_uri(&self, uris: &[&str], options: Option<&Options>) -> Result<()>;
    #[endpoint(POST, "/jsonrpc", fields("method" = "system.listMethods"))]
    async fn list_methods(&self) -> Result<()>;
    #[endpoint(POST, "/jsonrpc", fields("method" = "spread", "id" = none))]
    async fn spread(&self, #[field(flatten)] options: &Options, gid: &str) -> Result<()>;
    #[endpoint(POST, "/jsonrpc", fields("method" = "positional", "id" = "x"), body = json)]
    async fn positional(&self, params: (&str, u8)) -> Result<()>;
    #[endpoint(GET, "/version")]
    async fn version(&self, id: u8) -> Result<()>;
    #[endpoint(POST, "/plain")]
    async fn plain(&self) -> Result<()>;
    #[endpoint(POST, "/whole")]
    async fn whole(&self, #[body] options: &Options) -> Result<()>;
    #[endpoint(DELETE, "/gone")]
    async fn gone(&self, #[field] gid: &str) -> Result<()>;
}

#[api_tests::test]
async fn constants_come_first_and_parameters_under_their_key() {
    let server = silent();
    let api = Aria2Client::new(client(&server));
    let rpc = |rest: &str| {
        format!("POST /jsonrpc\ncontent-type: application/json\n\n{{\"jsonrpc\":\"2.0\",{rest}}}")
    };
    rows! { server;
        api.add_uri(&["a", "b"], Some(&Options { dir: "/" }))
            => rpc(r#""id":1,"method":"aria2.addUri","params":{"uris":["a","b"],"options":{"dir":"/"}}"#);
        api.add_uri(&[], None) => rpc(r#""id":1,"method":"aria2.addUri","params":{"uris":[]}"#);
        api.list_methods() => rpc(r#""id":1,"method":"system.listMethods""#);
        api.spread(&Options { dir: "/" }, "7") => rpc(r#""method":"spread","params":{"dir":"/","gid":"7"}"#);
        api.positional(("a", 1)) => rpc(r#""method":"positional","id":"x","params":["a",1]"#);
        api.version(7) => "GET /version?id=7";
        api.plain() => "POST /plain\ncontent-type: application/json\n\n{\"jsonrpc\":\"2.0\",\"id\":1}";
        api.whole(&Options { dir: "/" }) => "POST /whole\ncontent-type: application/json\n\n{\"dir\":\"/\"}";
        api.gone("7") => "DELETE /gone\ncontent-type: application/json\n\n{\"jsonrpc\":\"2.0\",\"id\":1,\"params\":{\"gid\":\"7\"}}";
    }
}

#[api]
trait Values {
    #[endpoint(POST, "/json", fields("a" = "é\"\n", "b" = -1, "c" = 0.10, "d" = 1_000, "e" = true, "f\"" = 1e300))]
    async fn json(&self, g: Option<u8>) -> Result<()>;
    #[endpoint(POST, "/form", body = form, fields("grant_type" = "client credentials", "n" = -2.5, "on" = false))]
    async fn form(&self, scope: Option<&str>) -> Result<()>;
    #[endpoint(POST, "/parts", fields("purpose" = "fine-tune", "n" = 3))]
    async fn parts(&self, #[part] file: Part) -> Result<()>;
    #[endpoint(GET, "/get", allow_body, fields("q" = 1))]
    async fn get(&self, page: u8) -> Result<()>;
    #[endpoint(POST, "/key", fields("v" = 1), body = json("a \"key\""))]
    async fn key(&self, v: u8) -> Result<()>;
}

#[api_tests::test]
async fn a_constant_is_written_as_the_format_of_the_body_has_it() {
    let server = silent();
    let api = ValuesClient::new(client(&server));
    let json = "content-type: application/json\n\n";
    let form = "POST /form\ncontent-type: application/x-www-form-urlencoded\n\n";
    let constants = r#"{"a":"é\"\n","b":-1,"c":0.1,"d":1000,"e":true,"f\"":1e300"#;
    rows! { server;
        api.json(None) => format!("POST /json\n{json}{constants}}}");
        api.json(Some(7)) => format!("POST /json\n{json}{constants},\"g\":7}}");
        api.form(None) => format!("{form}grant_type=client+credentials&n=-2.5&on=false");
        api.form(Some("a b")) => format!("{form}grant_type=client+credentials&n=-2.5&on=false&scope=a+b");
        api.parts(Part::text("x")) => "POST /parts\ncontent-type: multipart/form-data; boundary=BOUNDARY\n\n\
            --BOUNDARY\nContent-Disposition: form-data; name=\"purpose\"\n\nfine-tune\n\
            --BOUNDARY\nContent-Disposition: form-data; name=\"n\"\n\n3\n\
            --BOUNDARY\nContent-Disposition: form-data; name=\"file\"\n\nx\n--BOUNDARY--\n";
        api.get(2) => format!("GET /get?page=2\n{json}{{\"q\":1}}");
        api.key(2) => format!("POST /key\n{json}{{\"v\":1,\"a \\\"key\\\"\":{{\"v\":2}}}}");
    }
}

#[test]
fn constants_are_in_the_table() {
    let [add_uri, list_methods, ..] = Aria2Client::ENDPOINTS else { unreachable!() };
    let fields = [
        ("jsonrpc", Constant::Text("2.0")),
        ("id", Constant::Number("1")),
        ("method", Constant::Text("aria2.addUri")),
    ];
    assert_eq!((add_uri.fields(), add_uri.body_key()), (&fields[..], Some("params")));
    assert_eq!((list_methods.fields().len(), list_methods.body_key()), (3, None));
}

#[api(fields("v" = 1))]
trait Spread {
    #[endpoint(POST, "/json")]
    async fn json(&self, #[field(flatten)] more: &BTreeMap<&str, u8>) -> Result<()>;
    #[endpoint(POST, "/key", body = json("p"))]
    async fn key(&self, #[field(flatten)] more: &BTreeMap<&str, u8>) -> Result<()>;
    #[endpoint(POST, "/form", body = form)]
    async fn form(&self, #[field(flatten)] more: &BTreeMap<&str, u8>) -> Result<()>;
}

#[api_tests::test]
async fn a_spread_value_names_no_constant_again() {
    let server = silent();
    let api = SpreadClient::new(client(&server));
    let [own, again] = ["a", "v"].map(|name| BTreeMap::from([(name, 2)]));
    let twice = "member `v` of field parameter `more` is given more than once, and servers differ on which one counts";
    rows! { server;
        api.json(&own) => "POST /json\ncontent-type: application/json\n\n{\"v\":1,\"a\":2}";
        api.json(&again) => twice;
        api.key(&again) => "POST /key\ncontent-type: application/json\n\n{\"v\":1,\"p\":{\"v\":2}}";
        api.form(&own) => "POST /form\ncontent-type: application/x-www-form-urlencoded\n\nv=1&a=2";
        api.form(&again) => twice;
    }
}
