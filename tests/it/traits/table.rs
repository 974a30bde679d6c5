//! The table of what was declared.

use std::time::Duration;

use api_core::endpoint::{Location, PathPiece};
use api_core::{Result, api};

#[api(path = "/v{version}", headers("X-Trait" = "1"), query("v" = "3"))]
trait Full {
    /// The first line.
    ///
    /// Another paragraph, with `code`.
    #[endpoint(
        PUT, "/files/{name}.{ext}/{rest*}?fixed=a%20b", timeout = "1500ms", idempotent,
        headers("X-Own" = "2"), query("w" = "é"), credentials = none
    )]
    #[deprecated(note = "gone")]
    #[allow(clippy::too_many_arguments)]
    async fn full(
        &self,
        #[path("version")] v: u8,
        name: &str,
        ext: &str,
        rest: &str,
        #[deprecated]
        #[query("type")]
        kind: u8,
        #[header("X-Pin")]
        #[sensitive]
        pin: &str,
        #[body] r#box: u8,
    ) -> Result<()>;

    #[endpoint(POST, "/plain", timeout = "2m")]
    async fn plain(&self, version: u8, field: u8, #[field("other")] field2: u8) -> Result<()>;

    #[endpoint(GET, "")]
    async fn none(&self, version: u8) -> Result<()>;

    async fn provided(&self) -> u8 {
        1
    }
}

#[test]
fn everything_that_was_declared_is_in_the_table() {
    let full = &FullClient::ENDPOINTS[0];
    assert_eq!((full.trait_name(), full.name(), full.method()), ("Full", "full", "PUT"));
    assert_eq!(full.template(), "/v{version}/files/{name}.{ext}/{rest*}?fixed=a%20b");
    let pieces = [
        PathPiece::Literal("/v"),
        PathPiece::Param("version"),
        PathPiece::Literal("/files/"),
        PathPiece::Param("name"),
        PathPiece::Literal("."),
        PathPiece::Param("ext"),
        PathPiece::Literal("/"),
        PathPiece::Rest("rest"),
    ];
    assert_eq!(full.pieces(), pieces);
    assert_eq!(full.headers(), [("X-Trait", "1"), ("X-Own", "2")]);
    assert_eq!(full.query(), [("v", "3"), ("fixed", "a b"), ("w", "é")]);
    assert_eq!(full.docs(), "The first line.\n\nAnother paragraph, with `code`.");
    assert_eq!(full.timeout(), Some(Duration::from_millis(1500)));
    assert!(full.is_idempotent() && full.is_deprecated());
    assert!(!full.uses_credentials() && full.body_format().is_none());
    let shown = "PUT /v{version}/files/{name}.{ext}/{rest*}?fixed=a%20b (Full::full)";
    assert_eq!(full.to_string(), shown);
}

#[test]
fn the_table_has_parameters_in_declared_order() {
    let params = FullClient::ENDPOINTS[0].params().iter();
    let params: Vec<_> =
        params.map(|p| (p.name(), p.location(), p.wire_name(), p.is_sensitive())).collect();
    let expected = [
        ("v", Location::Path, "version", false),
        ("name", Location::Path, "name", false),
        ("ext", Location::Path, "ext", false),
        ("rest", Location::Path, "rest", false),
        ("kind", Location::Query, "type", false),
        ("pin", Location::Header, "X-Pin", true),
        ("box", Location::Body, "", false),
    ];
    assert_eq!(params, expected);
    let deprecated = FullClient::ENDPOINTS[0].params().iter().filter(|p| p.is_deprecated());
    assert_eq!(deprecated.map(|p| p.name()).collect::<Vec<_>>(), ["kind"]);
    let params = FullClient::ENDPOINTS[1].params().iter();
    let params: Vec<_> = params.map(|p| (p.name(), p.location(), p.wire_name())).collect();
    let expected = [
        ("version", Location::Path, "version"),
        ("field", Location::Field, "field"),
        ("field2", Location::Field, "other"),
    ];
    assert_eq!(params, expected);
}

#[test]
fn what_was_not_declared_has_its_default() {
    let [_, plain, none] = FullClient::ENDPOINTS else { panic!("provided methods are none") };
    assert_eq!((plain.name(), none.name()), ("plain", "none"));
    assert_eq!(plain.timeout(), Some(Duration::from_secs(120)));
    assert!(plain.body_format().is_some() && plain.uses_credentials());
    assert!(!plain.is_idempotent() && !plain.is_deprecated());
    assert_eq!((plain.docs(), none.docs()), ("", ""));
    assert_eq!((none.template(), none.timeout()), ("/v{version}", None));
    assert!(none.is_idempotent() && none.body_format().is_none());
    assert_eq!(none.headers(), [("X-Trait", "1")]);
}

#[api_tests::test]
async fn an_error_leads_to_the_table() {
    let client = api_core::Client::builder("https://example.com").build().unwrap();
    let error = FullClient::new(client).none(1).header("X", "\n").await.unwrap_err();
    assert_eq!(error.endpoint().unwrap().to_string(), FullClient::ENDPOINTS[2].to_string());
}

#[test]
fn an_endpoint_without_a_path_is_shown_without_a_gap() {
    #[api]
    trait Anywhere {
        #[endpoint(GET)]
        async fn fetch(&self, #[url] url: &str) -> Result<()>;
    }
    assert_eq!(AnywhereClient::ENDPOINTS[0].to_string(), "GET (Anywhere::fetch)");
}
