//! Lists in pages that do not come to an end, or lead astray.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use api_core::{ErrorKind, Items, Paginated, Result, api};
use api_tests::{Request, Server, json, response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::calls::{BOTH, FIELD, HEADER, Method, PATH, PAYLOAD, QUERY, Wrapped, builder};
use crate::row::{Row, row};

pub(crate) const ROWS: &[Row] = &[F117, F118, F119, F120, F121, F122, F123, F124];

/// A page that can go on in two ways: by numbers, or by a cursor.
#[derive(Debug, Deserialize, Paginated)]
struct Numbered {
    #[page(items)]
    items: Vec<String>,
    #[page(number)]
    page: u64,
    #[page(last)]
    pages: u64,
}

#[derive(Debug, Deserialize, Paginated)]
struct Linked {
    #[page(items)]
    items: Vec<String>,
    #[page(next_url)]
    next: Option<String>,
}

#[derive(Debug, Deserialize, Paginated)]
struct Chained {
    #[page(items)]
    items: Vec<String>,
    #[page(next)]
    next: Option<String>,
}

#[api(envelope = Wrapped)]
trait Shelves {
    #[endpoint(GET, "/shelf/{door}")]
    async fn numbers(
        &self,
        #[sensitive(in_url)] door: &str,
        #[cursor] page: Option<u64>,
        code: &str,
    ) -> Result<Numbered>;
    #[endpoint(POST, "/shelf/{door}")]
    async fn search(
        &self,
        #[sensitive(in_url)] door: &str,
        #[cursor] page: Option<u64>,
        item: &str,
    ) -> Result<Numbered>;
    #[endpoint(GET, "/chain/{door}")]
    async fn chain(
        &self,
        #[sensitive(in_url)] door: &str,
        #[cursor] after: Option<&str>,
        code: &str,
    ) -> Result<Chained>;
    #[endpoint(POST, "/chain/{door}")]
    async fn chain_in_body(
        &self,
        #[sensitive(in_url)] door: &str,
        #[cursor] after: Option<&str>,
        item: &str,
    ) -> Result<Chained>;
    #[endpoint(GET, "/links/{door}")]
    async fn links(
        &self,
        #[sensitive(in_url)] door: &str,
        #[cursor] page: Option<u64>,
        code: &str,
    ) -> Result<Linked>;
}

fn shelves(server: &Server) -> ShelvesClient {
    ShelvesClient::new(builder(&server.base()).build().unwrap())
}

fn numbers(server: &Server, method: Method) -> Items<'static, String> {
    match method {
        Method::Get => {
            shelves(server).numbers(PATH.0, None, QUERY.0).header("X-Pin", HEADER.0).items()
        }
        Method::Post => shelves(server).search(PATH.0, None, FIELD.0).items(),
    }
}

fn chain(server: &Server, method: Method) -> Items<'static, String> {
    match method {
        Method::Get => shelves(server).chain(PATH.0, None, QUERY.0).items(),
        Method::Post => shelves(server).chain_in_body(PATH.0, None, FIELD.0).items(),
    }
}

/// A server whose payloads are made of what the cursor of a request is.
fn serving(payload: impl Fn(Option<String>) -> Value + Send + Sync + 'static) -> Server {
    Server::responding(move |request| {
        let payload = payload(cursor(request));
        json(200, json!({ "code": 0, "message": "ok", "data": payload }).to_string())
    })
}

fn cursor(request: &Request) -> Option<String> {
    let query = request.target().split_once('?').map_or("", |(_, query)| query);
    let mut pairs = url::form_urlencoded::parse(query.as_bytes()).into_owned();
    let in_query =
        pairs.find(|(name, _)| name == "page" || name == "after").map(|(_, value)| value);
    let body: Option<Value> = serde_json::from_str(request.body()).ok();
    let in_body = body.and_then(|body| body.get("page").or(body.get("after")).cloned());
    in_query.or(in_body.map(|value| value.as_str().map_or(value.to_string(), str::to_owned)))
}

/// The items up to the first error, and that.
async fn all(mut items: Items<'_, String>) -> (usize, Result<()>) {
    let mut count = 0;
    while let Some(item) = items.next().await {
        match item {
            Ok(_) => count += 1,
            Err(error) => return (count, Err(error)),
        }
    }
    (count, Ok(()))
}

#[track_caller]
fn checked(row: Row, result: &Result<()>) {
    row.result(result.as_ref());
    assert_eq!(result.is_ok(), row.kinds.is_empty(), "{result:?}");
}

const F117: Row = row!(f117_page_again, "a server that sends the same page whatever is asked for")
    .fails(&[ErrorKind::Limit])
    .sends(2, 2)
    .note("the items of the first page came");

#[api_tests::test]
async fn f117_page_again() {
    for method in BOTH {
        let server = serving(|_| json!({ "items": [PAYLOAD.0], "page": 1, "pages": 9 }));
        let (count, result) = all(numbers(&server, method)).await;
        checked(F117, &result);
        assert_eq!((count, server.requests().len()), (1, 2));
    }
}

const F118: Row = row!(f118_circle, "cursors that go round in a circle")
    .fails(&[ErrorKind::Limit])
    .note("one request for each page of the circle");

