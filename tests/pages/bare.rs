//! Bare lists, whose endpoint says how they go on.

use api_core::{Response, Result, api};
use serde::Deserialize;
use serde_json::json;

use crate::support::*;

#[derive(Debug, Deserialize)]
struct User {
    id: Inner,
}

#[derive(Debug, Deserialize)]
struct Inner {
    number: u64,
}

#[api]
trait Lists {
    #[endpoint(GET, "/linked", page(link))]
    async fn linked(&self, #[cursor] page: Option<u32>) -> Result<Vec<u64>>;
    #[endpoint(GET, "/linked", overload, page(link))]
    async fn linked_with_head(&self, #[cursor] page: Option<u32>) -> Result<Response<Vec<u64>>>;
    #[endpoint(GET, "/short", page(until_short))]
    async fn short(&self, #[cursor] page: Option<u32>) -> Result<Vec<u64>>;
    #[endpoint(GET, "/short", overload, page(until_short = 2, first = 1))]
    async fn two(&self, #[cursor] page: Option<u32>) -> Result<Vec<u64>>;
    #[endpoint(GET, "/offset", page(offset))]
    async fn offset(&self, #[cursor] skip: Option<u32>) -> Result<Vec<u64>>;
    #[endpoint(GET, "/keyed", page(last_key = "id.number", until_short))]
    async fn keyed(&self, #[cursor] since: Option<u64>) -> Result<Vec<User>>;
}

#[api_tests::test]
async fn a_link_names_the_next_page() {
    let server = linking(|request| {
        let page = number(request, "page").unwrap_or(1);
        let link = match page {
            1 => "</linked?page=2>; rel=\"next\", </linked?page=3>; rel=last",
            2 => "<?page=3>; rel=next",
            _ => "</linked?page=1>; rel=first",
        };
        (link.to_owned(), json!(slice(page, 2, 5)))
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.linked(None).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(targets(&server), ["/linked", "/linked?page=2", "/linked?page=3"]);
    assert_eq!(whole(lists.linked_with_head(Some(2)).items()).await, [3, 4, 5]);
    let mut pages = lists.linked_with_head(None).pages();
    let first = pages.next().await.unwrap().unwrap();
    assert!(first.headers().contains_key("link"));
    assert_eq!(first.value(), &[1, 2]);
}

#[api_tests::test]
async fn numbers_offsets_and_keys() {
    let server = server(|request| {
        let page = number(request, "page").unwrap_or(1);
        match request.target().split('?').next().unwrap() {
            "/short" => json!(slice(page, 2, 5)),
            "/offset" => {
                let skip = number(request, "skip").unwrap_or(0);
                json!((skip + 1..=5).take(2).collect::<Vec<u64>>())
            }
            _ => {
                let first = number(request, "since").unwrap_or(0) + 1;
                json!(
                    (first..=5)
                        .take(2)
                        .map(|n| json!({ "id": { "number": n } }))
                        .collect::<Vec<_>>()
                )
            }
        }
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.short(None).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(whole(lists.two(None).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(whole(lists.offset(None).items()).await, [1, 2, 3, 4, 5]);
    _ = server.take_requests();
    let users = whole(lists.keyed(None).items()).await;
    assert_eq!(users.iter().map(|user| user.id.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(targets(&server), ["/keyed", "/keyed?since=2", "/keyed?since=4"]);
}
