//! What a query value may be, and in which order they stand.

use std::collections::BTreeMap;

use api_core::{Result, api};
use serde::Serialize;

use super::{Own, rows, silent};
use crate::support::{builder, calling, client, untouched};

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    NewestFirst,
    #[serde(rename = "old first")]
    OldestFirst,
    #[serde(rename = "old&odd")]
    Oldest,
}

#[derive(Serialize)]
struct Id(u64);

#[derive(Serialize)]
#[serde(transparent)]
struct Name {
    text: String,
}

#[derive(Serialize)]
struct Range {
    from: u8,
    to: Option<u8>,
}

#[api]
trait Queries {
    #[endpoint(GET, "/q")]
    async fn flag(&self, #[query(flag)] a: bool, #[query(flag)] b: Option<bool>) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn encoded(&self, #[query(encoded)] a: &str) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn encoded_list(&self, #[query(encoded, list = "csv")] a: &[&str]) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn bools(&self, #[query(bools = "digits")] a: bool, b: bool) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn order(&self, a: Order) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn newtype(&self, a: Id, b: &Id, c: Option<Id>) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn transparent(&self, a: &Name) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn address(&self, a: std::net::IpAddr) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn dates(&self, a: jiff::Timestamp, b: Option<jiff::civil::Date>) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn numbers(&self, a: u64, b: i64, c: u128, d: f64, e: f32) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn named(&self, #[query("a[b]")] a: u8, #[query("ä")] b: u8) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn none(&self, a: Option<u8>, b: Option<Option<u8>>) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn float(&self, a: f64) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn scalars(
        &self,
        flag: bool,
        letter: char,
        large: u64,
        small: i8,
        float: f32,
    ) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn text(&self, r#type: &str, #[query("a b&c")] odd: Option<&str>) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn types(&self, order: Option<Order>, id: Id, again: Option<Option<Id>>) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn lists(&self, id: &[u64], #[query("tag[]")] tags: Vec<&str>, max: f64) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn holes(&self, list: &[Option<u8>]) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn compound(&self, range: Range) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn map(&self, #[query("filter")] by: Own<BTreeMap<&str, &str>>) -> Result<()>;
    #[endpoint(POST, "/q")]
    async fn beside_a_body(
        &self,
        #[query] dry: bool,
        name: &str,
        #[query("v")] version: u8,
    ) -> Result<()>;
}

#[api_tests::test]
async fn scalars_become_text() {
    let server = silent();
    let api = QueriesClient::new(client(&server));
    let not = "query parameter `a` is declared as `encoded` and is not percent-encoded; leave `encoded` out, and it will be";
    rows! { server;
        api.flag(true, Some(true)) => "GET /q?a&b";
        api.flag(false, Some(true)) => "GET /q?b";
        api.flag(false, None) => "GET /q";
        api.encoded("a%20b,c:/?@!") => "GET /q?a=a%20b,c:/?@!";
        api.encoded("") => "GET /q?a=";
        api.encoded("a b") => not;
        api.encoded("a&b") => not;
        api.encoded("a#b") => not;
        api.encoded("50%") => not;
        api.encoded("ü") => not;
        api.encoded_list(&["a%2C", "b"]) => "GET /q?a=a%2C,b";
        api.bools(true, true) => "GET /q?a=1&b=true";
        api.bools(false, false) => "GET /q?a=0&b=false";
        api.order(Order::NewestFirst) => "GET /q?a=newest_first";
        api.order(Order::OldestFirst) => "GET /q?a=old%20first";
        api.newtype(Id(1), &Id(2), None) => "GET /q?a=1&b=2";
        api.newtype(Id(1), &Id(2), Some(Id(3))) => "GET /q?a=1&b=2&c=3";
        api.transparent(&Name { text: "x".to_owned() }) => "GET /q?a=x";
        api.address("::1".parse().unwrap()) => "GET /q?a=%3A%3A1";
        api.dates("2026-11-24T05:40:00.5Z".parse().unwrap(), None) => "GET /q?a=2026-11-24T05%3A40%3A00.5Z";
        api.dates(jiff::Timestamp::UNIX_EPOCH, Some(jiff::civil::date(2026, 2, 3))) => "GET /q?a=1970-01-01T00%3A00%3A00Z&b=2026-02-03";
        api.numbers(u64::MAX, i64::MIN, u128::MAX, 0.1, 1e30) => "GET /q?a=18446744073709551615&b=-9223372036854775808&c=340282366920938463463374607431768211455&d=0.1&e=1000000000000000000000000000000";
        api.named(1, 2) => "GET /q?a%5Bb%5D=1&%C3%A4=2";
        api.none(None, Some(None)) => "GET /q";
        api.none(Some(1), Some(Some(2))) => "GET /q?a=1&b=2";
        api.float(f64::NAN) => "query parameter `a` is not a finite number, which has no text";
        api.float(f64::INFINITY) => "query parameter `a` is not a finite number, which has no text";
        api.float(-0.0) => "GET /q?a=-0";
    }
}

#[api_tests::test]
async fn scalars_are_written_in_declared_order() {
    let server = silent();
    let api = QueriesClient::new(client(&server));
    let no_text = "query parameter `float` is not a finite number, which has no text";
    rows! { server;
        api.scalars(true, 'é', u64::MAX, i8::MIN, 0.1)
            => "GET /q?flag=true&letter=%C3%A9&large=18446744073709551615&small=-128&float=0.1";
        api.scalars(true, 'a', 0, 0, f32::NAN) => no_text;
        api.scalars(true, 'a', 0, 0, f32::INFINITY) => no_text;
        api.beside_a_body(true, "a", 3)
            => "POST /q?dry=true&v=3\ncontent-type: application/json\n\n{\"name\":\"a\"}";
    }
}

#[api_tests::test]
async fn texts_are_encoded_and_may_be_empty() {
    let server = silent();
    let api = QueriesClient::new(client(&server));
    for (text, sent) in [
        ("", ""),
        ("a b+c", "a%20b%2Bc"),
        ("a&b=c", "a%26b%3Dc"),
        ("100%", "100%25"),
        ("%20", "%2520"),
        ("/?:@!$'()*,;#[]", "%2F%3F%3A%40%21%24%27%28%29%2A%2C%3B%23%5B%5D"),
        ("az~-._09", "az~-._09"),
        ("你\r\n", "%E4%BD%A0%0D%0A"),
    ] {
        rows! { server;
            api.text(text, None) => format!("GET /q?type={sent}");
            api.text("x", Some(text)) => format!("GET /q?type=x&a%20b%26c={sent}");
        }
    }
}

#[api_tests::test]
async fn enums_and_newtypes_are_what_serde_says() {
    let server = silent();
    let api = QueriesClient::new(client(&server));
    rows! { server;
        api.types(Some(Order::NewestFirst), Id(7), Some(Some(Id(8))))
            => "GET /q?order=newest_first&id=7&again=8";
        api.types(Some(Order::Oldest), Id(7), Some(None)) => "GET /q?order=old%26odd&id=7";
        api.types(None, Id(0), None) => "GET /q?id=0";
    }
}

#[api_tests::test]
async fn a_list_repeats_its_name_and_an_empty_one_is_left_out() {
    let server = silent();
    let api = QueriesClient::new(client(&server));
    rows! { server;
        api.lists(&[1, 2, 1], vec!["a,b", ""], 2.5)
            => "GET /q?id=1&id=2&id=1&tag%5B%5D=a%2Cb&tag%5B%5D=&max=2.5";
        api.lists(&[], vec!["x"], -1e3) => "GET /q?tag%5B%5D=x&max=-1000";
        api.lists(&[], vec![], 0.0) => "GET /q?max=0";
    }
}

/// An error uses the name in the trait, which is what a caller sees.
#[api_tests::test]
async fn what_has_no_single_text_is_refused_by_its_name() {
    let server = silent();
    let api = QueriesClient::new(client(&server));
    let compound = "is a struct or a map, which has no single text; pass its fields one by one, or declare it with `flatten`, `nested = \"brackets\"` or `json`";
    rows! { server;
        api.compound(Range { from: 1, to: None }) => format!("query parameter `range` {compound}");
        api.map(Own(BTreeMap::from([("a", "b")]))) => format!("query parameter `by` {compound}");
        api.holes(&[Some(1), None]) => "query parameter `list` has a `None` in its list; leave it out";
    }
    untouched(&server).await;
}

#[api(query("t" = "trait &"))]
trait Ordered {
    #[endpoint(GET, "/o?l=literal", query("e" = "endpoint", "t" = "again"))]
    async fn all(&self, z: u8, a: u8) -> Result<()>;
}

#[api_tests::test]
async fn the_order_is_base_client_trait_template_endpoint_parameters_call() {
    let server = silent();
    let base = format!("{}/?b=base", server.base());
    let client =
        calling(base).user_agent("api-tests").no_env_proxy().query("c", "client").build().unwrap();
    let api = OrderedClient::new(client);
    rows! { server;
        api.all(1, 2).query("q", "call").query("a", &3)
            => "GET /o?b=base&c=client&t=trait%20%26&l=literal&e=endpoint&t=again&z=1&a=2&q=call&a=3";
    }
    let api = OrderedClient::new(builder(&server).build().unwrap());
    rows! { server;
        api.all(1, 2) => "GET /o?t=trait%20%26&l=literal&e=endpoint&t=again&z=1&a=2";
        api.all(1, 2).query("x", &["y"; 2]) => "GET /o?t=trait%20%26&l=literal&e=endpoint&t=again&z=1&a=2&x=y&x=y";
    }
}

#[api]
trait Literal {
    #[endpoint(GET, "/l?foo=bar&hello")]
    async fn flag(&self, q: Option<u8>) -> Result<()>;
    #[endpoint(GET, "/l?a+b=%7e%2B&&c==d?e/f&")]
    async fn odd(&self, q: Option<u8>) -> Result<()>;
    #[endpoint(GET, "/l?filter[a][]=1:2,3;4@!$*()")]
    async fn marks(&self, q: Option<u8>) -> Result<()>;
    #[endpoint(GET, "/l?gbk=%C4%E3")]
    async fn bytes(&self, q: Option<u8>) -> Result<()>;
    #[endpoint(GET, "/l?only", query("k" = "v &é'~"))]
    async fn constants(&self, #[query("v &é'~")] q: Option<&str>) -> Result<()>;
}

#[api_tests::test]
async fn a_literal_query_is_sent_as_it_is_written() {
    let server = silent();
    let api = LiteralClient::new(client(&server));
    rows! { server;
        api.flag(None) => "GET /l?foo=bar&hello";
        api.flag(Some(1)) => "GET /l?foo=bar&hello&q=1";
        api.odd(None) => "GET /l?a+b=%7e%2B&&c==d?e/f&";
        api.odd(Some(1)) => "GET /l?a+b=%7e%2B&&c==d?e/f&&q=1";
        api.marks(Some(1)) => "GET /l?filter[a][]=1:2,3;4@!$*()&q=1";
        api.bytes(None) => "GET /l?gbk=%C4%E3";
        // A constant is encoded as a parameter is.
        api.constants(Some("v &é'~")) => "GET /l?only&k=v%20%26%C3%A9%27~&v%20%26%C3%A9%27~=v%20%26%C3%A9%27~";
    }
    let pairs = LiteralClient::ENDPOINTS.iter().map(|endpoint| endpoint.query());
    let pairs: Vec<_> = pairs.collect();
    assert_eq!(pairs[0], [("foo", "bar"), ("hello", "")]);
    assert_eq!(pairs[1], [("a b", "~+"), ("c", "=d?e/f")]);
    assert_eq!(pairs[4], [("only", ""), ("k", "v &é'~")]);
}
