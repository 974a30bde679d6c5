//! Pages that say that more follow, and have nothing to ask for them with.

use api_core::{Error, ErrorKind, Paginated, Result, api};
use serde::Deserialize;
use serde_json::json;

use crate::support::*;

#[derive(Debug, Deserialize, Paginated)]
struct MoreTexts {
    #[page(items)]
    items: Vec<u64>,
    #[page(more)]
    more: Option<bool>,
    #[page(next)]
    next: Option<String>,
}

#[derive(Debug, Deserialize, Paginated)]
struct MoreUrls {
    #[page(items)]
    items: Vec<u64>,
    #[page(more)]
    more: Option<bool>,
    #[page(next_url)]
    next: Option<String>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(link)]
struct MoreLinks {
    #[page(items)]
    items: Vec<u64>,
    #[page(more)]
    more: Option<bool>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(offset)]
struct MoreOffset {
    #[page(items)]
    items: Vec<u64>,
    #[page(more)]
    more: Option<bool>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(last_key = "id")]
struct MoreKeys<T> {
    #[page(items)]
    items: Vec<T>,
    #[page(more)]
    more: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct Item {
    #[serde(rename = "id")]
    _id: u64,
}

#[api]
trait Lists {
    #[endpoint(GET, "/more")]
    async fn more_texts(&self, #[cursor] cursor: Option<&str>) -> Result<MoreTexts>;
    #[endpoint(GET, "/more", overload)]
    async fn more_urls(&self, #[cursor] page: Option<u32>) -> Result<MoreUrls>;
    #[endpoint(GET, "/more", overload)]
    async fn more_links(&self, #[cursor] page: Option<u32>) -> Result<MoreLinks>;
    #[endpoint(GET, "/more", overload)]
    async fn more_offset(&self, #[cursor] skip: Option<u32>) -> Result<MoreOffset>;
    #[endpoint(GET, "/more", overload)]
    async fn more_keys(&self, #[cursor] after: Option<u64>) -> Result<MoreKeys<Item>>;
}

/// A page says that more follow, and nothing that asks for them: the rest is not taken for nothing.
#[api_tests::test]
async fn more_pages_that_nothing_asks_for() {
    #[track_caller]
    fn fails((items, error): (Vec<u64>, Option<Error>), words: &str) {
        let error = error.expect("the list does not end well");
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert_eq!(
            said(&error),
            format!("the page says that more follow, and {words} to ask for them with")
        );
        assert_eq!(items, [1]);
    }
    for more in [true, false] {
        let server = server(move |_| json!({ "items": [1], "more": more }));
        let lists = ListsClient::new(client(&server));
        if more {
            fails(all(lists.more_texts(None).items()).await, "has no cursor");
            fails(all(lists.more_urls(None).items()).await, "has no URL");
            fails(all(lists.more_links(None).items()).await, "came without a `Link`");
        } else {
            assert_eq!(whole(lists.more_texts(None).items()).await, [1]);
            assert_eq!(whole(lists.more_urls(None).items()).await, [1]);
            assert_eq!(whole(lists.more_links(None).items()).await, [1]);
        }
    }
    // Without an item, the next page would be asked for as this one was.
    let server = server(|request| match request.target() {
        "/more" => json!({ "items": [{ "id": 1 }], "more": true }),
        "/more?skip=0" => json!({ "items": [1], "more": true }),
        _ => json!({ "items": [], "more": true }),
    });
    let lists = ListsClient::new(client(&server));
    let (items, error) = all(lists.more_offset(Some(0)).items()).await;
    assert_eq!(items, [1]);
    at_the_empty_page(error);
    let (items, error) = all(lists.more_keys(None).items()).await;
    assert_eq!(items.len(), 1);
    at_the_empty_page(error);
}

#[track_caller]
fn at_the_empty_page(error: Option<Error>) {
    let error = error.expect("the list does not end well");
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    let words = "page 2 says that more follow, and is empty: the page behind it is page 2 again";
    assert_eq!(said(&error), words);
}
