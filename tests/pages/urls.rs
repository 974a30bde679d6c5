//! Next URLs, in the payload and in `Link`: followed by the rules of `#[url]`.

use api_core::{Credentials, ErrorKind, Paginated, Result, api};
use api_tests::{Server, response};
use serde::Deserialize;
use serde_json::json;

use crate::support::*;

#[derive(Debug, Deserialize, Paginated)]
struct Page {
    #[page(items)]
    items: Vec<u64>,
    #[page(next_url)]
    next: Option<String>,
}

/// As JSON:API has it.
#[derive(Debug, Deserialize, Paginated)]
#[page(next_url = "links.next")]
struct Linked {
    #[page(items)]
    data: Vec<u64>,
    links: Option<Links>,
}

#[derive(Debug, Deserialize)]
struct Links {
    next: Option<String>,
}

/// A list of the next link in a header.
#[derive(Debug, Deserialize, Paginated)]
#[page(link)]
struct InHeader(Vec<u64>);

#[derive(Debug, Deserialize, Paginated)]
struct AnyNext {
    #[page(items)]
    items: Vec<u64>,
    #[page(next_url)]
    #[serde(default)]
    next: serde_json::Value,
}

#[api(query("v" = "1"))]
trait Lists {
    #[endpoint(GET, "/a/list")]
    async fn list(&self, #[cursor] after: Option<u64>, size: u8) -> Result<Page>;
    #[endpoint(GET, "/a/list", overload)]
    async fn any_next(&self, #[cursor] after: Option<u64>) -> Result<Box<AnyNext>>;
    #[endpoint(GET, "/a/linked")]
    async fn linked(&self, #[cursor] page: Option<&str>) -> Result<Linked>;
    #[endpoint(GET, "/a/header")]
    async fn in_header(&self, #[cursor] page: Option<u32>) -> Result<InHeader>;
    #[endpoint(GET)]
    async fn header_at(
        &self,
        #[cursor]
        #[url]
        url: &str,
    ) -> Result<InHeader>;
    #[endpoint(GET, overload)]
    async fn at(
        &self,
        #[cursor]
        #[url]
        url: &str,
    ) -> Result<Page>;
    #[endpoint(POST, "/search")]
    async fn search(&self, query: &str, #[cursor] page: Option<u32>) -> Result<Page>;
    #[endpoint(GET, "/a/list", credentials = none, overload)]
    async fn anonymous(&self, #[cursor] after: Option<u64>) -> Result<Page>;
}

/// A server whose first page names this URL, and whose other pages are the last.
fn leading(next: impl Into<String>) -> Server {
    let next = next.into();
    server(move |request| match query(request, "page2") {
        None if request.target().contains("/b") => json!({ "items": [2], "data": [2] }),
        None => json!({ "items": [1], "next": next, "data": [1], "links": { "next": next } }),
        Some(_) => json!({ "items": [2], "data": [2], "next": null }),
    })
}

#[api_tests::test]
async fn a_url_is_absolute_or_relative_to_the_page() {
    for (next, target) in
        [("?page2=1", "/a/list?page2=1"), ("b?x=%20", "/a/b?x=%20"), ("/b", "/b"), ("../b", "/b")]
    {
        let server = leading(next);
        let lists = ListsClient::new(client(&server));
        assert_eq!(whole(lists.list(None, 9).items()).await, [1, 2], "{next}");
        assert_eq!(targets(&server), ["/a/list?v=1&size=9", target]);
    }
    let server = leading("?page2=1");
    let absolute = leading(format!("{}/c/d?page2=1", server.base()));
    assert_eq!(whole(ListsClient::new(client(&absolute)).linked(None).items()).await, [1, 2]);
    assert_eq!(targets(&server), ["/c/d?page2=1"]);
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.linked(Some("x")).items()).await, [1, 2]);
    assert_eq!(whole(lists.at("/x/y").items()).await, [1, 2]);
    assert_eq!(targets(&server).pop().unwrap(), "/x/y?page2=1");
}

/// Relative to where the page came from (RFC 3986 §5.1.3), and not to where it was asked for.
#[api_tests::test]
async fn a_url_is_relative_to_where_redirects_led() {
    let server = Server::responding(|request| match request.target() {
        "/a/header?v=1" => response(301, &[("Location", "/v2/lists/?x=1")], ""),
        "/v2/lists/?x=1" => response(307, &[("Location", "header")], ""),
        "/v2/lists/header" => response(
            200,
            &[("Content-Type", "application/json"), ("Link", "<more?page2=1>; rel=next")],
            "[1]",
        ),
        _ => response(200, &[("Content-Type", "application/json")], "[2]"),
    });
    let client = calling(server.base()).follow_redirects(2).build().unwrap();
    let lists = ListsClient::new(client);
    assert_eq!(whole(lists.in_header(None).items()).await, [1, 2]);
    assert_eq!(targets(&server).pop().unwrap(), "/v2/lists/more?page2=1");
    // And past a function, too.
    let lists = &lists;
    let pages = api_core::pages(|url: Option<String>| async move {
        match url {
            None => lists.in_header(None).await,
            Some(url) => lists.header_at(&url).await,
        }
    });
    assert_eq!(whole(pages.items()).await, [1, 2]);
    assert_eq!(targets(&server).pop().unwrap(), "/v2/lists/more?page2=1&v=1");
}

/// `Link` headers as servers write them.
#[api_tests::test]
async fn odd_link_headers_name_the_next_page() {
    for link in [
        "<?page2=1>; rel='next'",
        "<?page2=1>; rel='prev next'; title='a'",
        "<?page2=1>; REL=NEXT",
        "<?page2=1>; title=\"größe\"; rel=next",
        "<?p=9>; rel=last; title=größe, <?page2=1>; rel=next",
        "<?page2=1>; title*=UTF-8''a%2C%20b; rel=\" next \"",
        "<?page2=1>; title=\"a\\\"b, <x>; rel=next\"; rel=\"next\"",
    ] {
        let server = Server::responding(move |request| {
            let (link, items) = match query(request, "page2") {
                None => (link, "[1]"),
                Some(_) => ("<?page2=0>; rel='first prev'", "[2]"),
            };
            response(200, &[("Content-Type", "application/json"), ("Link", link)], items)
        });
        let items = whole(ListsClient::new(client(&server)).in_header(None).items()).await;
        assert_eq!(items, [1, 2], "{link}");
    }
}

#[api_tests::test]
async fn credentials_go_to_the_own_origin_alone() {
    let other = leading("unused");
    for relative in [true, false] {
        let next = if relative { "/b".to_owned() } else { format!("{}/b", other.base()) };
        let own = leading(next);
        let credentials = Credentials::header("X-Key", "hunter2");
        let client =
            calling(own.base()).credentials(credentials).query("key", "hunter2").build().unwrap();
        let lists = ListsClient::new(client);
        let items = lists.list(None, 1).header("X-Mine", "hunter2").items();
        assert_eq!(whole(items).await, [1, 2]);
        let call = lists.list(None, 1).credentials(Credentials::bearer("hunter2"));
        assert_eq!(whole(call.items()).await, [1, 2]);
        if relative {
            let [_, with_own, _, with_call] = own.requests().try_into().unwrap();
            assert_eq!(with_own.header("x-key"), ["hunter2"]);
            assert_eq!(with_own.header("x-mine"), ["hunter2"]);
            assert_eq!(with_own.target(), "/b?key=hunter2");
            assert_eq!(with_call.header("authorization"), ["Bearer hunter2"]);
        }
    }
    let requests = other.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert!(!request.head().contains("hunter2"), "{}", request.head());
    }
}

#[api_tests::test]
async fn a_key_in_the_query_is_sent_once() {
    let server = leading("/b?access_token=hunter2&key=k");
    let client = calling(server.base())
        .credentials(Credentials::query("access_token", "hunter2"))
        .query("key", "k")
        .build()
        .unwrap();
    assert_eq!(whole(ListsClient::new(client).list(None, 1).items()).await, [1, 2]);
    assert_eq!(targets(&server)[1], "/b?access_token=hunter2&key=k");
}

#[api_tests::test]
async fn a_url_that_must_not_be_called_is_an_error() {
    for next in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://127.0.0.1/",
        "http://example.com/",
        "http://user:pass@127.0.0.1/",
        "/b#x",
        "/a b",
        "/b\\c",
        "\\\\evil.example\\b",
        "http://",
        "https://[::1",
    ] {
        let server = leading(next);
        let (items, error) = all(ListsClient::new(client(&server)).list(None, 1).items()).await;
        assert_eq!(items, [1], "{next}");
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Build, "{next}: {error}");
        assert!(said(&error).starts_with("the URL of the next page "), "{error}");
        assert_eq!(server.requests().len(), 1);
    }
    // None, in the ways in which servers write that.
    for next in ["", "null"] {
        let server = leading(next);
        if next.is_empty() {
            assert_eq!(whole(ListsClient::new(client(&server)).list(None, 1).items()).await, [1]);
        }
    }
}

/// An object around the URL, as HAL has it: the way to the URL is `next.href`.
#[api_tests::test]
async fn a_next_url_that_is_no_text_is_an_error() {
    for (next, ends) in [
        (json!({ "href": "/b" }), false),
        (json!(7), false),
        (json!(["/b"]), false),
        (json!(false), true),
        (json!({}), true),
        (json!(null), true),
        (json!(""), true),
    ] {
        let server = server(move |_| json!({ "items": [1], "next": next }));
        let (items, error) = all(ListsClient::new(client(&server)).any_next(None).items()).await;
        assert_eq!(items, [1]);
        assert_eq!(error.is_none(), ends);
        if let Some(error) = error {
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert_eq!(said(&error), "the URL of the next page is no text");
        }
    }
    let server = leading("/b");
    assert_eq!(whole(ListsClient::new(client(&server)).any_next(None).items()).await, [1, 2]);
}

#[api_tests::test]
async fn a_body_does_not_go_to_another_origin() {
    let other = leading("unused");
    let own = leading(format!("{}/b", other.base()));
    let (items, error) = all(ListsClient::new(client(&own)).search("secret", None).items()).await;
    assert_eq!(items, [1]);
    assert_eq!(error.unwrap().kind(), ErrorKind::Build);
    assert!(other.requests().is_empty());
    let own = leading("/b");
    assert_eq!(whole(ListsClient::new(client(&own)).search("q", None).items()).await, [1, 2]);
    assert_eq!(own.requests()[1].body(), r#"{"query":"q"}"#);
}

#[api_tests::test]
async fn an_endpoint_without_credentials_stays_one() {
    let server = leading("/b");
    let client =
        calling(server.base()).credentials(Credentials::bearer("hunter2")).build().unwrap();
    assert_eq!(whole(ListsClient::new(client).anonymous(None).items()).await, [1, 2]);
    for request in server.requests() {
        assert!(request.header("authorization").is_empty());
    }
}

#[api_tests::test]
async fn hostile_link_headers_end_the_list_or_fail() {
    for link in [
        "<",
        "<>",
        "<>; rel",
        ";;;;",
        "<<<>>>; rel=next,",
        "\"",
        "<a>; rel=\"",
        "<a>; =next",
        ",",
        "<javascript:alert(1)>; rel=next",
        "<//evil.example/>; rel=next",
    ] {
        let server = Server::responding(move |_| {
            response(200, &[("Content-Type", "application/json"), ("Link", link)], "[1]")
        });
        let (items, error) = all(ListsClient::new(client(&server)).in_header(None).items()).await;
        assert_eq!(items, [1], "{link}");
        assert!(
            error.is_none_or(|error| matches!(error.kind(), ErrorKind::Build | ErrorKind::Limit))
        );
        assert!(server.requests().len() <= 2);
    }
}
