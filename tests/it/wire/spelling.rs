//! How URLs are spelled: `build()` and every transport agree, whatever is in them.

use api_core::{Body, Credentials, Result, api};
use api_tests::Server;
use http::Request;
use tower::util::MapRequestLayer;

use super::silent;
use crate::support::{builder, calling, client, last};

#[api]
trait Spelled {
    #[endpoint(GET, "/-._~!$&'()*+,;=:@%7E/{value}?-._~!$&()*+,;=:@/?[]%7E")]
    async fn path(&self, value: &str) -> Result<()>;
    #[endpoint(GET, "/a/{value}")]
    async fn encoded_path(&self, #[path(encoded)] value: &str) -> Result<()>;
    #[endpoint(GET, "/b/{value*}")]
    async fn rest(&self, value: &str) -> Result<()>;
    #[endpoint(GET, "/c/{value*}")]
    async fn encoded_rest(&self, #[path(encoded)] value: &str) -> Result<()>;
    #[endpoint(GET, "/d")]
    async fn query(&self, value: &str) -> Result<()>;
    #[endpoint(GET, "/e")]
    async fn encoded_query(&self, #[query(encoded)] value: &str) -> Result<()>;
    #[endpoint(GET, "/f")]
    async fn pairs(&self, #[query(flatten)] value: &[(String, u8)]) -> Result<()>;
    #[endpoint(GET)]
    async fn url(&self, #[url] url: &str, #[query(encoded)] more: Option<&str>) -> Result<()>;
}

/// Every ASCII character that may matter, alone and between others, and texts that a parser treats in
/// its own way.
fn texts() -> Vec<String> {
    let ascii = (0..128_u8).map(char::from).filter(|c| !c.is_ascii_alphanumeric()).chain(['a']);
    let mut texts: Vec<_> = ascii.flat_map(|c| [format!("{c}"), format!(".{c}'")]).collect();
    let odd =
        ["'%27'", "..", "%2e%2E", ".%2e", "a/../b", "/", "//", "./a", ".a/..b", "é", "%C3%A9"];
    texts.extend(odd.map(str::to_owned));
    texts
}

/// Checks that a request is sent to the URL that `build` shows, or neither can be had.
async fn check(server: &Server, what: &str, call: impl Fn() -> api_core::Call<Result<()>>) {
    let (built, sent) = (call().build(), call().await);
    let Ok(built) = built else {
        assert!(sent.is_err(), "{what}: sent to {}", last(server).target());
        return;
    };
    sent.unwrap_or_else(|error| panic!("{what}: {error:?}"));
    let target = built.uri().path_and_query().unwrap().as_str();
    assert_eq!(last(server).target(), target, "{what}");
}

#[api_tests::test]
async fn a_url_is_sent_as_it_is_shown() {
    let server = silent();
    let (base, api) = (server.base(), SpelledClient::new(client(&server)));
    for text in &texts() {
        let what = |place: &str| format!("{text:?} in {place}");
        check(&server, &what("a path"), || api.path(text)).await;
        check(&server, &what("an encoded path"), || api.encoded_path(text)).await;
        check(&server, &what("a rest"), || api.rest(text)).await;
        check(&server, &what("an encoded rest"), || api.encoded_rest(text)).await;
        check(&server, &what("a query"), || api.query(text)).await;
        check(&server, &what("an encoded query"), || api.encoded_query(text)).await;
        let pairs = [(text.clone(), 1)];
        check(&server, &what("a query's name"), || api.pairs(&pairs)).await;
        check(&server, &what("a call's query"), || api.query("").query(text, text)).await;
        let credentials = || api.query("a").credentials(Credentials::query(text, text));
        check(&server, &what("credentials"), credentials).await;
        for url in [format!("{base}/{text}"), format!("{base}/?{text}"), text.clone()] {
            check(&server, &what("a URL"), || api.url(&url, None)).await;
            check(&server, &what("a URL's query"), || api.url(&url, Some(text))).await;
        }
    }
}

/// A base URL may hold them as well, and the query of a client.
#[api_tests::test]
async fn a_client_s_url_is_sent_as_it_is_shown() {
    let server = silent();
    for text in &texts() {
        let builder = calling(format!("{}/{text}?{text}", server.base())).query(text, text);
        let Ok(client) = builder.no_env_proxy().build() else { continue };
        let api = SpelledClient::new(client);
        check(&server, text, || api.encoded_query(".'")).await;
    }
}

/// What a layer leaves is spelled as every URL parser spells it.
#[api_tests::test]
async fn a_layer_s_url_is_sent_in_one_spelling() {
    let server = silent();
    for (left, sent) in [
        ("/a/../b?c'd", "/b?c%27d"),
        ("/a'b?c|d", "/a'b?c|d"),
        ("/%2e%2e/a{b}", "/a%7Bb%7D"),
        ("/a?b=c%27", "/a?b=c%27"),
    ] {
        let url = format!("{}{left}", server.base());
        let layer = MapRequestLayer::new(move |mut request: Request<Body>| {
            *request.uri_mut() = url.parse().unwrap();
            request
        });
        let api = SpelledClient::new(builder(&server).layer(layer).build().unwrap());
        api.query("a").await.unwrap();
        assert_eq!(last(&server).target(), sent);
    }
}
