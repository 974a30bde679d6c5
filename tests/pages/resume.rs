//! A place in a list as a text that can be stored, and what resumes there.

use api_core::{ErrorKind, Paginated, Result, api};
use api_tests::Server;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::json;

use crate::support::*;

#[derive(Debug, Deserialize, Paginated)]
struct Page {
    #[page(items)]
    items: Vec<u64>,
    #[page(number)]
    page: u32,
    #[page(total)]
    total: u64,
}

#[derive(Debug, Deserialize, Paginated)]
struct Texts {
    #[page(items)]
    items: Vec<u64>,
    #[page(next)]
    next: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Event {
    at: f64,
}

#[api]
trait Lists {
    #[endpoint(GET, "/numbers")]
    async fn numbers(&self, #[cursor] page: Option<u32>) -> Result<Page>;
    #[endpoint(GET, "/texts")]
    async fn texts(&self, #[cursor] cursor: Option<&str>) -> Result<Texts>;
    #[endpoint(GET, "/floats", page(last_key = "at"))]
    async fn floats(&self, #[cursor] after: Option<f64>) -> Result<Vec<Event>>;
    #[endpoint(GET, "/links", page(link))]
    async fn links(&self, #[cursor] page: Option<u32>) -> Result<Vec<u64>>;
}

/// A list of so many numbers, three on a page, in each of the ways.
fn list(total: u64) -> Server {
    Server::responding(move |request| {
        let cursor = query(request, "cursor").and_then(|it| it.strip_prefix(";p=")?.parse().ok());
        let page = number(request, "page").or(cursor).unwrap_or(1);
        let (items, more) = (slice(page, 3, total), page * 3 < total);
        let link = format!("<?page={}>; rel={}", page + 1, if more { "next" } else { "none" });
        let next = more.then(|| format!(";p={}", page + 1));
        let body = match request.target().starts_with("/links") {
            true => json!(items),
            false => json!({ "items": items, "page": page, "total": total, "next": next }),
        };
        let headers = [("Content-Type", "application/json"), ("Link", link.as_str())];
        api_tests::response(200, &headers, body.to_string())
    })
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Numbers,
    Texts,
    Links,
}

fn items(lists: &ListsClient, way: Way) -> api_core::Items<'static, u64> {
    match way {
        Way::Numbers => lists.numbers(None).items(),
        Way::Texts => lists.texts(None).items(),
        Way::Links => lists.links(None).items(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Stopped after any number of items, again and again, a list comes whole.
    #[api_tests::test]
    fn a_list_comes_whole_in_any_pieces(
        total in 0..20_u64,
        pieces in prop::collection::vec(0..8_usize, 0..6),
        ahead in 0..3_usize,
        way in prop_oneof![Just(Way::Numbers), Just(Way::Texts), Just(Way::Links)],
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let all = runtime.block_on(async {
            let server = list(total);
            let lists = ListsClient::new(client(&server));
            let mut all = Vec::new();
            let mut stored = items(&lists, way).cursor();
            for piece in pieces {
                let mut some = items(&lists, way).prefetch(ahead).resume(&stored);
                for _ in 0..piece {
                    if let Some(item) = some.next().await {
                        all.push(item.unwrap());
                    }
                }
                stored = some.cursor();
                assert!(stored.len() < 64, "{stored}");
            }
            all.extend(whole(items(&lists, way).resume(stored)).await);
            all
        });
        prop_assert_eq!(all, (1..=total).collect::<Vec<_>>());
    }
}

#[api_tests::test]
async fn a_place_in_the_middle_of_a_page_asks_for_that_page_alone() {
    let server = list(9);
    let lists = ListsClient::new(client(&server));
    let mut first = lists.texts(None).items();
    for _ in 0..5 {
        first.next().await.unwrap().unwrap();
    }
    let stored: String = first.cursor();
    drop(first);
    _ = server.take_requests();
    assert_eq!(whole(lists.texts(None).items().resume(&stored)).await, [6, 7, 8, 9]);
    assert_eq!(targets(&server), ["/texts?cursor=%3Bp%3D2", "/texts?cursor=%3Bp%3D3"]);
}

/// Sent back or on, a stream drops what it had at hand, and the pages that it was at are no circle.
#[api_tests::test]
async fn a_used_stream_resumes_as_a_new_one() {
    let server = list(7);
    let lists = ListsClient::new(client(&server));
    for way in [Way::Numbers, Way::Texts, Way::Links] {
        for ahead in [0, 2] {
            for taken in 0..=7 {
                let mut used = items(&lists, way).prefetch(ahead);
                let start = used.cursor();
                for _ in 0..taken {
                    used.next().await.unwrap().unwrap();
                }
                let place = used.cursor();
                let left: Vec<_> = (taken + 1..=7).collect();
                let mut used = used.resume(&place);
                assert_eq!(used.cursor(), place);
                while used.next().await.is_some() {}
                assert!(used.next().await.is_none());
                let used = used.resume(&place).max_items(20);
                assert_eq!(whole(used).await, left, "{way:?} {ahead} {taken}");
                let mut used = items(&lists, way).max_items(5).prefetch(ahead);
                for _ in 0..taken {
                    used.next().await;
                }
                assert_eq!(whole(used.resume(&start)).await, [1, 2, 3, 4, 5]);
            }
        }
    }
    let mut pages = lists.texts(None).pages();
    let start = pages.cursor();
    while pages.next().await.is_some() {}
    let again: Vec<Texts> = pages.resume(start).try_collect().await.unwrap();
    assert_eq!(again.len(), 3);
    // A text that is none drops the page at hand, too.
    let mut used = lists.texts(None).items();
    used.next().await.unwrap().unwrap();
    let mut used = used.resume("x");
    assert_eq!(used.next().await.unwrap().unwrap_err().kind(), ErrorKind::Build);
    assert!(used.next().await.is_none());
}

/// A time as a number with a fraction is stored to its last digit.
#[api_tests::test]
async fn a_number_with_a_fraction_is_stored_as_it_is() {
    let at = |n: u64| 1_700_000_000.0 + n as f64 / 997.0;
    let server = server(move |request| match query(request, "after") {
        None => json!([{ "at": at(1) }]),
        Some(_) => json!([]),
    });
    let lists = ListsClient::new(client(&server));
    for n in 1..=50 {
        let stored = format!("1;0;1;={}", json!(at(n)));
        let items = lists.floats(None).items().resume(&stored);
        assert_eq!(items.cursor(), stored);
        assert!(whole(items).await.is_empty());
        let asked = query(&server.take_requests()[0], "after").unwrap();
        assert_eq!(asked.parse::<f64>().unwrap().to_bits(), at(n).to_bits());
    }
    let mut items = lists.floats(None).items();
    let first = items.next().await.unwrap().unwrap();
    assert!(items.cursor().ends_with(&json!(first.at).to_string()));
}

#[api_tests::test]
async fn a_list_that_ended_stays_so() {
    let server = list(3);
    let lists = ListsClient::new(client(&server));
    let mut items = lists.texts(None).items();
    while items.next().await.is_some() {}
    let stored = items.cursor();
    _ = server.take_requests();
    assert!(whole(lists.texts(None).items().resume(stored)).await.is_empty());
    assert!(server.requests().is_empty());
}

#[api_tests::test]
async fn limits_end_a_stream_and_not_its_place() {
    let server = list(9);
    let lists = ListsClient::new(client(&server));
    let mut items = lists.numbers(None).items().max_items(4);
    while items.next().await.is_some() {}
    assert_eq!(whole(lists.numbers(None).items().resume(items.cursor())).await, [5, 6, 7, 8, 9]);
    let mut pages = lists.numbers(None).pages().max_pages(1);
    while pages.next().await.is_some() {}
    let rest: Vec<Page> =
        lists.numbers(None).pages().resume(pages.cursor()).try_collect().await.unwrap();
    assert_eq!(rest.iter().map(|page| page.page).collect::<Vec<_>>(), [2, 3]);
}

#[api_tests::test]
async fn after_an_error_the_place_is_that_of_the_page_that_failed() {
    let server = list(9);
    let lists = ListsClient::new(client(&server));
    let mut items = lists.numbers(None).items();
    for _ in 0..3 {
        items.next().await.unwrap().unwrap();
    }
    drop(server);
    assert!(items.next().await.unwrap().is_err());
    let stored = items.cursor();
    let server = list(9);
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.numbers(None).items().resume(stored)).await, [4, 5, 6, 7, 8, 9]);
}

#[api_tests::test]
async fn any_other_text_is_an_error() {
    let server = list(9);
    let lists = ListsClient::new(client(&server));
    for text in ["", "x", "1;0;0", "2;0;0;-", "1;-1;0;-", "1;0;0;=", "1;0;0;={", "1;0;0;?"] {
        let mut items = lists.numbers(None).items().resume(text);
        let error = items.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build, "{text}");
        assert!(items.next().await.is_none());
    }
    assert!(server.requests().is_empty());
    // A stored URL is followed by the same rules as one of the server's.
    let (_, error) = all(lists.numbers(None).items().resume("1;0;0;~file:///etc/passwd")).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Build);
}
