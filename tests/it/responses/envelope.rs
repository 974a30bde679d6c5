//! What counts as an envelope, and how lenient its members are.

use api_core::{Code, Envelope, ErrorKind, Result, api};
use api_tests::{Server, json};

use crate::support::{Thing, api_error, client, failure, things};

#[api_tests::test]
async fn an_envelope_is_a_map_and_never_a_list() {
    // A derived `Deserialize` would take the members in order.
    let server = Server::giving(json(200, r#"[0,"ok",{"name":"a","size":1}]"#));
    let api = things(&server);
    assert_eq!(failure(api.thing().await), (ErrorKind::Decode, Some(200)));
    assert_eq!(failure(api.maybe().await), (ErrorKind::Decode, Some(200)));
    assert_eq!(failure(api.nothing().await), (ErrorKind::Decode, Some(200)));
}

#[api_tests::test]
async fn the_order_of_the_members_does_not_matter() {
    for body in [
        r#"{"code":0,"message":"","data":{"name":"a","size":1}}"#,
        r#"{"data":{"name":"a","size":1},"message":"","code":0}"#,
        r#"{"message":"","data":{"name":"a","size":1},"code":0}"#,
        r#"{"extra":[{}],"data":{"name":"a","more":null,"size":1},"code":0,"extra":1}"#,
    ] {
        let server = Server::giving(json(200, body));
        assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1), "{body}");
    }
    let late = r#"{"data":{"wrong":"shape"},"message":"no","code":5}"#;
    let server = Server::giving(json(200, late));
    assert_eq!(api_error(things(&server).thing().await), (Code::Int(5), "no".to_owned(), 200));
}

#[api_tests::test]
async fn a_missing_message_is_empty() {
    for body in [r#"{"code":5}"#, r#"{"code":5,"message":null}"#] {
        let server = Server::giving(json(200, body));
        assert_eq!(api_error(things(&server).thing().await), (Code::Int(5), String::new(), 200));
    }
    let server = Server::giving(json(200, r#"{"code":0,"data":{"name":"a","size":1}}"#));
    assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1));
}

