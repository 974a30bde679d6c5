//! Path values: what they look like on the wire, and which of them never leave.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use api_core::{Result, api};
use api_tests::Server;

use crate::support::{client, content, last, refusal, untouched};

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

fn files(server: &Server) -> FilesClient {
    FilesClient::new(client(server))
}

#[tokio::test]
async fn everything_but_unreserved_characters_is_encoded() {
    let server = content();
    let api = files(&server);
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
        api.get(value).await.unwrap();
        assert_eq!(last(&server).target(), format!("/files/{sent}"), "{value:?}");
        api.meta(value).await.unwrap();
        assert_eq!(last(&server).target(), format!("/files/{sent}/meta"), "{value:?}");
    }
}

#[tokio::test]
async fn whatever_can_be_shown_can_be_sent() {
    let server = content();
    let api = files(&server);
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
        api.any(Shown(value)).await.unwrap();
        assert_eq!(last(&server).target(), format!("/files/{sent}"));
    }
}

#[tokio::test]
async fn a_value_is_never_read_as_a_template() {
    let server = content();
    let api = files(&server);
    api.two("{b}", "{a}").await.unwrap();
    assert_eq!(last(&server).target(), "/%7Ba%7D/of%20/%7Bb%7D");
    api.rest("{path}/{path*}").await.unwrap();
    assert_eq!(last(&server).target(), "/raw/%7Bpath%7D/%7Bpath%2A%7D");
}

#[tokio::test]
async fn dots_and_nothing_are_refused_before_any_connection() {
    let server = content();
    let api = files(&server);
    for value in ["", ".", ".."] {
        let said = refusal(api.get(value).await);
        assert!(said.starts_with("GET /files/{id} (Files::get): path parameter `id` "), "{said}");
        // The parameter goes by the name that it has in the trait.
        let said = refusal(api.meta(value).await);
        assert!(said.contains("path parameter `file` leaves its path segment "), "{said}");
        assert!(refusal(api.any(Shown(&value)).await).contains("`id`"));
        assert!(refusal(api.two(value, "b").await).contains("`a`"));
        assert!(refusal(api.two("a", value).await).contains("`b`"));
        assert!(refusal(api.rest(value).await).contains("`path`"));
    }
    untouched(&server).await;
}

#[tokio::test]
async fn two_values_may_share_a_segment() {
    let server = content();
    let api = files(&server);
    for (name, ext, sent) in [
        ("a", "txt", "a.txt"),
        ("", "rc", ".rc"),
        ("a", "", "a."),
        ("a/b", ".", "a%2Fb.."),
        ("..", "", "..."),
    ] {
        api.parts(2, name, ext).await.unwrap();
        assert_eq!(last(&server).target(), format!("/v2/{sent}"));
    }
}

#[tokio::test]
async fn two_values_may_not_make_dots_together() {
    let server = content();
    let api = files(&server);
    for (name, ext) in [("", ""), (".", ""), ("", ".")] {
        let said = refusal(api.parts(2, name, ext).await);
        assert!(said.contains("leaves its path segment `.` or `..`"), "{said}");
    }
    untouched(&server).await;
}

#[tokio::test]
async fn the_rest_keeps_its_slashes() {
    let server = content();
    let api = files(&server);
    for (value, sent) in [
        ("a", "a"),
        ("a/b/c.txt", "a/b/c.txt"),
        ("a b/é?/#", "a%20b/%C3%A9%3F/%23"),
        ("%2F/%2e%2e", "%252F/%252e%252e"),
        ("a\\..\\b", "a%5C..%5Cb"),
        (".a/...", ".a/..."),
    ] {
        api.rest(value).await.unwrap();
        assert_eq!(last(&server).target(), format!("/raw/{sent}"));
    }
}

#[tokio::test]
async fn the_rest_goes_nowhere_else() {
    let server = content();
    let api = files(&server);
    for value in [
        ".",
        "..",
        "../a",
        "./a",
        "a/..",
        "a/.",
        "a/../b",
        "a/./b",
        "/a",
        "/",
        "a//b",
        "a/",
        "//example.com/a",
    ] {
        let said = refusal(api.rest(value).await);
        assert!(said.contains("path parameter `path` leaves its path segment"), "{value}: {said}");
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

#[tokio::test]
async fn a_prefix_takes_values_too() {
    let server = content();
    let api = TenantsClient::new(client(&server));
    api.get("a/b").await.unwrap();
    assert_eq!(last(&server).target(), "/tenants/a%2Fb");
    api.remove(7, "acme", true).await.unwrap();
    assert_eq!(last(&server).line(), "DELETE /tenants/acme/users/7?force=true HTTP/1.1");
    assert!(refusal(api.remove(7, "..", true).await).contains("`tenant`"));
    assert_eq!(server.requests().len(), 2);
}
