//! All shapes of KOOK's lists, as its documentation shows them, in its envelope.

use api_core::{Envelope, Paginated, Result, api};
use api_tests::Server;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::*;

#[derive(Envelope)]
struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

/// Paged: `items`, `meta`, `sort`. Said once for all lists.
#[derive(Debug, Deserialize, Paginated)]
struct Page<T> {
    #[page(items)]
    items: Vec<T>,
    #[page(number = "page", last = "page_total")]
    meta: Meta,
}

#[derive(Debug, Deserialize)]
struct Meta {
    #[serde(alias = "currentPage")]
    page: u32,
    #[serde(alias = "pageCount")]
    page_total: u32,
}

/// Paged, with siblings beside.
#[derive(Debug, Deserialize, Paginated)]
struct Users {
    #[page(inner)]
    #[serde(flatten)]
    page: Page<User>,
    user_count: u64,
    online_count: u64,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct User {
    id: String,
}

/// `items` without `meta`.
#[derive(Debug, Deserialize, Paginated)]
#[page(last_key = "id", until_short)]
struct Items<T> {
    #[page(items)]
    items: Vec<T>,
}

#[api(envelope = Kook, path = "/api/v3")]
trait Lists {
    #[endpoint(GET, "/guild/list")]
    async fn guilds(
        &self,
        #[cursor] page: Option<u32>,
        page_size: Option<u32>,
        sort: Option<&str>,
    ) -> Result<Page<User>>;
    #[endpoint(GET, "/guild/user-list")]
    async fn users(&self, guild_id: &str, #[cursor] page: Option<u32>) -> Result<Users>;
    #[endpoint(GET, "/message/list")]
    async fn messages(
        &self,
        target_id: &str,
        #[cursor] msg_id: Option<&str>,
        flag: Option<&str>,
    ) -> Result<Items<User>>;
    #[endpoint(GET, "/channel/user-list", page(until_short))]
    async fn in_channel(&self, channel_id: &str, #[cursor] page: Option<u32>) -> Result<Vec<User>>;
    #[endpoint(GET, "/game", page(none))]
    async fn games(&self) -> Result<Page<User>>;
}

fn ids(range: impl Iterator<Item = u64>) -> Value {
    range.map(|id| json!({ "id": format!("{id:016}") })).collect()
}

fn users(range: impl Iterator<Item = u64>) -> Vec<User> {
    range.map(|id| User { id: format!("{id:016}") }).collect()
}

fn kook() -> Server {
    server(|request| {
        let page = number(request, "page").unwrap_or(1);
        let items = ids(slice(page, 50, 120).into_iter());
        let meta = json!({ "page": page, "page_total": 3, "page_size": 50, "total": 120 });
        let data = match request.target().split('?').next().unwrap() {
            "/api/v3/guild/user-list" => {
                let meta = json!({ "currentPage": page, "pageCount": 3, "perPage": 50, "totalCount": 120 });
                json!({ "items": items, "meta": meta, "sort": [], "user_count": 120, "online_count": 7 })
            }
            "/api/v3/message/list" => {
                let after: u64 = query(request, "msg_id").map_or(0, |id| id.parse().unwrap());
                json!({ "items": ids((after + 1..=120).take(50)) })
            }
            "/api/v3/channel/user-list" => items,
            _ => json!({ "items": items, "meta": meta, "sort": { "id": 1 } }),
        };
        json!({ "code": 0, "message": "操作成功", "data": data })
    })
}

#[api_tests::test]
async fn every_shape_of_list_is_walked_to_its_end() {
    let server = kook();
    let lists = ListsClient::new(client(&server));
    let all = users(1..=120);
    assert_eq!(whole(lists.guilds(None, Some(50), Some("-id")).items()).await, all);
    assert_eq!(
        targets(&server),
        [
            "/api/v3/guild/list?page_size=50&sort=-id",
            "/api/v3/guild/list?page=2&page_size=50&sort=-id",
            "/api/v3/guild/list?page=3&page_size=50&sort=-id",
        ]
    );
    _ = server.take_requests();
    let pages: Vec<Users> = lists.users("g", None).pages().try_collect().await.unwrap();
    assert_eq!(pages.len(), 3);
    assert_eq!((pages[0].user_count, pages[2].online_count), (120, 7));
    assert_eq!(whole(lists.users("g", None).items()).await, all);
    _ = server.take_requests();
    assert_eq!(whole(lists.messages("c", None, Some("after")).items()).await, all);
    assert_eq!(
        targets(&server),
        [
            "/api/v3/message/list?target_id=c&flag=after",
            "/api/v3/message/list?target_id=c&msg_id=0000000000000050&flag=after",
            "/api/v3/message/list?target_id=c&msg_id=0000000000000100&flag=after",
        ]
    );
    assert_eq!(whole(lists.in_channel("c", None).items()).await, all);
    // A page that no parameter asks for is one page.
    assert_eq!(lists.games().await.unwrap().items.len(), 50);
}

#[api_tests::test]
async fn an_error_of_the_api_is_that_of_the_page() {
    let server = server(|request| match number(request, "page") {
        None => {
            let meta = json!({ "page": 1, "page_total": 2 });
            json!({ "code": 0, "message": "", "data": { "items": ids(1..=1), "meta": meta } })
        }
        Some(_) => json!({ "code": 40300, "message": "no permission", "data": {} }),
    });
    let (items, error) =
        all(ListsClient::new(client(&server)).guilds(None, None, None).items()).await;
    assert_eq!(items, users(1..=1));
    assert_eq!(*error.unwrap().api().unwrap().code(), 40300);
}
