//! Path templates, prefixes and URLs given at run time.

use std::fmt;

use api_core::{Credentials, Result, api};

use super::{rows, silent};
use crate::support::{builder, client};

struct Shown(&'static str);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In two pieces, as a derived `Display` may do it.
        let (a, b) = self.0.split_at(self.0.len() / 2);
        write!(f, "{a}{b}")
    }
}

#[api(path = "/v{version}")]
trait Paths {
    #[endpoint(GET, "")]
    async fn root(&self, version: u8) -> Result<()>;
    #[endpoint(GET, "/")]
    async fn slash(&self, version: u8) -> Result<()>;
    #[endpoint(GET, "/a/{b}/c")]
    async fn one(&self, version: u8, b: &str) -> Result<()>;
    #[endpoint(GET, "/{a}.{b}-{c}/x{d}")]
    async fn parts(&self, version: u8, d: u8, c: &str, b: &str, a: &str) -> Result<()>;
    #[endpoint(GET, "/files/{path*}")]
    async fn rest(&self, version: u8, path: &str) -> Result<()>;
    #[endpoint(GET, "/fixed/%7Ea/b:c@d;e,f?x=1&y=a%20b&z", prefix = none)]
    async fn literal(&self, q: Option<u8>) -> Result<()>;
    #[endpoint(GET, "/enc/{a}", prefix = none)]
    async fn encoded(&self, #[path(encoded)] a: &str) -> Result<()>;
    #[endpoint(GET, "/enc/{a*}", prefix = none)]
    async fn encoded_rest(&self, #[path(encoded)] a: &str) -> Result<()>;
    #[endpoint(GET, "/shown/{a}/{b}/{c}/{d}/{e}", prefix = none)]
    async fn shown(&self, a: Shown, b: bool, c: char, d: f64, e: i128) -> Result<()>;
    #[endpoint(GET, "/renamed/{user}", prefix = none)]
    async fn renamed(&self, #[path("user")] id: u64) -> Result<()>;
    #[endpoint(GET, "/any/{file-id}/{user.id}@{$v}/{_}", prefix = none)]
    async fn any_name(
        &self,
        #[path("$v")] v: u8,
        #[path("user.id")] user_id: &str,
        #[path("file-id")] file_id: &str,
        #[path("_")] last: u8,
    ) -> Result<()>;
    #[endpoint(GET, "/repos/{path*}/contents/{file*}.{ext}", prefix = none)]
    async fn rests(&self, path: &str, #[path(encoded)] file: &str, ext: &str) -> Result<()>;
    #[endpoint(GET, "/v{at*}x/end", prefix = none)]
    async fn rest_within(&self, at: &str) -> Result<()>;
    #[endpoint(GET, "/list/{ids}", prefix = none)]
    async fn list(&self, #[path(list = "csv")] ids: &[&str]) -> Result<()>;
    #[endpoint(GET, "/list/x{ids}/{more*}", prefix = none)]
    async fn numbers(
        &self,
        #[path(list = "csv")] ids: [u8; 2],
        #[path("more", list = "csv")] words: Option<Vec<String>>,
    ) -> Result<()>;
    #[endpoint(GET, "/{type}", prefix = none)]
    async fn keyword(&self, r#type: u64) -> Result<()>;
}

#[api_tests::test]
async fn values_stay_where_they_are_put() {
    let server = silent();
    let api = PathsClient::new(client(&server));
    let dots = "leaves its path segment `.` or `..`, which would reach another endpoint";
    let empty = "leaves its path segment empty";
    rows! { server;
        api.root(1) => "GET /v1";
        api.slash(1) => "GET /v1/";
        api.one(1, "x") => "GET /v1/a/x/c";
        api.one(1, "{b}") => "GET /v1/a/%7Bb%7D/c";
        api.one(1, "/") => "GET /v1/a/%2F/c";
        api.one(1, "..a") => "GET /v1/a/..a/c";
        api.one(1, "%2e%2e") => "GET /v1/a/%252e%252e/c";
        api.one(1, "..") => format!("path parameter `b` {dots}");
        api.one(1, ".") => format!("path parameter `b` {dots}");
        api.one(1, "") => format!("path parameter `b` {empty}");
        api.parts(1, 4, "{a}", "b/", "a") => "GET /v1/a.b%2F-%7Ba%7D/x4";
        api.parts(1, 4, "", "", "") => "GET /v1/.-/x4";
        api.rest(1, "a") => "GET /v1/files/a";
        api.rest(1, "a/b c/d?e") => "GET /v1/files/a/b%20c/d%3Fe";
        api.rest(1, "a/../b") => format!("path parameter `path` {dots}");
        api.rest(1, "a//b") => format!("path parameter `path` {empty}");
        api.rest(1, "a/") => format!("path parameter `path` {empty}");
        api.literal(None) => "GET /fixed/%7Ea/b:c@d;e,f?x=1&y=a%20b&z";
        api.literal(Some(2)) => "GET /fixed/%7Ea/b:c@d;e,f?x=1&y=a%20b&z&q=2";
        api.encoded("a%20b!") => "GET /enc/a%20b!";
        api.encoded("a b") => "path parameter `a` is declared as `encoded` and is not percent-encoded; leave `encoded` out, and it will be";
        api.encoded("%2e%2E") => format!("path parameter `a` {dots}");
        api.encoded("a/b") => "path parameter `a` holds a `/`; write it as `%2F`, or `{name*}`";
        api.encoded_rest("a%20/b") => "GET /enc/a%20/b";
        api.encoded_rest("a/%2e") => format!("path parameter `a` {dots}");
        api.shown(Shown("a b"), true, 'ü', 1.5, -3) => "GET /shown/a%20b/true/%C3%BC/1.5/-3";
        api.renamed(7) => "GET /renamed/7";
        api.list(&["a"]) => "GET /list/a";
        api.list(&["a,b", "c/d", "é", ".."]) => "GET /list/a%2Cb,c%2Fd,%C3%A9,..";
        api.list(&[]) => format!("path parameter `ids` {empty}");
        api.list(&[".."]) => format!("path parameter `ids` {dots}");
        api.list(&["a", ""]) => "path parameter `ids` has an element that is empty";
        api.numbers([1, 2], Some(vec!["a/b".to_owned(), "c".to_owned()])) => "GET /list/x1,2/a%2Fb,c";
        api.numbers([1, 2], None) => format!("path parameter `words` {empty}");
        api.keyword(7) => "GET /7";
        api.any_name(1, "a b", "f/1", 2) => "GET /any/f%2F1/a%20b@1/2";
        api.rests("a/b c", "x/y%20z", "rs") => "GET /repos/a/b%20c/contents/x/y%20z.rs";
        api.rests("a/..", "x", "rs") => format!("path parameter `path` {dots}");
        api.rests("a/", "x", "rs") => format!("path parameter `path` {empty}");
        api.rests("", "x", "rs") => format!("path parameter `path` {empty}");
        api.rests("a", "x/%2e%2E/y", "rs") => format!("path parameter `file` {dots}");
        api.rests("a", "x/", "") => format!("path parameter `ext` {dots}");
        api.rest_within("1/2/") => "GET /v1/2/x/end";
        api.rest_within("1/../2") => format!("path parameter `at` {dots}");
    }
}

#[api(query("k" = "v"))]
trait Urls {
    #[endpoint(GET)]
    async fn get(&self, #[url] url: &str, q: Option<u8>) -> Result<()>;
    #[endpoint(POST)]
    async fn post(&self, #[url] url: String, a: u8) -> Result<()>;
}

#[api_tests::test]
async fn urls_are_resolved_against_the_base() {
    let server = silent();
    let base = server.base();
    let api = UrlsClient::new(client(&server));
    let (absolute, fragment) = (format!("{base}/a/b?c=d"), format!("{base}/#x"));
    let userinfo = base.replace("//", "//u:p@");
    let forms = "is neither `https://` nor, to loopback or with `allow_http()`, `http://`";
    rows! { server;
        api.get(&absolute, None) => "GET /a/b?c=d&k=v";
        api.get(&absolute, Some(1)) => "GET /a/b?c=d&k=v&q=1";
        api.get("/x", None) => "GET /x?k=v";
        api.get("x/y?z=1", None) => "GET /x/y?z=1&k=v";
        api.post("/x".to_owned(), 1) => "POST /x?k=v\ncontent-type: application/json\n\n{\"a\":1}";
        api.get(&fragment, None) => "url parameter `url` holds a fragment (`#…`), which is never sent; remove it";
        api.get(&userinfo, None) => "url parameter `url` holds a user name or password; use `Call::credentials` instead";
        api.get("ftp://example.com/", None) => format!("url parameter `url` {forms}");
        api.get("http://example.com/", None) => format!("url parameter `url` {forms}");
        api.get("file:///etc/passwd", None) => format!("url parameter `url` {forms}");
        api.get("javascript:alert(1)", None) => format!("url parameter `url` {forms}");
        api.get("/a b", None) => "url parameter `url` holds a space, a control character or a backslash";
        api.get("/a\r\nb", None) => "url parameter `url` holds a space, a control character or a backslash";
        api.get("\\\\evil.test\\", None) => "url parameter `url` holds a space, a control character or a backslash";
    }
}

#[api_tests::test]
async fn another_origin_gets_no_credentials() {
    let (home, other) = (silent(), silent());
    let client = builder(&home)
        .credentials(Credentials::bearer("secret"))
        .header("X-Api-Key", "secret")
        .header("Accept-Language", "en")
        .query("key", "secret")
        .build()
        .unwrap();
    let api = UrlsClient::new(client);
    let (here, there) = (format!("{}/x", home.base()), format!("{}/x", other.base()));
    let all = "accept-language: en\nauthorization: Bearer secret\nx-api-key: secret";
    rows! { home; api.get(&here, None) => format!("GET /x?key=secret&k=v\n{all}"); }
    rows! { other; api.get(&there, None) => "GET /x?k=v\naccept-language: en"; }
    let protocol_relative = there.trim_start_matches("http:").to_owned();
    rows! { other; api.get(&protocol_relative, None) => "GET /x?k=v\naccept-language: en"; }
    let own = || api.get(&there, None).credentials(Credentials::bearer("own"));
    rows! { other; own() => "GET /x?k=v\naccept-language: en\nauthorization: Bearer own"; }
}
