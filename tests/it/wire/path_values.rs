//! Path values: what they look like on the wire, and which of them never leave.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use api_core::{Result, api};

use super::{rows, silent};
use crate::support::{client, untouched};

#[api]
trait Files {
    #[endpoint(GET, "/files/{id}")]
    async fn get(&self, id: &str) -> Result<()>;

    #[endpoint(GET, "/files/{id}/meta")]
    async fn meta(&self, #[path("id")] file: &str) -> Result<()>;

    #[endpoint(GET, "/files/{id}", overload)]
    async fn any(&self, id: Shown<'_>) -> Result<()>;

    #[endpoint(GET, "/{b}/of%20/{a}")]
    async fn two(&self, a: &str, b: &str) -> Result<()>;

    #[endpoint(GET, "/v{version}/{name}.{ext}")]
    async fn parts(&self, version: u8, name: &str, ext: &str) -> Result<()>;

    #[endpoint(GET, "/raw/{path*}")]
    async fn rest(&self, path: &str) -> Result<()>;
}

/// Anything with `Display`, whose type the endpoint does not name.
struct Shown<'a>(&'a (dyn fmt::Display + Sync));

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

const DOTS: &str = "leaves its path segment `.` or `..`, which would reach another endpoint";
const EMPTY: &str = "leaves its path segment empty";

/// What is wrong with a path that has this value as one of its segments.
fn wrong(value: &str) -> &'static str {
    if value.is_empty() { EMPTY } else { DOTS }
}

#[api_tests::test]
async fn everything_but_unreserved_characters_is_encoded() {
    let server = silent();
    let api = FilesClient::new(client(&server));
    for (value, sent) in [
        ("azAZ09-._~", "azAZ09-._~"),
        ("a/b", "a%2Fb"),
        ("../x", "..%2Fx"),
        ("a b", "a%20b"),
        ("a+b", "a%2Bb"),
        ("100%", "100%25"),
        ("%2F", "%252F"),
        ("%2e%2e", "%252e%252e"),
        ("?q=1#x", "%3Fq%3D1%23x"),
        (":@!$&'()*,;=", "%3A%40%21%24%26%27%28%29%2A%2C%3B%3D"),
        ("[#129315;]", "%5B%23129315%3B%5D"),
        ("\\\"<>^`{|}", "%5C%22%3C%3E%5E%60%7B%7C%7D"),
        ("\r\n\t\0\u{7f}", "%0D%0A%09%00%7F"),
        ("é你😀", "%C3%A9%E4%BD%A0%F0%9F%98%80"),
        (" ", "%20"),
        ("...", "..."),
        (".hidden", ".hidden"),
        ("end.", "end."),
    ] {
        rows! { server;
            api.get(value) => format!("GET /files/{sent}");
            api.meta(value) => format!("GET /files/{sent}/meta");
        }
    }
}

#[api_tests::test]
async fn whatever_can_be_shown_can_be_sent() {
    let server = silent();
    let api = FilesClient::new(client(&server));
    let ip = IpAddr::from(Ipv6Addr::LOCALHOST);
    let values: [(&(dyn fmt::Display + Sync), &str); 7] = [
        (&u64::MAX, "18446744073709551615"),
        (&i64::MIN, "-9223372036854775808"),
        (&true, "true"),
        (&'/', "%2F"),
        (&1.5, "1.5"),
        (&ip, "%3A%3A1"),
        (&format!("a{}", "/b"), "a%2Fb"),
    ];
    for (value, sent) in values {
        rows! { server; api.any(Shown(value)) => format!("GET /files/{sent}"); }
    }
}

#[api_tests::test]
async fn a_value_is_never_read_as_a_template() {
    let server = silent();
    let api = FilesClient::new(client(&server));
    rows! { server;
        api.two("{b}", "{a}") => "GET /%7Ba%7D/of%20/%7Bb%7D";
        api.rest("{path}/{path*}") => "GET /raw/%7Bpath%7D/%7Bpath%2A%7D";
    }
}

#[api_tests::test]
async fn dots_and_nothing_are_refused_before_any_connection() {
    let server = silent();
    let api = FilesClient::new(client(&server));
    for value in ["", ".", ".."] {
        let wrong = wrong(value);
        // An error uses the name that the parameter has in the trait: `file`.
        rows! { server;
            api.get(value) => format!("path parameter `id` {wrong}");
            api.meta(value) => format!("path parameter `file` {wrong}");
            api.any(Shown(&value)) => format!("path parameter `id` {wrong}");
            api.two(value, "b") => format!("path parameter `a` {wrong}");
            api.two("a", value) => format!("path parameter `b` {wrong}");
            api.rest(value) => format!("path parameter `path` {wrong}");
        }
    }
    untouched(&server).await;
}

#[api_tests::test]
async fn two_values_may_share_a_segment() {
    let server = silent();
    let api = FilesClient::new(client(&server));
    for (name, ext, sent) in [
        ("a", "txt", "a.txt"),
        ("", "rc", ".rc"),
        ("a", "", "a."),
        ("a/b", ".", "a%2Fb.."),
        ("..", "", "..."),
    ] {
        rows! { server; api.parts(2, name, ext) => format!("GET /v2/{sent}"); }
    }
}

#[api_tests::test]
async fn two_values_may_not_make_dots_together() {
    let server = silent();
    let api = FilesClient::new(client(&server));
    for (name, ext) in [("", ""), (".", ""), ("", ".")] {
        rows! { server; api.parts(2, name, ext) => format!("path parameter `ext` {DOTS}"); }
    }
    untouched(&server).await;
}

#[api_tests::test]
async fn the_rest_keeps_its_slashes() {
    let server = silent();
    let api = FilesClient::new(client(&server));
    for (value, sent) in [
        ("a", "a"),
        ("a/b/c.txt", "a/b/c.txt"),
        ("a b/é?/#", "a%20b/%C3%A9%3F/%23"),
        ("%2F/%2e%2e", "%252F/%252e%252e"),
        ("a\\..\\b", "a%5C..%5Cb"),
        (".a/...", ".a/..."),
    ] {
        rows! { server; api.rest(value) => format!("GET /raw/{sent}"); }
    }
}

#[api_tests::test]
async fn the_rest_goes_nowhere_else() {
    let server = silent();
    let api = FilesClient::new(client(&server));
    let dots = [".", "..", "../a", "./a", "a/..", "a/.", "a/../b", "a/./b"].map(|v| (v, DOTS));
    let empty = ["/a", "/", "a//b", "a/", "//example.com/a"].map(|value| (value, EMPTY));
    for (value, wrong) in dots.into_iter().chain(empty) {
        rows! { server; api.rest(value) => format!("path parameter `path` {wrong}"); }
    }
    untouched(&server).await;
}

#[api(path = "/tenants/{tenant}")]
trait Tenants {
    #[endpoint(GET, "")]
    async fn get(&self, tenant: &str) -> Result<()>;

    #[endpoint(DELETE, "/users/{id}")]
    async fn remove(&self, id: u64, tenant: &str, force: bool) -> Result<()>;
}

#[api_tests::test]
async fn a_prefix_takes_values_too() {
    let server = silent();
    let api = TenantsClient::new(client(&server));
    rows! { server;
        api.get("a/b") => "GET /tenants/a%2Fb";
        api.remove(7, "acme", true) => "DELETE /tenants/acme/users/7?force=true";
        api.remove(7, "..", true) => format!("path parameter `tenant` {DOTS}");
    }
}
