//! The limits of the streams, and the options of the call on every page. How pages flow is in `flow.rs`.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use api_core::{Credentials, Endpoint, ErrorKind, Paginated, Result, Retry, api};
use api_tests::{Request, Server, json as json_response};
use serde::Deserialize;
use serde_json::json;
use tokio::time::{sleep, timeout};

use crate::support::*;

#[derive(Debug, Deserialize, Paginated)]
pub(crate) struct Page {
    #[page(items)]
    pub(crate) items: Vec<u64>,
    #[page(number)]
    pub(crate) page: u32,
    #[page(last)]
    pages: u32,
}

#[derive(Debug)]
struct Mine(api_core::Error);

impl From<api_core::Error> for Mine {
    fn from(error: api_core::Error) -> Self {
        Self(error)
    }
}

#[api(headers("X-Trait" = "t"), query("v" = "1"))]
pub(crate) trait Lists {
    #[endpoint(GET, "/list")]
    async fn list(&self, #[cursor] page: Option<u32>) -> Result<Page>;
    #[endpoint(GET, "/mine")]
    async fn mine(&self, #[cursor] page: Option<u32>) -> Result<Page, Mine>;
    #[endpoint(POST, "/keyed", idempotency_key)]
    async fn keyed(&self, #[cursor] page: Option<u32>) -> Result<Page>;
    #[endpoint(GET, "/{id}/list")]
    async fn of(&self, id: &str, #[cursor] page: Option<u32>) -> Result<Page>;
}

/// Four pages of two.
pub(crate) fn pages() -> Server {
    server(|request| {
        let body: Option<serde_json::Value> = serde_json::from_str(request.body()).ok();
        let in_body = body.and_then(|body| body.get("page")?.as_u64());
        let page = number(request, "page").or(in_body).unwrap_or(1);
        json!({ "items": slice(page, 2, 8), "page": page, "pages": 4 })
    })
}

#[api_tests::test]
async fn all_options_of_the_call_are_kept_on_every_page() {
    let server = pages();
    let lists = ListsClient::new(client(&server));
    let items = lists
        .list(None)
        .header("X-Call", "c")
        .query("extra", &7)
        .credentials(Credentials::bearer("call"))
        .timeout(Duration::from_secs(9))
        .items();
    assert_eq!(whole(items).await.len(), 8);
    let requests = server.take_requests();
    assert_eq!(requests.len(), 4);
    for (index, request) in requests.iter().enumerate() {
        assert_eq!(request.header("x-call"), ["c"]);
        assert_eq!(request.header("x-trait"), ["t"]);
        assert_eq!(request.header("authorization"), ["Bearer call"]);
        assert_eq!(number(request, "extra"), Some(7));
        assert_eq!(number(request, "v"), Some(1));
        assert_eq!(number(request, "page"), (index > 0).then_some(index as u64 + 1));
    }
    // A key is one per request: another page is another request.
    assert_eq!(whole(lists.keyed(None).items()).await.len(), 8);
    let keys: std::collections::HashSet<_> =
        server.take_requests().iter().map(|r| r.header("idempotency-key").pop().unwrap()).collect();
    assert_eq!(keys.len(), 4);
}

/// The keys and pages that a server got.
fn keys(server: &Server) -> Vec<(String, Option<u64>)> {
    let page = |request: &Request| {
        serde_json::from_str::<serde_json::Value>(request.body()).ok()?.get("page")?.as_u64()
    };
    let requests = server.take_requests();
    requests.iter().map(|it| (it.header("idempotency-key").concat(), page(it))).collect()
}

/// A server that knows the key of a request responds as it did before.
#[api_tests::test]
async fn a_key_of_the_call_names_each_page() {
    let server = pages();
    let lists = ListsClient::new(client(&server));
    let call = || lists.keyed(None).idempotency_key("order-7");
    assert_eq!(whole(call().items()).await.len(), 8);
    let all = keys(&server);
    assert_eq!(all[0], ("order-7".to_owned(), None));
    let mut names: Vec<_> = all.iter().map(|(key, _)| key.clone()).collect();
    assert!(names.iter().all(|key| key.starts_with("order-7")), "{names:?}");
    names.dedup();
    assert_eq!(names.len(), 4);
    // The same page has the same key, where it is asked for once more or resumed at.
    let mut items = call().items();
    for _ in 0..3 {
        items.next().await.unwrap().unwrap();
    }
    let place = items.cursor();
    keys(&server);
    assert_eq!(whole(call().items().resume(place)).await, [4, 5, 6, 7, 8]);
    assert_eq!(keys(&server), all[1..]);
}

#[api_tests::test]
async fn retries_are_those_of_the_call_on_every_page() {
    let count = Arc::new(AtomicUsize::new(0));
    let seen = count.clone();
    let server = Server::responding(move |request| {
        // Every second request fails.
        if seen.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) {
            return json_response(503, "{}");
        }
        let page = number(request, "page").unwrap_or(1);
        let body = json!({ "items": slice(page, 2, 4), "page": page, "pages": 2 });
        json_response(200, body.to_string())
    });
    let lists = ListsClient::new(client(&server));
    let retry = Retry::repeatable().attempts(2);
    assert_eq!(whole(lists.list(None).retry(retry).items()).await, [1, 2, 3, 4]);
    assert_eq!(count.load(Ordering::Relaxed), 4);
}

#[api_tests::test]
async fn pages_are_asked_for_as_they_are_needed() {
    let server = pages();
    let lists = ListsClient::new(client(&server));
    let mut items = lists.list(None).items();
    sleep(Duration::from_millis(50)).await;
    assert_eq!(server.requests().len(), 0);
    for n in 1..=8 {
        assert_eq!(items.next().await.unwrap().unwrap(), n);
        assert_eq!(server.requests().len() as u64, n.div_ceil(2));
    }
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 4);
}

#[api_tests::test]
async fn no_more_pages_or_items_than_are_wanted() {
    let server = pages();
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.list(None).items().max_pages(2)).await, [1, 2, 3, 4]);
    assert_eq!(server.take_requests().len(), 2);
    assert_eq!(whole(lists.list(None).items().max_items(3)).await, [1, 2, 3]);
    assert_eq!(server.take_requests().len(), 2);
    assert_eq!(whole(lists.list(None).items().max_items(4).prefetch(3)).await, [1, 2, 3, 4]);
    assert_eq!(server.take_requests().len(), 2);
    assert!(whole(lists.list(None).items().max_items(0)).await.is_empty());
    assert!(whole(lists.list(None).items().max_pages(0)).await.is_empty());
    assert_eq!(server.take_requests().len(), 0);
    let two: Vec<Page> = lists.list(None).pages().max_pages(2).try_collect().await.unwrap();
    assert_eq!(two.iter().map(|page| page.page).collect::<Vec<_>>(), [1, 2]);
    let three: Vec<Page> = lists.list(None).pages().max_items(5).try_collect().await.unwrap();
    assert_eq!(three.len(), 3);
}

