//! Page numbers, offsets, and pages until a short one.

use api_core::{Paginated, Result, api};
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
struct Totalled {
    #[page(items)]
    items: Vec<u64>,
    #[page(number)]
    page: Option<u64>,
    #[page(total)]
    total: u64,
}

#[derive(Debug, Deserialize, Paginated)]
struct Sized {
    #[page(items)]
    items: Vec<u64>,
    #[page(total)]
    total: u64,
    #[page(size)]
    per_page: u64,
}

/// Everything else is in a struct of its own.
#[derive(Debug, Deserialize, Paginated)]
struct Nested {
    #[page(items)]
    data: Vec<u64>,
    #[page(number = "page", last = "page_total")]
    meta: Option<Meta>,
}

#[derive(Debug, Deserialize)]
struct Meta {
    page: u32,
    page_total: u32,
}

/// The same, said on the struct, two levels down.
#[derive(Debug, Deserialize, Paginated)]
#[page(number = "meta.position.page", last = "meta.position.page_total")]
struct Deep {
    #[page(items)]
    data: Vec<u64>,
    meta: Option<Position>,
}

#[derive(Debug, Deserialize)]
struct Position {
    position: Meta,
}

/// The same, flattened.
#[derive(Debug, Deserialize, Paginated)]
struct Flat {
    #[page(items)]
    data: Vec<u64>,
    #[serde(flatten)]
    #[page(number = "page", last = "page_total")]
    meta: Meta,
}

/// A page inside of another object.
#[derive(Debug, Deserialize, Paginated)]
struct Outer {
    #[page(inner)]
    listing: Numbered,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(until_short)]
struct Short {
    items: Vec<u64>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(until_short = 2)]
struct ShortOfTwo(Vec<u64>);

#[derive(Debug, Deserialize, Paginated)]
#[page(offset)]
struct Offset {
    #[page(items)]
    items: Vec<u64>,
    #[page(total)]
    total: Option<u64>,
}

#[derive(Debug, Deserialize, Paginated)]
struct SentOffset {
    #[page(items)]
    items: Vec<u64>,
    #[page(offset)]
    start: u64,
    #[page(more)]
    has_more: bool,
}

/// Pages that are counted from zero.
#[derive(Debug, Deserialize, Paginated)]
#[page(until_short, first = 0)]
struct FromZero {
    items: Vec<u64>,
}