#[api_tests::test]
async fn a_discriminant_may_be_a_string_of_digits() {
    let server = Server::giving(json(200, r#"{"code":"0","data":{"name":"a","size":1}}"#));
    assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1));
    let server = Server::giving(json(200, r#"{"code":"40000","message":"no"}"#));
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
}

#[api_tests::test]
async fn a_discriminant_that_is_missing_or_odd_is_a_decode_error() {
    let rest = r#""message":"ok","data":{"name":"a","size":1}"#;
    for code in ["", r#""code":null,"#, r#""code":{},"#, r#""code":[0],"#, r#""code":0.5,"#] {
        let server = Server::giving(json(200, format!("{{{code}{rest}}}")));
        assert_eq!(
            failure(things(&server).thing().await),
            (ErrorKind::Decode, Some(200)),
            "{code}"
        );
        assert_eq!(
            failure(things(&server).nothing().await),
            (ErrorKind::Decode, Some(200)),
            "{code}"
        );
    }
}

/// Other names, other rule: a text that says yes.
#[derive(Envelope)]
struct Verdict<T> {
    #[envelope(success = "OK", rename = "status")]
    verdict: String,
    #[envelope(message, rename = "reason")]
    why: String,
    #[envelope(payload)]
    result: T,
}

#[api(envelope = Verdict)]
trait Verdicts {
    #[endpoint(GET, "/v")]
    async fn get(&self) -> Result<Thing>;
}

#[api_tests::test]
async fn an_envelope_may_have_other_names_and_a_text_for_a_code() {
    let good = r#"{"status":"OK","result":{"name":"a","size":1}}"#;
    let server = Server::giving(json(200, good));
    let api = VerdictsClient::new(client(&server));
    assert_eq!(api.get().await.unwrap(), Thing::new("a", 1));

    let server = Server::giving(json(400, r#"{"status":"DENIED","reason":"no"}"#));
    let api = VerdictsClient::new(client(&server));
    let said = api_error(api.get().await);
    assert_eq!(said, (Code::Text("DENIED".to_owned()), "no".to_owned(), 400));
}

#[test]
fn a_code_compares_with_numbers_and_texts() {
    assert_eq!(Code::Int(40000), 40000);
    assert_ne!(Code::Int(40000), 40001);
    assert_ne!(Code::Int(40000), "40000");
    assert_eq!(Code::Text("DENIED".to_owned()), "DENIED");
    assert_ne!(Code::Text("DENIED".to_owned()), "denied");
    assert_eq!(Code::Int(-1).to_string(), "-1");
}

/// Names of two versions of an API.
#[derive(Envelope)]
struct Renamed<T> {
    #[envelope(success = 0, alias = "errno", alias = "ret")]
    code: i64,
    #[envelope(message, alias = "errmsg")]
    message: String,
    #[envelope(payload, alias = "result")]
    data: T,
}

#[api(envelope = Renamed)]
trait Versions {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<Thing>;
}

#[api_tests::test]
async fn a_member_may_have_aliases() {
    let get = async |body: &str| {
        let server = Server::giving(json(200, body));
        VersionsClient::new(client(&server)).get().await
    };
    let thing = r#"{"name":"a","size":1}"#;
    for (code, data) in [("code", "data"), ("errno", "result"), ("ret", "data")] {
        let body = format!(r#"{{"{code}":0,"{data}":{thing}}}"#);
        assert_eq!(get(&body).await.unwrap(), Thing::new("a", 1), "{body}");
    }
    let error = get(r#"{"errno":7,"errmsg":"no","result":{"why":1}}"#).await.unwrap_err();
    let said = error.api().unwrap();
    assert_eq!((said.code(), said.message()), (&Code::Int(7), "no"));
    assert_eq!(said.payload::<serde_json::Value>().unwrap(), Some(serde_json::json!({ "why": 1 })));
    // One member by two of its names is one member twice.
    let twice = format!(r#"{{"code":0,"errno":0,"data":{thing}}}"#);
    assert_eq!(failure(get(&twice).await), (ErrorKind::Decode, Some(200)));
}

/// A payload that declares the envelope's own members as well.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Whole {
    ok: Option<bool>,
    id: u64,
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, u64>,
}

#[derive(Envelope)]
struct Beside<T> {
    #[envelope(success = true)]
    ok: bool,
    #[envelope(message)]
    error: String,
    #[envelope(flatten)]
    payload: T,
}

#[api(envelope = Beside)]
trait Besides {
    #[endpoint(GET, "/whole")]
    async fn whole(&self) -> Result<Whole>;

    #[endpoint(GET, "/nothing")]
    async fn nothing(&self) -> Result<()>;

    #[endpoint(GET, "/maybe")]
    async fn maybe(&self) -> Result<Option<Whole>>;
}

#[api_tests::test]
async fn a_payload_beside_the_members_may_declare_them() {
    let whole = || Whole { ok: Some(true), id: 7, rest: [("more".to_owned(), 1)].into() };
    for body in [
        r#"{"ok":true,"id":7,"more":1}"#,
        r#"{"id":7,"more":1,"ok":true}"#,
        r#"{"\u006fk":true,"\u0069d":7,"more":1}"#,
    ] {
        let server = Server::giving(json(200, body));
        let api = BesidesClient::new(client(&server));
        assert_eq!(api.whole().await.unwrap(), whole(), "{body}");
        assert_eq!(api.maybe().await.unwrap(), Some(whole()), "{body}");
        api.nothing().await.unwrap();
    }
    for body in [r#"{"ok":true,"id":7,"ok":false}"#, r#"{"ok":true,"id":7}x"#, r#"{"ok":true"#] {
        let server = Server::giving(json(200, body));
        let api = BesidesClient::new(client(&server));
        assert_eq!(failure(api.whole().await), (ErrorKind::Decode, Some(200)), "{body}");
        assert_eq!(failure(api.nothing().await), (ErrorKind::Decode, Some(200)), "{body}");
    }
    for body in [r#"{"ok":false,"error":"no","id":"x"}"#, r#"{"id":[],"error":"no","ok":false}"#] {
        let server = Server::giving(json(200, body));
        let said = api_error(BesidesClient::new(client(&server)).whole().await);
        assert_eq!(said.1, "no", "{body}");
    }
}
