//! Headers: where they come from, and what replaces what.

use std::collections::BTreeMap;

use api_core::{Client, ErrorKind, Result, Unsigned, api};
use api_tests::{Canary, everything_shown};
use serde::Serialize;

use super::{Own, rows, silent};
use crate::support::{builder, client, content, refusal, untouched};

#[api(headers("X-A" = "trait", "X-B" = "trait"))]
trait Headers {
    #[endpoint(GET, "/h")]
    async fn inherited(&self) -> Result<()>;
    #[endpoint(GET, "/h", headers("x-a" = "endpoint"), overload)]
    async fn nearer(&self, #[header("X-B")] b: Option<&str>) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-Client" = none), overload)]
    async fn removed(&self) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-Empty" = ""), overload)]
    async fn empty(&self, #[header("X-A")] a: &str) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn csv(&self, #[header("X-L", list = "csv")] l: &[&str]) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn repeat(&self, #[header("X-L", list = "repeat")] l: &[&str]) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn map(&self, #[header(flatten)] map: &BTreeMap<&str, &str>) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn pairs(&self, #[header(flatten)] pairs: &[(&str, u8)]) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn scalars(&self, #[header("X-N")] n: u64, #[header("X-T")] t: bool) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none, "Accept" = "text/csv"), overload)]
    async fn accept(&self) -> Result<()>;
    #[endpoint(POST, "/h", headers("X-A" = none, "X-B" = none, "Content-Type" = "application/vnd.x+json"))]
    async fn typed(&self, a: u8) -> Result<()>;
    #[endpoint(POST, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn typed_by_parameter(&self, #[header("Content-Type")] t: &str, a: u8) -> Result<()>;
}

#[api_tests::test]
async fn the_nearer_source_wins() {
    let server = silent();
    let api = HeadersClient::new(builder(&server).header("X-Client", "c").build().unwrap());
    rows! { server;
        api.inherited() => "GET /h\nx-a: trait\nx-b: trait\nx-client: c";
        api.inherited().header("X-A", "call") => "GET /h\nx-a: call\nx-b: trait\nx-client: c";
        api.nearer(None) => "GET /h\nx-a: endpoint\nx-b: trait\nx-client: c";
        api.nearer(Some("p")) => "GET /h\nx-a: endpoint\nx-b: p\nx-client: c";
        api.nearer(Some("p")).header("x-b", "call") => "GET /h\nx-a: endpoint\nx-b: call\nx-client: c";
        api.removed() => "GET /h\nx-b: trait";
        api.empty("") => "GET /h\nx-a: \nx-b: trait\nx-client: c\nx-empty: ";
    }
}

#[api_tests::test]
async fn a_header_is_sent_as_declared() {
    let server = silent();
    let api = HeadersClient::new(client(&server));
    let broken = "holds a line break or NUL, which would forge another header";
    rows! { server;
        api.csv(&[]) => "GET /h";
        api.csv(&["a"]) => "GET /h\nx-l: a";
        api.csv(&["a", "b c"]) => "GET /h\nx-l: a, b c";
        api.csv(&["a,b"]) => "header parameter `l` has an element with a comma, which is what separates the elements";
        api.repeat(&[]) => "GET /h";
        api.repeat(&["a", "b,c"]) => "GET /h\nx-l: a\nx-l: b,c";
        api.map(&BTreeMap::new()) => "GET /h";
        api.map(&BTreeMap::from([("X-M", "1"), ("X-N", "2")])) => "GET /h\nx-m: 1\nx-n: 2";
        api.map(&BTreeMap::from([("X M", "1")])) => "header parameter `map` has a name that is no valid header name";
        api.map(&BTreeMap::from([("X-M", "1"), ("x-m", "2")])) => "header parameter `map` names a header twice";
        api.map(&BTreeMap::from([("X-M", "a\nb")])) => format!("header parameter `map` {broken}");
        api.pairs(&[("X-P", 1)]) => "GET /h\nx-p: 1";
        api.scalars(7, true) => "GET /h\nx-n: 7\nx-t: true";
        api.csv(&["tab\tinside"]) => "GET /h\nx-l: tab\tinside";
        api.csv(&[" outer"]) => "header parameter `l` begins or ends with a space, which the recipient would strip";
        api.csv(&["a\r\nX-Evil: 1"]) => format!("header parameter `l` {broken}");
        api.csv(&["\0"]) => format!("header parameter `l` {broken}");
        api.csv(&["é"]) => "header parameter `l` holds a character that a header cannot carry; encode it first";
        api.csv(&["\u{7f}"]) => "header parameter `l` holds a character that a header cannot carry; encode it first";
        api.accept() => "GET /h\naccept: text/csv";
        api.typed(1) => "POST /h\ncontent-type: application/vnd.x+json\n\n{\"a\":1}";
        api.typed_by_parameter("text/x", 1) => "POST /h\ncontent-type: text/x\n\n{\"a\":1}";
        api.typed_by_parameter("application/merge-patch+json", 2)
            => "POST /h\ncontent-type: application/merge-patch+json\n\n{\"a\":2}";
        api.typed(1).header("Content-Type", "a/b") => "POST /h\ncontent-type: a/b\n\n{\"a\":1}";
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Level {
    VeryHigh,
}

#[derive(Serialize)]
struct Pair {
    left: u8,
    right: u8,
}

#[api(headers("X-Near" = "trait", "X-Far" = "trait"))]
trait Notes {
    #[endpoint(GET, "/text", headers("X-Near" = none, "X-Far" = none))]
    async fn text(&self, #[header("X-Note")] note: &str) -> Result<()>;
    #[endpoint(GET, "/scalars", headers("X-Near" = none, "X-Far" = none))]
    async fn scalars(
        &self,
        #[header("X-Number")] number: u64,
        #[header("X-Float")] float: f64,
        #[header("X-Flag")] flag: bool,
        #[header("X-Letter")] letter: char,
        #[header("X-Level")] level: Level,
        #[header("X-Maybe")] maybe: Option<&str>,
    ) -> Result<()>;
    #[endpoint(GET, "/near", headers("X-Near" = "endpoint"))]
    async fn near(
        &self,
        #[header("X-Near")] near: Option<&str>,
        #[header("X-Far")] far: Option<&str>,
        #[header("X-Farthest")] farthest: Option<&str>,
    ) -> Result<()>;
    #[endpoint(GET, "/list")]
    async fn list(&self, #[header("X-List")] list: Own<&[u8]>) -> Result<()>;
    #[endpoint(GET, "/compound")]
    async fn compound(&self, #[header("X-Pair")] pair: Pair) -> Result<()>;
}

#[api_tests::test]
async fn visible_ascii_is_sent_as_it_is() {
    let server = silent();
    let api = NotesClient::new(client(&server));
    let visible: String = ('!'..='~').collect();
    for note in ["a", "", "a b", "a\tb", "\"quoted\", and more; q=1", visible.as_str()] {
        rows! { server; api.text(note) => format!("GET /text\nx-note: {note}"); }
    }
}

#[api_tests::test]
async fn scalars_are_written_as_in_a_query() {
    let server = silent();
    let api = NotesClient::new(client(&server));
    rows! { server;
        api.scalars(u64::MAX, 0.5, false, 'x', Level::VeryHigh, None)
            => "GET /scalars\nx-flag: false\nx-float: 0.5\nx-letter: x\nx-level: very-high\nx-number: 18446744073709551615";
        api.scalars(0, 0.5, true, 'x', Level::VeryHigh, Some("so"))
            => "GET /scalars\nx-flag: true\nx-float: 0.5\nx-letter: x\nx-level: very-high\nx-maybe: so\nx-number: 0";
    }
}

#[api_tests::test]
async fn what_a_header_cannot_carry_is_refused_and_nothing_is_sent() {
    const SECRET: Canary = Canary("correct-horse");
    let server = silent();
    let api = NotesClient::new(client(&server));
    for bad in ["\r", "\n", "\r\nX-Forged: 1", "\0", "\u{7f}", "\u{1b}[2J", "é", "你", "\u{85}"] {
        let error = api.text(&format!("correct-horse{bad}end")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build, "{bad:?}");
        let words = super::refusal(&error);
        assert!(words.starts_with("header parameter `note` holds a "), "{bad:?}: {words}");
        SECRET.absent_from("the error", &everything_shown(&error));
    }
    let outer =
        "header parameter `note` begins or ends with a space, which the recipient would strip";
    for bad in [" a", "a ", "\ta", "a\t", " "] {
        rows! { server; api.text(bad) => outer; }
    }
    rows! { server;
        api.scalars(1, f64::NAN, true, 'x', Level::VeryHigh, None)
            => "header parameter `float` is not a finite number, which has no text";
        api.scalars(1, 0.5, true, '\n', Level::VeryHigh, None)
            => "header parameter `letter` holds a line break or NUL, which would forge another header";
        api.list(Own(&[1, 2])) => "header parameter `list` is a list, and only one value can be sent here";
        api.compound(Pair { left: 1, right: 2 })
            => "header parameter `pair` is a struct or a map, which has no single text; pass its fields one by one";
    }
    untouched(&server).await;
}

#[api_tests::test]
async fn none_lets_the_farther_source_through() {
    let server = silent();
    let client = builder(&server).header("X-Farthest", "client").header("X-Far", "client");
    let api = NotesClient::new(client.build().unwrap());
    rows! { server;
        api.near(None, None, None) => "GET /near\nx-far: trait\nx-farthest: client\nx-near: endpoint";
        api.near(Some("1"), Some("2"), Some("3")) => "GET /near\nx-far: 2\nx-farthest: 3\nx-near: 1";
    }
}

#[test]
fn a_default_header_that_cannot_be_sent_is_named() {
    let refused = |name: &str, value: &str| {
        let built = Client::builder("https://example.com").header(name, value).build();
        refusal(built)
    };
    for value in ["a\nb", "a\0", "é", " a"] {
        let words = refused("X-Note", value);
        assert!(words.starts_with("default header `X-Note`: the value "), "{words}");
    }
    let words = refused("X Note", "a");
    assert!(words.starts_with("default header `X Note`") && !words.contains("value"), "{words}");
}

/// A name may come from outside, as a value may.
#[api_tests::test]
async fn a_name_that_cannot_be_sent_is_escaped_and_cut_where_it_is_shown() {
    let server = content();
    let api = NotesClient::new(client(&server));
    let long = format!("a\r\n\u{1b}[31mforged\u{202e}{}", "x".repeat(5 << 20));
    let signing = builder(&server).sign({
        let long = long.clone();
        move |request: &mut Unsigned| request.set_header(&long, "a")
    });
    let signing = NotesClient::new(signing.build().unwrap());
    for words in [
        refusal(api.near(None, None, None).header(&long, "a").build()),
        refusal(api.near(None, None, None).query(&long, &f64::NAN).build()),
        refusal(Client::builder("https://example.com").header(&long, "a").build()),
        refusal(signing.near(None, None, None).await),
    ] {
        assert!(words.contains(r"`a\u{d}\u{a}\u{1b}[31mforged\u{202e}xxx"), "{words}");
        assert!(words.len() < 500, "{} bytes", words.len());
    }
    assert_eq!(server.requests().len(), 0);
}
