//! What comes with a page past a trait object, whose methods return the page alone.

use std::sync::Arc;

use api_core::{Envelope, ErrorKind, Paginated, Response, Result, api, async_trait};
use serde::Deserialize;
use serde_json::json;

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
struct Short {
    items: Vec<u64>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(offset, until_short)]
struct Offset {
    items: Vec<u64>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(link)]
struct Linked(Vec<u64>);

/// The key is read from the response, for the type of the items is not known.
#[derive(Debug, Deserialize, Paginated)]
#[page(last_key = "id")]
struct Keyed<T> {
    items: Vec<T>,
}

#[derive(Debug, Deserialize)]
struct Item {
    id: u64,
}

#[derive(Debug, Deserialize, Paginated)]
struct ByUrl {
    #[page(items)]
    items: Vec<u64>,
    #[page(next_url)]
    next: Option<String>,
}

#[api(envelope = Wrapped)]
trait Lists: Send + Sync {
    #[endpoint(GET, "/short")]
    async fn short(&self, #[cursor] page: Option<u32>) -> Result<Short>;
    #[endpoint(GET, "/offset")]
    async fn offset(&self, #[cursor] skip: Option<u32>) -> Result<Offset>;
    #[endpoint(GET, "/keyed")]
    async fn keyed(&self, #[cursor] after: Option<u64>) -> Result<Keyed<Item>>;
    #[endpoint(GET)]
    async fn linked(
        &self,
        #[url]
        #[cursor]
        url: &str,
    ) -> Result<Linked>;
    #[endpoint(GET, overload)]
    async fn by_url(
        &self,
        #[url]
        #[cursor]
        url: &str,
    ) -> Result<Response<ByUrl>>;
    #[endpoint(GET, "/count")]
    async fn count(&self) -> Result<u64>;
}

fn wrapped(data: serde_json::Value) -> serde_json::Value {
    json!({ "code": 0, "data": data })
}

fn object(server: &api_tests::Server) -> Arc<dyn Lists> {
    Arc::new(ListsClient::new(client(server)))
}

#[api_tests::test]
async fn a_page_that_comes_again_is_seen_past_a_trait_object() {
    let server = server(|request| match request.target() {
        "/count" => wrapped(json!(7)),
        _ => wrapped(json!({ "items": [1, 2] })),
    });
    let lists = object(&server);
    for ahead in [0, 2] {
        let (items, error) =
            all(api_core::pages(|page| lists.short(page)).items().prefetch(ahead)).await;
        assert_eq!(items, [1, 2]);
        let error = error.unwrap();
        assert_eq!(
            (error.kind(), said(&error)),
            (ErrorKind::Limit, "page 2 is page 1 again".into())
        );
        let (items, error) =
            all(api_core::pages(|skip| lists.offset(skip)).items().prefetch(ahead)).await;
        assert_eq!((items, error.unwrap().kind()), (vec![1, 2], ErrorKind::Limit));
    }
    // A call of something else beside it is no page.
    let lists = &lists;
    let counted = api_core::pages(|page: Option<u32>| async move {
        lists.count().await?;
        lists.short(page).await
    });
    let (items, error) = all(counted.items()).await;
    assert_eq!((items, error.unwrap().kind()), (vec![1, 2], ErrorKind::Limit));
    // Of two pages, neither is the one.
    let both = api_core::pages(|page: Option<u32>| async move {
        let first = lists.short(page).await?;
        lists.short(page).await?;
        Ok::<_, api_core::Error>(first)
    });
    let some: Vec<u64> = both.items().max_pages(5).try_collect().await.unwrap();
    assert_eq!(some.len(), 10);
}

#[api_tests::test]
async fn headers_keys_and_relative_urls_are_seen_past_a_trait_object() {
    let server = linking(|request| {
        let (page, after) = (number(request, "page").unwrap_or(1), number(request, "after"));
        let rel = if page < 3 { "next" } else { "last" };
        let items = json!([page]);
        let data = match request.target().split('?').next().unwrap() {
            "/keyed" => {
                let after = after.unwrap_or(0);
                let ids = (after + 1..=(after + 2).min(5)).map(|id| json!({ "id": id }));
                json!({ "items": ids.collect::<Vec<_>>() })
            }
            "/lists/by_url" => {
                json!({ "items": items, "next": (page < 3).then(|| format!("?page={}", page + 1)) })
            }
            _ => items,
        };
        (format!("<?page={}>; rel={rel}", page + 1), wrapped(data))
    });
    let lists = &object(&server);
    let linked = api_core::pages(|url: Option<String>| async move {
        lists.linked(url.as_deref().unwrap_or("/lists/linked")).await
    });
    assert_eq!(whole(linked.items()).await, [1, 2, 3]);
    let by_url = api_core::pages(|url: Option<String>| async move {
        lists.by_url(url.as_deref().unwrap_or("/lists/by_url")).await
    });
    assert_eq!(whole(by_url.items()).await, [1, 2, 3]);
    // A number is no URL.
    let numbered = api_core::pages(|_: Option<u32>| lists.linked("/lists/linked"));
    let (items, error) = all(numbered.items()).await;
    let error = error.unwrap();
    assert_eq!((items, error.kind()), (vec![1], ErrorKind::Decode));
    assert!(said(&error).starts_with("the next page is known by its URL"), "{error}");
    let keyed = whole(api_core::pages(|after| lists.keyed(after)).items()).await;
    assert_eq!(keyed.iter().map(|item| item.id).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    let client = ListsClient::new(client(&server));
    // A closure may return the call itself, with options.
    let calls =
        api_core::pages(|after: Option<u64>| client.keyed(after).header("X-Own", "1")).items();
    assert_eq!(whole(calls).await.len(), 5);
    let requests = server.take_requests();
    let own = requests.iter().filter(|request| request.header("x-own") == ["1"]);
    assert_eq!(own.count(), 4);
}

struct Fake;

#[async_trait]
impl Lists for Fake {
    async fn short(&self, page: Option<u32>) -> Result<Short> {
        Ok(Short { items: if page.is_some_and(|page| page > 2) { vec![] } else { vec![1, 1] } })
    }

    async fn offset(&self, _: Option<u32>) -> Result<Offset> {
        Ok(Offset { items: vec![] })
    }

    async fn keyed(&self, _: Option<u64>) -> Result<Keyed<Item>> {
        Ok(Keyed { items: vec![Item { id: 1 }] })
    }

    async fn linked(&self, _: &str) -> Result<Linked> {
        Ok(Linked(vec![1]))
    }

    async fn by_url(&self, _: &str) -> Result<Response<ByUrl>> {
        Ok(Response::new(ByUrl { items: vec![1], next: None }))
    }

    async fn count(&self) -> Result<u64> {
        Ok(1)
    }
}

/// A fake has no response: equal pages of its own are no repetition, and a key that only a response has
/// is an error.
#[api_tests::test]
async fn a_fake_has_nothing_but_its_pages() {
    let fake: Arc<dyn Lists> = Arc::new(Fake);
    assert_eq!(whole(api_core::pages(|page| fake.short(page)).items()).await, [1, 1, 1, 1]);
    let (items, error) = all(api_core::pages(|after| fake.keyed(after)).items()).await;
    assert_eq!((items.len(), error.unwrap().kind()), (1, ErrorKind::Decode));
}