#[api_tests::test]
async fn f118_circle() {
    for method in BOTH {
        let server = serving(|after| {
            let at: u64 =
                after.map_or(0, |after| after.trim_start_matches(PAYLOAD.0).parse().unwrap());
            json!({ "items": [PAYLOAD.0], "next": format!("{}{}", PAYLOAD.0, at % 7 + 1) })
        });
        let (count, result) = all(chain(&server, method)).await;
        checked(F118, &result);
        assert_eq!((count, server.requests().len()), (8, 8));
    }
}

const F119: Row = row!(f119_empty_for_ever, "empty pages, each with a cursor to the next")
    .fails(&[ErrorKind::Limit])
    .sends(100, 100)
    .note("100 in a row are enough");

#[api_tests::test]
async fn f119_empty_for_ever() {
    for method in BOTH {
        let server = serving(|after| {
            let at: u64 = after.map_or(0, |after| after.parse().unwrap());
            json!({ "items": [], "next": (at + 1).to_string() })
        });
        let (count, result) = all(chain(&server, method)).await;
        checked(F119, &result);
        assert_eq!((count, server.requests().len()), (0, 100));
    }
}

const F120: Row = row!(f120_shrunk, "a list that shrinks while it is read")
    .succeeds()
    .note("it ends; a last page that is sent again for one that is gone is left out");

#[api_tests::test]
async fn f120_shrunk() {
    for method in BOTH {
        for clamped in [false, true] {
            let server = serving(move |page| match page.as_deref() {
                None => json!({ "items": [PAYLOAD.0], "page": 1, "pages": 3 }),
                Some("2") => json!({ "items": [PAYLOAD.0], "page": 2, "pages": 3 }),
                Some(_) if clamped => json!({ "items": [PAYLOAD.0], "page": 2, "pages": 2 }),
                Some(_) => json!({ "items": [], "page": 3, "pages": 2 }),
            });
            let (count, result) = all(numbers(&server, method)).await;
            checked(F120, &result);
            assert_eq!((count, server.requests().len()), (2, 3));
        }
    }
}

const F121: Row = row!(f121_page_that_fails, "a page in the middle that fails")
    .fails(&[ErrorKind::Status])
    .note("polled again, the stream asks for the same page again");

#[api_tests::test]
async fn f121_page_that_fails() {
    for method in BOTH {
        let failures = Arc::new(AtomicUsize::new(0));
        let failed = failures.clone();
        let server = Server::responding(move |request| match cursor(request) {
            Some(_) if failed.fetch_add(1, Ordering::Relaxed) == 0 => response(400, &[], PAYLOAD.0),
            page => {
                let page: u64 = page.map_or(1, |page| page.parse().unwrap());
                let data = json!({ "items": [PAYLOAD.0], "page": page, "pages": 2 });
                json(200, json!({ "code": 0, "data": data }).to_string())
            }
        });
        let mut items = numbers(&server, method);
        items.next().await.unwrap().unwrap();
        let result = items.next().await.unwrap().map(|_| ());
        checked(F121, &result);
        assert_eq!(items.next().await.unwrap().unwrap(), PAYLOAD.0);
        assert!(items.next().await.is_none());
        assert_eq!(server.requests().len(), 3);
    }
}

const F122: Row = row!(f122_elsewhere, "a next URL that leads to another origin")
    .succeeds()
    .note("no credentials, secret headers or keys go there");

#[api_tests::test]
async fn f122_elsewhere() {
    let other = serving(|_| json!({ "items": [PAYLOAD.0] }));
    let next = format!("{}/x", other.base());
    let server = serving(move |_| json!({ "items": [PAYLOAD.0], "next": next }));
    let call = shelves(&server).links(PATH.0, None, QUERY.0).header("X-Pin", HEADER.0);
    let (count, result) = all(call.items()).await;
    checked(F122, &result);
    assert_eq!(count, 2);
    let head = other.request().head().to_owned();
    for secret in crate::calls::SECRETS.iter().filter(|secret| secret.0 != HEADER.0) {
        secret.absent_from("the request", &head);
    }
    assert!(other.request().header("x-pin").is_empty());
    assert!(other.request().header("authorization").is_empty());
}

const F123: Row = row!(
    f123_next_to_nowhere,
    "a next URL of `file:`, `javascript:`, `http:` to another machine, with a user, or none at all"
)
.fails(&[ErrorKind::Build])
.sends(1, 1)
.note("the items before it came");

#[api_tests::test]
async fn f123_next_to_nowhere() {
    for next in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://example.com/",
        "http://a:b@127.0.0.1/",
        "http://[::1",
        "/a b",
    ] {
        let server = serving(move |_| json!({ "items": [PAYLOAD.0], "next": next }));
        let (count, result) = all(shelves(&server).links(PATH.0, None, QUERY.0).items()).await;
        checked(F123, &result);
        assert_eq!((count, server.requests().len()), (1, 1), "{next}");
    }
}

const F124: Row = row!(f124_urls_in_a_circle, "next URLs that lead back to a page that came")
    .fails(&[ErrorKind::Limit])
    .note("one request for each page of the circle");

#[api_tests::test]
async fn f124_urls_in_a_circle() {
    let server = Server::responding(|request| {
        let at = request.target().strip_prefix("/at/").map_or(0, |at| at.parse::<u64>().unwrap());
        let data = json!({ "items": [PAYLOAD.0], "next": format!("/at/{}", at % 3 + 1) });
        json(200, json!({ "code": 0, "data": data }).to_string())
    });
    let (count, result) = all(shelves(&server).links(PATH.0, None, QUERY.0).items()).await;
    checked(F124, &result);
    assert_eq!((count, server.requests().len()), (4, 4));
}
