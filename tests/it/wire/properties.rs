//! What holds for any value, and not only for those that somebody thought of.

use std::sync::OnceLock;

use api_core::http::Uri;
use api_core::{Client, Part, Result, api};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;

#[api]
trait Any {
    #[endpoint(GET, "/a/{value}/z")]
    async fn path(&self, value: &str) -> Result<()>;
    #[endpoint(GET, "/a/{value*}")]
    async fn rest(&self, value: &str) -> Result<()>;
    #[endpoint(GET, "/q")]
    async fn pairs(&self, #[query(flatten)] pairs: &[(String, String)]) -> Result<()>;
    #[endpoint(POST, "/f")]
    async fn form(&self, #[body(form)] pairs: &[(String, String)]) -> Result<()>;
    #[endpoint(GET, "/h")]
    async fn header(&self, #[header("X-Value")] value: &str) -> Result<()>;
    #[endpoint(POST, "/m")]
    async fn file(&self, #[part] file: Part) -> Result<()>;
}

fn api() -> &'static AnyClient {
    static API: OnceLock<AnyClient> = OnceLock::new();
    API.get_or_init(|| {
        AnyClient::new(Client::builder("https://any.test").no_env_proxy().build().unwrap())
    })
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned()
}

/// Every character up to U+00FF, and texts of any.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(0_u8..=255, 0..8)
            .prop_map(|bytes| { bytes.into_iter().map(char::from).collect() })
    ]
}

fn path_holds(value: &str) {
    let refused = matches!(value, "" | "." | "..");
    match api().path(value).build() {
        Err(_) => assert!(refused, "{value:?}"),
        Ok(request) => {
            assert!(!refused, "{value:?}");
            let uri: &Uri = request.uri();
            assert_eq!(uri.query(), None, "{value:?}");
            let segments: Vec<&str> = uri.path().split('/').collect();
            let ["", "a", segment, "z"] = segments[..] else { panic!("{value:?} in {uri}") };
            assert_eq!(decoded(segment), value);
        }
    }
}

fn header_holds(value: &str) {
    let printable = |c: char| matches!(c, ' '..='~' | '\t');
    let sendable = value.chars().all(printable) && value == value.trim_matches([' ', '\t']);
    match api().header(value).build() {
        Err(_) => assert!(!sendable, "{value:?}"),
        Ok(request) => {
            assert!(sendable, "{value:?}");
            assert_eq!(request.headers()["x-value"].to_str().unwrap(), value);
        }
    }
}

fn file_name_holds(name: &str) {
    let request = api().file(Part::text("x").with_file_name(name)).build().unwrap();
    let body = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
    let line = body.split("\r\n").nth(1).unwrap();
    let shown = line.split_once("filename=\"").unwrap().1.strip_suffix('"').unwrap();
    assert!(!shown.contains(['"', '\r', '\n']), "{name:?}");
    assert_eq!(body.split("\r\n").count(), 7, "{name:?} breaks a line");
    // The WHATWG rules escape these three and nothing else.
    let escaped = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    assert_eq!(shown, escaped);
}

fn pairs_hold(pairs: &[(String, String)]) {
    let request = api().pairs(pairs).build().unwrap();
    let query = request.uri().query().unwrap_or_default();
    let read: Vec<(String, String)> = query
        .split('&')
        .filter(|_| !pairs.is_empty())
        .map(|pair| pair.split_once('=').expect("a pair"))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect();
    assert_eq!(read, pairs);
    let request = api().form(pairs).build().unwrap();
    let read = url::form_urlencoded::parse(request.body().as_bytes().unwrap());
    assert_eq!(read.into_owned().collect::<Vec<_>>(), pairs);
}

#[test]
fn every_byte_is_sent_or_refused() {
    for byte in 0..=255_u8 {
        let c = char::from(byte);
        for value in [c.to_string(), format!("a{c}b"), format!("{c}{c}")] {
            path_holds(&value);
            header_holds(&value);
            file_name_holds(&value);
            pairs_hold(&[(value.clone(), value.clone()), ("x".to_owned(), value)]);
        }
    }
}

proptest! {
    #[test]
    fn a_value_is_one_segment_and_decodes_to_itself(value in texts()) {
        path_holds(&value);
    }

    #[test]
    fn a_rest_keeps_its_slashes_and_nothing_else(value in texts()) {
        if let Ok(request) = api().rest(&value).build() {
            let rest = request.uri().path().strip_prefix("/a/").unwrap();
            prop_assert_eq!(rest.split('/').count(), value.split('/').count());
            prop_assert_eq!(decoded(rest), value);
        } else {
            prop_assert!(value.split('/').any(|segment| matches!(segment, "" | "." | "..")));
        }
    }

    #[test]
    fn pairs_survive(pairs in proptest::collection::vec((texts(), texts()), 0..5)) {
        pairs_hold(&pairs);
    }

    #[test]
    fn a_header_is_exact_or_refused(value in texts()) {
        header_holds(&value);
    }

    #[test]
    fn a_file_name_stays_in_its_quotes(name in texts()) {
        file_name_holds(&name);
    }
}
