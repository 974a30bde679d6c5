//! What must never go on for ever: it ends, or it ends with an error that names what repeats.

use api_core::{Error, ErrorKind, Paginated, Result, api};
use serde::Deserialize;
use serde_json::json;

use crate::support::*;

#[derive(Debug, Deserialize, Paginated)]
struct Numbered {
    #[page(items)]
    items: Vec<u64>,
    #[page(number)]
    page: u32,
    #[page(last)]
    pages: u32,
}

#[derive(Debug, Deserialize, Paginated)]
struct Texts {
    #[page(items)]
    items: Vec<u64>,
    #[page(next)]
    next: Option<String>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(until_short)]
struct Short {
    items: Vec<u64>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(offset)]
struct Offset {
    #[page(items)]
    items: Vec<u64>,
    #[page(total)]
    total: Option<u64>,
}

#[derive(Debug, Deserialize, Paginated)]
struct Totalled {
    #[page(items)]
    items: Vec<u64>,
    #[page(number)]
    page: u32,
    #[page(total)]
    total: u64,
}

#[api]
trait Lists {
    #[endpoint(GET, "/totalled")]
    async fn totalled(&self, #[cursor] page: Option<u32>) -> Result<Totalled>;
    #[endpoint(GET, "/numbered")]
    async fn numbered(&self, #[cursor] page: Option<u32>) -> Result<Numbered>;
    #[endpoint(GET, "/texts")]
    async fn texts(&self, #[cursor] cursor: Option<&str>) -> Result<Texts>;
    #[endpoint(GET, "/short")]
    async fn short(&self, #[cursor] page: Option<u32>) -> Result<Short>;
    #[endpoint(GET, "/offset")]
    async fn offset(&self, #[cursor] skip: Option<u32>) -> Result<Offset>;
    #[endpoint(GET, "/linked", page(link))]
    async fn linked(&self, #[cursor] page: Option<u32>) -> Result<Vec<u64>>;
    #[endpoint(GET, "/keyed", page(last_key = "id"))]
    async fn keyed(&self, #[cursor] after: Option<u64>) -> Result<Vec<Item>>;
}

#[derive(Debug, Deserialize)]
struct Item {
    id: u64,
}

/// Checks that a list ended with an error of the right kind, which says this.
#[track_caller]
fn repeats(error: Option<Error>, words: &str) {
    let error = error.expect("the list does not end well");
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert_eq!(said(&error), words);
    assert!(error.endpoint().is_some());
}

#[api_tests::test]
async fn a_server_that_ignores_the_page_number() {
    let server = server(|_| json!({ "items": [1, 2], "page": 1, "pages": 9 }));
    let lists = ListsClient::new(client(&server));
    let (items, error) = all(lists.numbered(None).items()).await;
    assert_eq!(items, [1, 2]);
    repeats(error, "page 2 was asked for, and page 1 came again");
    assert_eq!(server.take_requests().len(), 2);

    let (items, error) = all(lists.short(None).items()).await;
    assert_eq!(items, [1, 2]);
    repeats(error, "page 2 is page 1 again");
    assert_eq!(server.take_requests().len(), 2);

    let (items, error) = all(lists.offset(None).items()).await;
    assert_eq!(items, [1, 2]);
    repeats(error, "page 2 is page 1 again");
    assert_eq!(server.take_requests().len(), 2);
}

#[api_tests::test]
async fn a_cursor_that_stays() {
    let server = server(|_| json!({ "items": [1], "next": "S3KRET" }));
    let (items, error) = all(ListsClient::new(client(&server)).texts(None).items()).await;
    assert_eq!(items, [1, 1]);
    repeats(error, "the pages go round in a circle: the cursor behind page 2 is that of page 2");
    assert_eq!(server.requests().len(), 2);
}

#[api_tests::test]
async fn cursors_in_a_circle() {
    let server = server(|request| {
        let at = query(request, "cursor").map_or(0, |at| at.parse::<u64>().unwrap());
        json!({ "items": [at], "next": ((at % 5) + 1).to_string() })
    });
    let lists = ListsClient::new(client(&server));
    let (items, error) = all(lists.texts(None).items()).await;
    assert_eq!(items, [0, 1, 2, 3, 4, 5]);
    repeats(error, "the pages go round in a circle: the cursor behind page 6 is that of page 2");
    // And back to where the caller began.
    let (items, error) = all(lists.texts(Some("3")).items()).await;
    assert_eq!(items, [3, 4, 5, 1, 2]);
    repeats(error, "the pages go round in a circle: the cursor behind page 5 is that of page 1");
}

#[api_tests::test]
async fn a_circle_of_more_pages_than_are_remembered() {
    let server = server(|request| {
        let at = query(request, "cursor").map_or(0, |at| at.parse::<u64>().unwrap());
        json!({ "items": [at], "next": ((at + 1) % 1500).to_string() })
    });
    let (items, error) = all(ListsClient::new(client(&server)).texts(Some("0")).items()).await;
    assert!(items.len() < 4 * 1500, "{}", items.len());
    assert_eq!(error.unwrap().kind(), ErrorKind::Limit);
}

#[api_tests::test]
async fn empty_pages_for_ever() {
    let server = server(|request| {
        let page = number(request, "page").unwrap_or(1);
        let at = query(request, "cursor").map_or(0, |at| at.parse::<u64>().unwrap());
        json!({ "items": [], "next": (at + 1).to_string(), "page": page, "pages": 1_000_000 })
    });
    let lists = ListsClient::new(client(&server));
    let words = "100 pages in a row were empty, up to page 100";
    let (items, error) = all(lists.texts(None).items()).await;
    assert_eq!(items, [0_u64; 0]);
    repeats(error, words);
    assert_eq!(server.take_requests().len(), 100);
    let (_, error) = all(lists.numbered(None).items()).await;
    repeats(error, words);
    assert_eq!(server.take_requests().len(), 100);
}

#[api_tests::test]
async fn some_empty_pages_are_passed_over() {
    let server = server(|request| {
        let at = query(request, "cursor").map_or(0, |at| at.parse::<u64>().unwrap());
        let items = if at % 50 == 49 { vec![at] } else { vec![] };
        json!({ "items": items, "next": (at < 199).then(|| (at + 1).to_string()) })
    });
    let items = whole(ListsClient::new(client(&server)).texts(None).items()).await;
    assert_eq!(items, [49, 99, 149, 199]);
}

#[api_tests::test]
async fn a_list_that_shrinks() {
    // Page 3 is gone when it is asked for: empty, or the last page in its place.
    for clamped in [false, true] {
        let server = server(move |request| match number(request, "page").unwrap_or(1) {
            1 => json!({ "items": [1, 2], "page": 1, "pages": 3 }),
            2 => json!({ "items": [3, 4], "page": 2, "pages": 3 }),
            _ if clamped => json!({ "items": [3, 4], "page": 2, "pages": 2 }),
            _ => json!({ "items": [], "page": 3, "pages": 2 }),
        });
        let items = whole(ListsClient::new(client(&server)).numbered(None).items()).await;
        assert_eq!(items, [1, 2, 3, 4]);
        assert_eq!(server.requests().len(), 3);
    }
    let server = server(|request| match number(request, "skip").unwrap_or(0) {
        0 => json!({ "items": [1, 2], "total": 5 }),
        2 => json!({ "items": [3], "total": 3 }),
        _ => unreachable!(),
    });
    let items = whole(ListsClient::new(client(&server)).offset(None).items()).await;
    assert_eq!(items, [1, 2, 3]);
}

/// The total alone shrinks, from 6 to 4, and the server sends its last page for one that is gone.
#[api_tests::test]
async fn a_total_that_shrinks() {
    for clamped in [false, true] {
        let server = server(move |request| match number(request, "page").unwrap_or(1) {
            page @ (1 | 2) => json!({ "items": slice(page, 2, 6), "page": page, "total": 6 }),
            _ if clamped => json!({ "items": [3, 4], "page": 2, "total": 4 }),
            page => json!({ "items": [], "page": page, "total": 4 }),
        });
        let items = whole(ListsClient::new(client(&server)).totalled(None).items()).await;
        assert_eq!(items, [1, 2, 3, 4]);
        assert_eq!(server.requests().len(), 3);
    }
}

#[api_tests::test]
async fn a_list_that_grows_is_followed() {
    let server = server(|request| {
        let page = number(request, "page").unwrap_or(1);
        json!({ "items": [page], "page": page, "pages": (page + 1).min(20) })
    });
    let items = whole(ListsClient::new(client(&server)).numbered(None).items()).await;
    assert_eq!(items, (1..=20).collect::<Vec<_>>());
}

#[api_tests::test]
async fn links_in_a_circle() {
    let server = linking(|request| {
        let page = number(request, "page").unwrap_or(1);
        (format!("</linked?page={}>; rel=next", page % 3 + 1), json!([page]))
    });
    let (items, error) = all(ListsClient::new(client(&server)).linked(Some(1)).items()).await;
    assert_eq!(items, [1, 2, 3]);
    repeats(error, "the pages go round in a circle: the URL behind page 3 is that of page 1");
}

#[api_tests::test]
async fn a_link_to_the_same_page_under_other_names() {
    let server = linking(|request| {
        let n = number(request, "n").unwrap_or(0) + 1;
        (format!("<?n={n}>; rel=next"), json!([1, 2]))
    });
    let (items, error) = all(ListsClient::new(client(&server)).linked(None).items()).await;
    assert_eq!(items, [1, 2]);
    repeats(error, "page 2 is page 1 again");
}

#[api_tests::test]
async fn a_key_that_stays() {
    let server = server(|_| json!([{ "id": 1 }, { "id": 2 }]));
    let (items, error) = all(ListsClient::new(client(&server)).keyed(None).items()).await;
    assert_eq!(items.iter().map(|item| item.id).collect::<Vec<_>>(), [1, 2, 1, 2]);
    repeats(error, "the pages go round in a circle: the cursor behind page 2 is that of page 2");
}

#[api_tests::test]
async fn nothing_follows_such_an_error() {
    let server = server(|_| json!({ "items": [1], "next": "a" }));
    let mut items = ListsClient::new(client(&server)).texts(None).items();
    while items.next().await.unwrap().is_ok() {}
    assert!(items.next().await.is_none());
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}
