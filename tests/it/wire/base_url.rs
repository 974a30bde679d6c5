//! The base URL: kept as it is, appended to, and refused if it is not safe.

use api_core::{Client, ErrorKind, Result, api};

use super::{rows, silent};
use crate::support::{calling, last, untouched};

#[api]
trait Pages {
    #[endpoint(GET, "/page")]
    async fn page(&self, number: Option<u32>) -> Result<()>;

    #[endpoint(GET, "/page?kind=html")]
    async fn html(&self, number: Option<u32>) -> Result<()>;

    #[endpoint(GET, "")]
    async fn base(&self, number: Option<u32>) -> Result<()>;
}

fn pages(base: &str) -> PagesClient {
    PagesClient::new(
        calling(base).user_agent("api-tests").no_env_proxy().build().expect("a good base URL"),
    )
}

#[api_tests::test]
async fn the_path_is_kept_and_one_slash_joins_what_follows() {
    let server = silent();
    for (base, target) in [
        ("", "/page"),
        ("/", "/page"),
        ("/v1", "/v1/page"),
        ("/v1/", "/v1/page"),
        ("/api/v1", "/api/v1/page"),
        ("/api/v1/", "/api/v1/page"),
        ("/index.html", "/index.html/page"),
        ("/a%2Fb/%E4%BD%A0", "/a%2Fb/%E4%BD%A0/page"),
        ("/a:b@c;d=e", "/a:b@c;d=e/page"),
    ] {
        let api = pages(&format!("{}{base}", server.base()));
        rows! { server;
            api.page(None) => format!("GET {target}");
            api.page(Some(7)) => format!("GET {target}?number=7");
        }
    }
}

#[api_tests::test]
async fn several_slashes_at_the_end_still_make_one() {
    let server = silent();
    for base in ["//", "/v1//"] {
        pages(&format!("{}{base}", server.base())).page(None).await.unwrap();
        let target = last(&server).target().to_owned();
        assert!(target.ends_with("/page") && !target.contains("//page"), "{base} gives {target}");
    }
}

#[api_tests::test]
async fn the_query_is_kept_and_comes_first() {
    let server = silent();
    for (base, target) in [
        ("?key=1", "/page?key=1"),
        ("/?key=1", "/page?key=1"),
        ("/v1?key=1", "/v1/page?key=1"),
        ("/v1/?key=1&key=2", "/v1/page?key=1&key=2"),
        ("/v1?flag", "/v1/page?flag"),
        ("/v1?q=a%20b+c/d", "/v1/page?q=a%20b+c/d"),
    ] {
        let api = pages(&format!("{}{base}", server.base()));
        rows! { server;
            api.page(None) => format!("GET {target}");
            api.page(Some(7)) => format!("GET {target}&number=7");
            api.html(Some(7)) => format!("GET {target}&kind=html&number=7");
        }
    }
    let api = pages(&format!("{}/v1?", server.base()));
    rows! { server; api.page(Some(7)) => "GET /v1/page?number=7"; }
}

#[api_tests::test]
async fn an_empty_template_is_the_base_as_it_stands() {
    let server = silent();
    for (base, target) in [("", "/"), ("/v1", "/v1"), ("/v1/", "/v1/"), ("/v1/?k=1", "/v1/?k=1")] {
        let api = pages(&format!("{}{base}", server.base()));
        rows! { server; api.base(None) => format!("GET {target}"); }
    }
    let api = pages(&format!("{}/v1/", server.base()));
    rows! { server; api.base(Some(7)) => "GET /v1/?number=7"; }
}

#[api_tests::test]
async fn the_host_is_sent_as_it_was_given() {
    let server = silent();
    let port = server.authority().rsplit_once(':').unwrap().1.to_owned();
    pages(&format!("http://localhost:{port}/v1")).page(None).await.unwrap();
    let request = last(&server);
    assert_eq!(
        (request.target(), request.header("host")),
        ("/v1/page", vec![format!("localhost:{port}")])
    );
}