/// A limit is one of the whole stream, whatever of it was used when the limit was set, and however the items
/// are spread over pages.
#[api_tests::test]
async fn a_limit_counts_what_was_handed_out() {
    for size in [1, 2, 3, 8] {
        let server = server(move |request| {
            let page = number(request, "page").unwrap_or(1);
            json!({ "items": slice(page, size, 8), "page": page, "pages": 8_u64.div_ceil(size) })
        });
        let lists = ListsClient::new(client(&server));
        for (limit, left) in
            [(0, vec![]), (3, vec![]), (4, vec![]), (6, vec![5, 6]), (99, vec![5, 6, 7, 8])]
        {
            let mut items = lists.list(None).items();
            for n in 1..=4 {
                assert_eq!(items.next().await.unwrap().unwrap(), n);
            }
            assert_eq!(whole(items.max_items(limit)).await, left, "{size} {limit}");
            // A limit that was reached may be raised.
            let mut items = lists.list(None).items().max_items(4);
            while items.next().await.is_some() {}
            assert_eq!(whole(items.max_items(limit)).await, left, "{size} {limit}");
        }
    }
}

#[api_tests::test]
async fn an_argument_that_cannot_be_sent_ends_it() {
    let server = pages();
    let mut items = ListsClient::new(client(&server)).of("..", None).items();
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build);
    assert!(error.to_string().contains("path parameter `id`"), "{error}");
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 0);
}

#[api_tests::test]
async fn errors_are_of_the_declared_type() {
    let server = server(|_| json!({ "items": [1], "page": 1, "pages": 2 }));
    let mut pages = ListsClient::new(client(&server)).mine(None).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().items, [1]);
    let Mine(error) = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert_eq!(error.endpoint().map(Endpoint::name), Some("mine"));
}

#[api_tests::test]
async fn nothing_wanted_is_nothing_asked_for() {
    let server = pages();
    let lists = ListsClient::new(client(&server));
    assert!(whole(lists.list(None).items().max_items(0)).await.is_empty());
    assert!(whole(lists.list(None).items().max_pages(0)).await.is_empty());
    assert!(whole(lists.list(None).items().max_items(0).prefetch(3)).await.is_empty());
    let none: Vec<Page> = lists.list(None).pages().max_items(0).try_collect().await.unwrap();
    assert!(none.is_empty());
    assert!(server.take_requests().is_empty());
    // Without any ahead of their time, they come as they are needed.
    let mut items = lists.list(None).items().prefetch(0);
    for n in 1..=3 {
        assert_eq!(items.next().await.unwrap().unwrap(), n);
    }
    assert_eq!(server.take_requests().len(), 2);
}

/// Whatever a stored text says, it is a page of this list, an error, or the end: never a panic, and never
/// without end.
#[api_tests::test]
async fn a_text_of_another_list_ends() {
    let server = pages();
    let lists = ListsClient::new(client(&server));
    for text in [
        "1;0;0;=\"abc\"",
        "1;0;0;={\"a\":{\"b\":[1]}}",
        "1;0;0;=null",
        "1;0;0;=[]",
        "1;0;0;=-1",
        "1;0;0;=1e300",
        "1;18446744073709551615;18446744073709551615;-",
        "1;0;0;~",
        "1;0;0;~file:///etc/passwd",
        "1;0;0;~http://user:hunter2@localhost/",
        "1;0;0;.",
    ] {
        let mut items = lists.list(None).items().resume(text).max_pages(10);
        let mut count = 0;
        while let Some(item) = timeout(Duration::from_secs(20), items.next()).await.unwrap() {
            count += 1;
            assert!(count < 100, "{text}");
            if item.is_err() && count > 3 {
                break;
            }
        }
        _ = server.take_requests();
    }
}
