//! Pages that come again with something else around their items: a number of the request, a time, a new
//! cursor. Servers that do not know the parameter of the cursor send such pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use api_core::{Body, Client, Envelope, Error, ErrorKind, Paginated, Response, Result, api, http};
use api_tests::Server;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::*;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(until_short)]
#[serde(rename_all = "camelCase")]
struct Short<T> {
    #[page(items)]
    #[serde(alias = "rows")]
    all_items: Vec<T>,
}

#[derive(Debug, Deserialize, Paginated)]
struct Nested {
    #[page(inner)]
    listing: Flat,
}

#[derive(Debug, Deserialize, Paginated)]
struct Flat {
    #[page(inner)]
    #[serde(flatten)]
    short: Short<u64>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(offset)]
struct Offset {
    #[page(items)]
    rows: Option<Vec<u64>>,
}

#[derive(Debug, Deserialize, Paginated)]
struct Texts {
    #[page(items)]
    rows: Vec<u64>,
    #[page(next)]
    next: String,
}

#[api(envelope = Wrapped)]
trait Lists: Send + Sync {
    #[endpoint(GET, "/short")]
    async fn short(&self, #[cursor] page: Option<u32>) -> Result<Short<u64>>;
    #[endpoint(GET, "/short", overload)]
    async fn with_head(&self, #[cursor] page: Option<u32>) -> Result<Response<Option<Short<u64>>>>;
    #[endpoint(GET, "/short", overload, page(until_short))]
    async fn bare(&self, #[cursor] page: Option<u32>) -> Result<Vec<u64>>;
    #[endpoint(GET, "/nested")]
    async fn nested(&self, #[cursor] page: Option<u32>) -> Result<Nested>;
    #[endpoint(GET, "/offset")]
    async fn offset(&self, #[cursor] skip: Option<u32>) -> Result<Offset>;
    #[endpoint(GET, "/texts")]
    async fn texts(&self, #[cursor] cursor: Option<&str>) -> Result<Texts>;
}

/// A server that counts its requests in its responses, before and behind the items of a page.
fn counting(page: impl Fn(u64) -> Value + Send + Sync + 'static) -> Server {
    let count = AtomicU64::new(1);
    server(move |_| {
        let count = count.fetch_add(1, Ordering::Relaxed);
        json!({ "code": 0, "a": format!("request {count}"), "data": page(count), "took": count })
    })
}

#[track_caller]
fn comes_again((items, error): (Vec<u64>, Option<Error>)) {
    let error = error.expect("the list does not end well");
    assert_eq!((error.kind(), said(&error)), (ErrorKind::Limit, "page 2 is page 1 again".into()));
    assert_eq!(items, [7, 8]);
}

#[api_tests::test]
async fn a_page_is_known_by_its_items() {
    let siblings = |n| json!({ "aaa": n, "allItems": [7, 8], "rest": { "at": n } });
    let server = counting(siblings);
    let lists = ListsClient::new(client(&server));
    comes_again(all(lists.short(None).items()).await);
    comes_again(all(lists.short(None).items().prefetch(3)).await);
    comes_again(all(lists.with_head(None).items()).await);
    let object: Arc<dyn Lists> = Arc::new(lists);
    comes_again(all(api_core::pages(|page| object.short(page)).items()).await);
    comes_again(all(api_core::pages(|page| object.with_head(page)).items()).await);

    let server = counting(|n| json!({ "allItems": [n], "listing": { "a": n, "rows": [7, 8] } }));
    comes_again(all(ListsClient::new(client(&server)).nested(None).items()).await);
    let server = counting(|n| json!({ "at": n, "rows": [7, 8] }));
    comes_again(all(ListsClient::new(client(&server)).offset(None).items()).await);
    let server = counting(|_| json!([7, 8]));
    comes_again(all(ListsClient::new(client(&server)).bare(None).items()).await);
    assert_eq!(server.requests().len(), 2);
}

/// Pages that begin or end alike, and those that are alike and not one behind the other.
#[api_tests::test]
async fn pages_that_are_nearly_alike_are_followed() {
    let pages: [fn(u64) -> Value; 4] = [
        |n| json!([1, 1, n]),
        |n| json!([n, 1, 1]),
        |n| json!(vec![1; n as usize]),
        |n| json!([n % 2, 1 - n % 2]),
    ];
    for page in pages {
        let server = counting(move |n| match n {
            1..=5 => json!({ "allItems": page(n) }),
            _ => json!({ "allItems": [] }),
        });
        whole(ListsClient::new(client(&server)).short(None).items()).await;
        assert_eq!(server.requests().len(), 6);
    }
}

/// The cursor is new each time, so it proves nothing. Many pages in a row may be alike, and not all. Without a
/// socket: it takes some time to be sure.
#[tokio::test]
async fn new_cursors_on_the_same_page_end_it() {
    for (pages, ends) in [(u64::MAX, false), (15_000, true)] {
        let count = Arc::new(AtomicU64::new(1));
        let transport = tower::service_fn(move |_: http::Request<Body>| {
            let n = count.fetch_add(1, Ordering::Relaxed);
            let next = if n < pages { format!("c{n}") } else { String::new() };
            let page = json!({ "code": 0, "data": { "rows": [7], "next": next }, "took": n });
            let response = http::Response::new(Body::from(page.to_string()));
            async { Ok::<_, std::io::Error>(response) }
        });
        let client = Client::builder("http://localhost").transport(transport).build().unwrap();
        let (items, error) = all(ListsClient::new(client).texts(None).items()).await;
        if ends {
            assert!(error.is_none());
            assert_eq!(items.len(), 15_000);
        } else {
            let error = error.expect("the list does not end well");
            assert_eq!(error.kind(), ErrorKind::Limit);
            assert_eq!(said(&error), "20000 pages in a row had the same items, up to page 20000");
            assert_eq!(items.len(), 20_000);
        }
    }
}