/// Why a base URL is refused.
#[track_caller]
fn refusal(base: &str) -> String {
    let error = Client::builder(base).build().expect_err(base);
    assert_eq!(error.kind(), ErrorKind::Build, "{base}");
    error.to_string()
}

#[api_tests::test]
async fn user_names_passwords_and_fragments_are_refused_and_not_repeated() {
    let server = silent();
    let authority = server.authority();
    for user in ["tom", "tom:hunter2", ":hunter2"] {
        let said = refusal(&format!("http://{user}@{authority}/"));
        assert!(said.starts_with("base URL: ") && said.contains("credentials"), "{said}");
        assert!(!said.contains("hunter2") && !said.contains("tom"), "{said}");
    }
    for fragment in ["#", "#part", "/v1#hunter2", "?k=1#hunter2"] {
        let said = refusal(&format!("http://{authority}{fragment}"));
        assert!(said.contains("fragment") && !said.contains("hunter2"), "{said}");
    }
    untouched(&server).await;
}

#[test]
fn plain_http_is_for_loopback() {
    for host in ["127.0.0.1", "127.0.0.1:80", "127.1.2.3", "127.255.255.254", "[::1]", "[::1]:1"] {
        assert!(Client::builder(format!("http://{host}/v1")).build().is_ok(), "{host}");
    }
    for host in ["localhost", "localhost:8080", "LOCALHOST"] {
        assert!(Client::builder(format!("http://{host}")).build().is_ok(), "{host}");
    }
    for host in [
        "example.com",
        "10.0.0.1",
        "128.0.0.1",
        "126.255.255.255",
        "0.0.0.0",
        "192.168.1.1",
        "[::]",
        "[::2]",
        "[fe80::1]",
        "localhost.example.com",
        "127.0.0.1.example.com",
        "local",
    ] {
        let base = format!("http://{host}/v1");
        let said = refusal(&base);
        assert!(said.contains("https://") && said.contains("allow_http()"), "{said}");
        assert!(Client::builder(&base).allow_http().build().is_ok(), "{host}");
        assert!(Client::builder(base.replacen("http", "https", 1)).build().is_ok(), "{host}");
    }
}

#[test]
fn what_is_missing_or_left_open_is_named() {
    for (base, host) in [
        ("api.example.com", "https://api.example.com"),
        ("api.example.com/v1?key=hunter2", "https://api.example.com"),
        ("api.example.com:8443/hunter2", "https://api.example.com:8443"),
        ("localhost:8080/v1", "http://localhost:8080"),
        ("127.0.0.1:80", "http://127.0.0.1:80"),
    ] {
        let said = refusal(base);
        assert_eq!(
            said,
            format!("base URL: it has no scheme; write `{host}` in front of any path")
        );
    }
    for base in ["tom:hunter2@example.com", "hunter2:8080", "mailto:tom", "a.b:hunter2"] {
        let said = refusal(base);
        assert!(!said.contains("hunter2@") && !said.contains("no scheme"), "{said}");
    }
    for base in ["https://{tenant}.example.com", "https://example.com/{version}"] {
        assert_eq!(
            refusal(base),
            "base URL: it holds a `{` or `}`; put the value in its place, as by `format!`"
        );
    }
}

#[test]
fn what_is_no_base_url_is_refused() {
    for base in [
        "",
        "/",
        "/v1",
        "example.com",
        "localhost:8080",
        "//example.com",
        "http://",
        "https://",
        "ftp://example.com",
        "ws://127.0.0.1",
        "file:///etc/passwd",
        "data:text/plain,x",
        "https://exa mple.com",
        "https://example.com/a b",
        " https://example.com",
        "https://example.com\n",
        "https://example.com/\\..\\x",
        "https://example.com:99999",
        "https://[::1",
        "https://example.com/\u{7f}",
    ] {
        assert!(refusal(base).starts_with("base URL: "), "{base:?}");
        let error = Client::builder(base).allow_http().build().expect_err(base);
        assert_eq!(error.kind(), ErrorKind::Build, "{base:?}");
    }
}
