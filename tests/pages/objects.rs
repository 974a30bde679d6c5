//! Pages through a trait object, a fake, and any function.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use api_core::{
    Error, ErrorKind, Items, Next, PageContext, Paginated, Response, Result, api, async_trait,
};
use futures_util::StreamExt as _;
use serde::Deserialize;
use serde_json::json;

use crate::support::*;

#[derive(Clone, Debug, Deserialize, Paginated)]
struct Page {
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
#[page(link)]
struct Linked(Vec<u64>);

/// A rule of one's own.
#[derive(Debug, Deserialize)]
struct ByHand {
    lines: Vec<u64>,
    open: bool,
}

impl Paginated for ByHand {
    type Item = u64;
    type Cursor = u64;

    fn count(&self) -> usize {
        self.lines.len()
    }

    fn next(&self, at: &PageContext<'_>) -> Next<u64> {
        assert_eq!(at.items_before() == 0, at.number() == 1);
        match self.lines.last() {
            Some(last) if self.open => Next::Cursor(last + 1),
            _ => Next::End,
        }
    }

    fn into_items(self) -> Vec<u64> {
        self.lines
    }
}

#[api]
trait Lists {
    #[endpoint(GET, "/list")]
    async fn list(&self, #[cursor] page: Option<u32>, size: Option<u32>) -> Result<Page>;
    #[endpoint(GET, "/texts")]
    async fn texts(&self, #[cursor] after: Option<&str>) -> Result<Texts>;
    #[endpoint(GET)]
    async fn linked(
        &self,
        #[url]
        #[cursor]
        url: &str,
    ) -> Result<Response<Linked>>;
    #[endpoint(GET, "/lines")]
    async fn lines(&self, #[cursor] from: Option<u64>) -> Result<ByHand>;
}

#[api_tests::test]
async fn a_trait_object_has_the_same_streams() {
    let server = server(|request| {
        let page = number(request, "page").unwrap_or(1);
        let after = query(request, "after").and_then(|after| after.parse().ok()).unwrap_or(0);
        match request.target().starts_with("/texts") {
            true => {
                json!({ "items": [after + 1], "next": (after < 2).then(|| (after + 1).to_string()) })
            }
            false => json!({ "items": slice(page, 2, 5), "page": page, "pages": 3 }),
        }
    });
    let lists: Arc<dyn Lists> = Arc::new(ListsClient::new(client(&server)));
    let items = api_core::pages(|cursor| lists.list(cursor, Some(2))).items();
    assert_eq!(whole(items).await, [1, 2, 3, 4, 5]);
    assert_eq!(targets(&server), ["/list?size=2", "/list?page=2&size=2", "/list?page=3&size=2"]);
    let items = api_core::pages(|cursor| lists.list(cursor, None)).items().prefetch(2).max_items(3);
    assert_eq!(whole(items).await, [1, 2, 3]);
    let mut pages = api_core::pages(|cursor| lists.list(cursor, None)).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().items, [1, 2]);
    let stored = pages.cursor();
    drop(pages);
    let items = api_core::pages(|cursor| lists.list(cursor, None)).items().resume(stored);
    assert_eq!(whole(items).await, [3, 4, 5]);
    // An owned stream, and a cursor that a method borrows.
    let items: Items<'static, u64> = api_core::pages(move |after: Option<String>| {
        let lists = lists.clone();
        async move { lists.texts(after.as_deref()).await }
    })
    .items();
    let items = tokio::spawn(items.map(|item| item.unwrap()).collect::<Vec<_>>());
    assert_eq!(items.await.unwrap(), [1, 2, 3]);
}

#[api_tests::test]
async fn a_page_in_its_response_knows_its_headers() {
    let server = linking(|request| {
        let page = number(request, "page").unwrap_or(1);
        let rel = if page < 3 { "next" } else { "last" };
        (format!("</linked?page={}>; rel={rel}", page + 1), json!([page]))
    });
    let lists: Arc<dyn Lists> = Arc::new(ListsClient::new(client(&server)));
    let lists = &lists;
    let items = api_core::pages(|url: Option<String>| async move {
        lists.linked(url.as_deref().unwrap_or("/linked")).await
    });
    assert_eq!(whole(items.items()).await, [1, 2, 3]);
}

#[api_tests::test]
async fn a_page_may_say_by_itself_how_to_go_on() {
    let server = server(|request| {
        let from = number(request, "from").unwrap_or(1);
        json!({ "lines": [from, from + 1], "open": from < 5 })
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.lines(None).items()).await, [1, 2, 3, 4, 5, 6]);
    assert_eq!(whole(api_core::pages(|from| lists.lines(from)).items()).await, [1, 2, 3, 4, 5, 6]);
}

/// A double of the trait.
struct Fake(AtomicU32);

#[async_trait]
impl Lists for Fake {
    async fn list(&self, page: Option<u32>, _: Option<u32>) -> Result<Page> {
        let page = page.unwrap_or(1);
        match self.0.fetch_add(1, Ordering::Relaxed) {
            1 => Err(Error::from(api_core::ApiError::new(7, "not now"))),
            _ => Ok(Page { items: vec![page.into()], page, pages: 3 }),
        }
    }

    async fn texts(&self, _: Option<&str>) -> Result<Texts> {
        Ok(Texts { items: vec![1], next: Some("same".to_owned()) })
    }

    async fn linked(&self, _: &str) -> Result<Response<Linked>> {
        Ok(Response::new(Linked(vec![1])))
    }

    async fn lines(&self, _: Option<u64>) -> Result<ByHand> {
        Ok(ByHand { lines: vec![], open: true })
    }
}

#[api_tests::test]
async fn a_fake_has_pages_and_errors_and_no_loops() {
    let fake = Fake(AtomicU32::new(0));
    let mut items = api_core::pages(|page| fake.list(page, None)).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap().unwrap_err().kind(), ErrorKind::Api);
    assert_eq!(whole(items).await, [2, 3]);
    let fake = &fake;
    let same =
        api_core::pages(|after: Option<String>| async move { fake.texts(after.as_deref()).await });
    let (items, error) = all(same.items()).await;
    assert_eq!(items, [1, 1]);
    assert_eq!(error.unwrap().kind(), ErrorKind::Limit);
}
