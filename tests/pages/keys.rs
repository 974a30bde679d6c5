//! Lists whose next page is asked for with the key of the last item.

use std::borrow::Cow;
use std::num::NonZero;

use api_core::{Envelope, ErrorKind, Paginated, Response, Result, api};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::support::*;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Message {
    id: Id,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Id(String);

/// KOOK's `items` without `meta`: the key of the last item asks for the next page.
#[derive(Debug, Deserialize, Paginated)]
#[page(last_key = "id")]
struct Messages {
    #[page(items)]
    items: Vec<Message>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(last_key = "id", cursor = Id)]
struct TypedMessages {
    #[page(items)]
    items: Vec<Message>,
}

/// Keys of other types than a text: each fits a parameter of its kind.
#[derive(Debug, Deserialize)]
struct Row {
    number: NonZero<u32>,
    short: u16,
    name: Option<Box<str>>,
    of: Owner,
}

#[derive(Debug, Deserialize)]
struct Owner {
    r#type: String,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(last_key = "short")]
struct ByShort {
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(last_key = "number")]
struct ByOther<M> {
    #[page(items)]
    rows: Vec<Row>,
    #[page(more)]
    more: bool,
    #[serde(rename = "meta")]
    _meta: Option<M>,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(last_key = "name")]
struct ByName {
    #[page(items)]
    rows: Vec<Row>,
    #[page(more)]
    more: bool,
}

#[derive(Debug, Deserialize, Paginated)]
#[page(last_key = "of.r#type", until_short)]
struct ByType {
    rows: Vec<Row>,
}

/// As Stripe has it, once for all items.
#[derive(Debug, Deserialize, Paginated)]
#[serde(rename_all = "camelCase")]
#[page(last_key = "id")]
struct List<T> {
    #[page(items)]
    #[serde(rename = "data")]
    items: Vec<T>,
    #[page(more)]
    has_more: bool,
}

/// That list inside of another object, or of two.
#[derive(Debug, Deserialize, Paginated)]
struct Outer<T> {
    #[page(inner)]
    #[serde(alias = "listing")]
    list: Middle<T>,
}

#[derive(Debug, Deserialize, Paginated)]
struct Middle<T> {
    #[page(inner)]
    #[serde(flatten)]
    list: List<T>,
}

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    payload: T,
}

#[api]
trait Lists {
    #[endpoint(GET, "/messages")]
    async fn messages(&self, #[cursor] msg_id: Option<&str>) -> Result<Messages>;
    #[endpoint(GET, "/messages", overload)]
    async fn typed(&self, #[cursor] msg_id: Option<Id>) -> Result<TypedMessages>;
    #[endpoint(GET, "/rows")]
    async fn by_short(&self, #[cursor] after: Option<i64>) -> Result<ByShort>;
    #[endpoint(GET, "/rows", overload)]
    async fn by_other(&self, #[cursor] after: Option<NonZero<u32>>) -> Result<ByOther<u8>>;
    #[endpoint(GET, "/rows", overload)]
    async fn by_name(&self, #[cursor] after: Option<&str>) -> Result<Response<ByName>>;
    #[endpoint(GET, "/rows", overload)]
    async fn by_type(&self, #[cursor] after: Option<Cow<'_, str>>) -> Result<Option<ByType>>;
    #[endpoint(GET, "/list", envelope = Wrapped)]
    async fn list(&self, #[cursor] starting_after: Option<&str>) -> Result<List<Message>>;
    #[endpoint(GET, "/list", overload, envelope = Wrapped)]
    async fn with_head(
        &self,
        #[cursor] starting_after: Option<&str>,
    ) -> Result<Response<List<Message>>>;
    #[endpoint(GET, "/outer", envelope = Wrapped)]
    async fn outer(&self, #[cursor] after: Option<&str>) -> Result<Outer<Message>>;
}

#[api_tests::test]
async fn a_key_is_found_in_a_page_inside_of_another_object() {
    let server = server(|request| {
        let first = query(request, "after").map_or(1, |id| id[1..].parse::<u64>().unwrap() + 1);
        let data: Vec<_> = (first..=5).take(2).map(|n| json!({ "id": format!("m{n}") })).collect();
        let other = json!({ "data": [{ "id": "x" }] });
        let listing = json!({ "data": data, "hasMore": first < 4, "other": other });
        json!({ "payload": { "data": [{ "id": "y" }, { "id": "z" }], "listing": listing }, "code": 0 })
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.outer(None).items()).await.len(), 5);
    assert_eq!(targets(&server), ["/outer", "/outer?after=m2", "/outer?after=m4"]);
}

#[api_tests::test]
async fn the_key_of_the_last_item_asks_for_the_next_page() {
    let server = server(|request| {
        let after = query(request, "msg_id").or_else(|| query(request, "starting_after"));
        let first = after.map_or(1, |id| id.strip_prefix('m').unwrap().parse::<u64>().unwrap() + 1);
        let items: Vec<_> = (first..=5).take(2).map(|n| json!({ "id": format!("m{n}") })).collect();
        let more = first < 4;
        match request.target().starts_with("/list") {
            true => json!({ "payload": { "data": items, "hasMore": more }, "code": 0 }),
            false => json!({ "items": items }),
        }
    });
    let expected: Vec<Message> = (1..=5).map(|n| Message { id: Id(format!("m{n}")) }).collect();
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.messages(None).items()).await, expected);
    assert_eq!(
        targets(&server),
        ["/messages", "/messages?msg_id=m2", "/messages?msg_id=m4", "/messages?msg_id=m5"]
    );
    assert_eq!(whole(lists.typed(None).items()).await, expected);
    _ = server.take_requests();
    assert_eq!(whole(lists.list(None).items()).await, expected);
    assert_eq!(targets(&server), ["/list", "/list?starting_after=m2", "/list?starting_after=m4"]);
    assert_eq!(whole(lists.with_head(None).items()).await, expected);
}

#[api_tests::test]
async fn a_key_of_any_type_is_written_as_it_was_sent() {
    let row = |n: u64, name: Option<&str>| json!({ "number": n, "short": n, "name": name, "of": { "type": format!("t{n}") } });
    let server = server(move |request| match query(request, "after").as_deref() {
        None => json!({ "rows": [row(1, Some("a b")), row(2, Some("x/y"))], "more": true }),
        Some("2" | "x/y" | "t2") => json!({ "rows": [row(3, None)], "more": false }),
        Some(_) => json!({ "rows": [], "more": false }),
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.by_short(None).items()).await.len(), 3);
    assert_eq!(whole(lists.by_other(None).items()).await.len(), 3);
    assert_eq!(whole(lists.by_name(None).items()).await.len(), 3);
    assert_eq!(whole(lists.by_type(None).items()).await.len(), 3);
    assert_eq!(
        targets(&server),
        [
            "/rows",
            "/rows?after=2",
            "/rows?after=3",
            "/rows",
            "/rows?after=2",
            "/rows",
            "/rows?after=x%2Fy",
            "/rows",
            "/rows?after=t2"
        ]
    );
    let through = api_core::pages(|after| Lists::by_other(&lists, after)).items();
    assert_eq!(whole(through).await.len(), 3);
}

/// A list that goes on, and no key to ask with: the rest must not be taken for nothing.
#[api_tests::test]
async fn an_item_without_a_key_is_an_error_if_more_follow() {
    let server = server(
        |_| json!({ "rows": [{ "number": 1, "short": 1, "name": null, "of": { "type": "" } }], "more": true }),
    );
    let lists = ListsClient::new(client(&server));
    let mut items = lists.by_name(None).items();
    assert!(items.next().await.unwrap().is_ok());
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("the last item of the page has no key"), "{error}");
    assert!(items.next().await.is_none());
}
