//! Cursors in the payload, and keys of last items: in the query, in a header, in a body.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZero;

use api_core::{Envelope, ErrorKind, Paginated, Response, Result, api};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::support::*;

#[derive(Debug, Deserialize, Paginated)]
struct Texts<T> {
    #[page(items)]
    items: Vec<T>,
    #[page(next)]
    next: Option<String>,
}

/// As Slack has it: an empty text at the end, in a member of its own.
#[derive(Debug, Deserialize, Paginated)]
#[page(next = "response_metadata.next_cursor")]
struct Nested {
    #[page(items)]
    members: Vec<u64>,
    response_metadata: Option<Metadata>,
}

#[derive(Debug, Deserialize)]
struct Metadata {
    next_cursor: String,
}

/// A cursor that is an object, as DynamoDB has it, in a body.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Key {
    id: u64,
    of: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize, Paginated)]
struct Keyed {
    #[page(items)]
    items: Vec<u64>,
    #[page(next)]
    last_evaluated_key: Option<Key>,
}

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

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    payload: T,
}

#[api]
trait Lists {
    #[endpoint(GET, "/texts?v=1", query("w" = "2"))]
    async fn borrowed(
        &self,
        before: &str,
        #[cursor] cursor: Option<&str>,
        after: u8,
    ) -> Result<Texts<u64>>;
    #[endpoint(GET, "/texts")]
    async fn owned(
        &self,
        #[cursor]
        #[query("from")]
        cursor: Option<String>,
    ) -> Result<Texts<u64>>;
    #[endpoint(GET, "/texts", overload)]
    async fn header(
        &self,
        #[cursor]
        #[header("X-Cursor")]
        cursor: Option<&str>,
    ) -> Result<Texts<u64>>;
    #[endpoint(POST, "/search")]
    async fn field(
        &self,
        query: &str,
        #[cursor] cursor: Option<&str>,
        limit: u8,
    ) -> Result<Texts<u64>>;
    #[endpoint(POST, "/search", overload)]
    async fn first_field(&self, #[cursor] cursor: Option<&str>, limit: u8) -> Result<Texts<u64>>;
    #[endpoint(POST, "/form", body = form)]
    async fn form(
        &self,
        query: &str,
        #[cursor] cursor: Option<&str>,
        limit: u8,
    ) -> Result<Texts<u64>>;
    #[endpoint(POST, "/mixed")]
    async fn mixed(
        &self,
        #[body] query: &[u8],
        #[cursor]
        #[query]
        cursor: Option<&str>,
    ) -> Result<Texts<u64>>;
    #[endpoint(GET, "/nested")]
    async fn nested(&self, #[cursor] cursor: Option<&str>) -> Result<Nested>;
    #[endpoint(POST, "/keyed")]
    async fn keyed(&self, #[cursor] start: Option<&Key>) -> Result<Keyed>;
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
}

/// Pages of two of five numbers; the cursor is a text about the page.
fn texts(cursor: Option<&str>) -> serde_json::Value {
    let page: u64 = cursor.map_or(1, |cursor| cursor.strip_prefix("p&=").unwrap().parse().unwrap());
    let next = (page < 3).then(|| format!("p&={}", page + 1));
    json!({ "items": slice(page, 2, 5), "next": next })
}

#[api_tests::test]
async fn a_cursor_is_written_in_its_place() {
    let server = server(|request| {
        let named = query(request, "cursor").or_else(|| query(request, "from"));
        let named = named.or_else(|| request.header("x-cursor").pop());
        texts(named.as_deref())
    });
    let lists = ListsClient::new(client(&server));
    // The arguments are gone before the stream is polled.
    let items = {
        let before = String::from("a b");
        lists.borrowed(&before, None, 9).query("z", &true).items()
    };
    assert_eq!(whole(items).await, [1, 2, 3, 4, 5]);
    assert_eq!(
        targets(&server),
        [
            "/texts?v=1&w=2&before=a%20b&after=9&z=true",
            "/texts?v=1&w=2&before=a%20b&cursor=p%26%3D2&after=9&z=true",
            "/texts?v=1&w=2&before=a%20b&cursor=p%26%3D3&after=9&z=true",
        ]
    );
    _ = server.take_requests();
    assert_eq!(whole(lists.owned(None).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(whole(lists.owned(Some("p&=2".to_owned())).items()).await, [3, 4, 5]);
    let all = ["/texts", "/texts?from=p%26%3D2", "/texts?from=p%26%3D3"];
    assert_eq!(targets(&server), [all[0], all[1], all[2], all[1], all[2]]);
    _ = server.take_requests();
    assert_eq!(whole(lists.header(None).items()).await, [1, 2, 3, 4, 5]);
    let sent: Vec<_> = server.requests().iter().map(|r| r.header("x-cursor")).collect();
    assert_eq!(sent, [vec![], vec!["p&=2".to_owned()], vec!["p&=3".to_owned()]]);
}

#[api_tests::test]
async fn a_cursor_may_be_in_a_body() {
    let server = server(|request| {
        let json: Option<serde_json::Value> = serde_json::from_str(request.body()).ok();
        let form = url::form_urlencoded::parse(request.body().as_bytes());
        let in_form = form.into_owned().find(|(name, _)| name == "cursor").map(|(_, value)| value);
        let in_json = json.and_then(|json| Some(json.get("cursor")?.as_str()?.to_owned()));
        texts(in_json.or(in_form).or_else(|| query(request, "cursor")).as_deref())
    });
    let bodies = |server: &api_tests::Server| -> Vec<String> {
        server.take_requests().iter().map(|request| request.body().to_owned()).collect()
    };
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.field("q", None, 9).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(
        bodies(&server),
        [
            r#"{"query":"q","limit":9}"#,
            r#"{"query":"q","cursor":"p&=2","limit":9}"#,
            r#"{"query":"q","cursor":"p&=3","limit":9}"#,
        ]
    );
    assert_eq!(whole(lists.first_field(None, 9).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(
        bodies(&server),
        [r#"{"limit":9}"#, r#"{"cursor":"p&=2","limit":9}"#, r#"{"cursor":"p&=3","limit":9}"#]
    );
    assert_eq!(whole(lists.form("q", Some("p&=2"), 9).items()).await, [3, 4, 5]);
    assert_eq!(
        bodies(&server),
        ["query=q&cursor=p%26%3D2&limit=9", "query=q&cursor=p%26%3D3&limit=9"]
    );
    assert_eq!(whole(lists.mixed(&[7], None).items()).await, [1, 2, 3, 4, 5]);
    assert_eq!(bodies(&server), ["[7]", "[7]", "[7]"]);
}

#[api_tests::test]
async fn an_empty_cursor_is_none() {
    let server = server(|request| match query(request, "cursor").as_deref() {
        None => json!({ "members": [1], "response_metadata": { "next_cursor": "dGVhbQ==" } }),
        Some("dGVhbQ==") => json!({ "members": [2], "response_metadata": { "next_cursor": "" } }),
        Some(_) => unreachable!(),
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.nested(None).items()).await, [1, 2]);
}

#[api_tests::test]
async fn a_cursor_may_be_an_object() {
    let server = server(|request| {
        let body: serde_json::Value = serde_json::from_str(request.body()).unwrap();
        match body.pointer("/start/id").and_then(serde_json::Value::as_u64) {
            None => json!({ "items": [1], "last_evaluated_key": { "id": 7, "of": { "a": "b" } } }),
            Some(7) => json!({ "items": [2] }),
            Some(_) => unreachable!(),
        }
    });
    let lists = ListsClient::new(client(&server));
    assert_eq!(whole(lists.keyed(None).items()).await, [1, 2]);
    assert_eq!(server.requests()[1].body(), r#"{"start":{"id":7,"of":{"a":"b"}}}"#);
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