#[api]
trait Lists {
    #[endpoint(GET, "/numbered")]
    async fn numbered(&self, #[cursor] page: Option<u32>, size: u32) -> Result<Numbered>;
    #[endpoint(GET, "/numbered", overload)]
    async fn required(&self, size: u32, #[cursor] page: u64) -> Result<Numbered>;
    #[endpoint(GET, "/totalled")]
    async fn totalled(&self, #[cursor] page: Option<u8>) -> Result<Totalled>;
    #[endpoint(GET, "/sized")]
    async fn sized(&self, #[cursor] page: Option<u64>) -> Result<Sized>;
    #[endpoint(GET, "/nested")]
    async fn nested(&self, #[cursor] page: Option<usize>) -> Result<Nested>;
    #[endpoint(GET, "/deep")]
    async fn deep(&self, #[cursor] page: Option<i64>) -> Result<Deep>;
    #[endpoint(GET, "/flat")]
    async fn flat(&self, #[cursor] page: Option<u32>) -> Result<Flat>;
    #[endpoint(GET, "/outer")]
    async fn outer(&self, #[cursor] page: Option<u32>) -> Result<Outer>;
    #[endpoint(GET, "/short")]
    async fn short(&self, #[cursor] page: Option<u32>) -> Result<Short>;
    #[endpoint(GET, "/two")]
    async fn two(&self, #[cursor] page: Option<u32>) -> Result<ShortOfTwo>;
    #[endpoint(GET, "/offset")]
    async fn offset(&self, #[cursor] skip: Option<u64>, total: Option<bool>) -> Result<Offset>;
    #[endpoint(GET, "/sent-offset")]
    async fn sent_offset(&self, #[cursor] skip: Option<u64>) -> Result<SentOffset>;
    #[endpoint(GET, "/zero")]
    async fn from_zero(&self, #[cursor] page: Option<u32>) -> Result<FromZero>;
}

#[api_tests::test]
async fn page_numbers_go_on_to_the_last() {
    let server = server(|request| {
        let page = number(request, "page").unwrap_or(1);
        json!({ "items": slice(page, 3, 8), "page": page, "pages": 3 })
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.numbered(None, 3).items()).await, slice(1, 8, 8));
    assert_eq!(
        targets(&server),
        ["/numbered?size=3", "/numbered?page=2&size=3", "/numbered?page=3&size=3"]
    );
    _ = server.take_requests();
    assert_eq!(whole(lists.required(3, 2).items()).await, [4, 5, 6, 7, 8]);
    assert_eq!(targets(&server), ["/numbered?size=3&page=2", "/numbered?size=3&page=3"]);
    // One page is one page.
    _ = server.take_requests();
    assert_eq!(lists.numbered(Some(2), 3).await.unwrap().items, [4, 5, 6]);
    assert_eq!(targets(&server), ["/numbered?page=2&size=3"]);
}

#[api_tests::test]
async fn a_total_is_enough() {
    let server = server(|request| {
        let page = number(request, "page").unwrap_or(1);
        json!({ "items": slice(page, 3, 9), "page": page, "total": 9, "per_page": 3 })
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.totalled(None).items()).await, slice(1, 9, 9));
    assert_eq!(server.take_requests().len(), 3);
    assert_eq!(whole(lists.sized(None).items()).await, slice(1, 9, 9));
    assert_eq!(server.take_requests().len(), 3);
    // From a page in the middle on, the size tells what a count of items cannot.
    assert_eq!(whole(lists.sized(Some(3)).items()).await, [7, 8, 9]);
    assert_eq!(server.take_requests().len(), 1);
    assert_eq!(whole(lists.totalled(Some(3)).items()).await, [7, 8, 9]);
    assert_eq!(server.take_requests().len(), 2);
}

#[api_tests::test]
async fn the_position_may_be_anywhere_in_the_page() {
    let server = server(|request| {
        let page = number(request, "page").unwrap_or(1);
        let meta = json!({ "page": page, "page_total": 2 });
        match request.target().split('?').next().unwrap() {
            "/nested" => json!({ "data": slice(page, 2, 4), "meta": meta }),
            "/deep" => json!({ "data": slice(page, 2, 4), "meta": { "position": meta } }),
            "/flat" => json!({ "data": slice(page, 2, 4), "page": page, "page_total": 2 }),
            _ => json!({ "listing": { "items": slice(page, 2, 4), "page": page, "pages": 2 } }),
        }
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.nested(None).items()).await, [1, 2, 3, 4]);
    assert_eq!(whole(lists.deep(None).items()).await, [1, 2, 3, 4]);
    assert_eq!(whole(lists.flat(None).items()).await, [1, 2, 3, 4]);
    assert_eq!(whole(lists.outer(None).items()).await, [1, 2, 3, 4]);
    assert_eq!(server.requests().len(), 8);
}

#[api_tests::test]
async fn a_position_that_is_left_out_goes_on_to_an_empty_page() {
    let server = server(|request| {
        let page = number(request, "page").unwrap_or(1);
        json!({ "data": slice(page, 2, 5) })
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.nested(None).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(server.requests().len(), 4);
}

#[api_tests::test]
async fn a_short_page_is_the_last() {
    let server = server(|request| {
        let page = number(request, "page").unwrap_or(1);
        match request.target().split('?').next().unwrap() {
            "/two" => json!(slice(page, 2, 5)),
            "/zero" => json!({ "items": slice(number(request, "page").unwrap_or(0) + 1, 2, 5) }),
            _ => json!({ "items": slice(page, 2, 5) }),
        }
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.short(None).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(targets(&server), ["/short", "/short?page=2", "/short?page=3"]);
    _ = server.take_requests();
    assert_eq!(whole(lists.two(None).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(targets(&server), ["/two", "/two?page=2", "/two?page=3"]);
    // Where the size of a full page is declared, a short first page is the last, too.
    _ = server.take_requests();
    assert_eq!(whole(lists.two(Some(3)).items()).await, [5]);
    assert_eq!(server.take_requests().len(), 1);
    assert_eq!(whole(lists.from_zero(None).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(targets(&server), ["/zero", "/zero?page=1", "/zero?page=2"]);
}

#[api_tests::test]
async fn an_empty_page_is_the_last() {
    let server = server(|request| {
        let page = number(request, "page").unwrap_or(1);
        json!({ "items": slice(page, 2, 4) })
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.short(None).items()).await, [1, 2, 3, 4]);
    assert_eq!(server.requests().len(), 3);
}

#[api_tests::test]
async fn offsets_count_the_items() {
    let server = server(|request| {
        let skip = number(request, "skip").unwrap_or(0);
        let items: Vec<u64> = (skip + 1..=5).take(2).collect();
        let total = query(request, "total").map(|_| 5);
        json!({ "items": items, "total": total, "start": skip, "has_more": skip + 2 < 5 })
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.offset(None, Some(true)).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(
        targets(&server),
        ["/offset?total=true", "/offset?skip=2&total=true", "/offset?skip=4&total=true"]
    );
    _ = server.take_requests();
    assert_eq!(whole(lists.offset(Some(1), None).items()).await, [2, 3, 4, 5]);
    assert_eq!(targets(&server), ["/offset?skip=1", "/offset?skip=3", "/offset?skip=5"]);
    _ = server.take_requests();
    assert_eq!(whole(lists.sent_offset(None).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(targets(&server), ["/sent-offset", "/sent-offset?skip=2", "/sent-offset?skip=4"]);
}
