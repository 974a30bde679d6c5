//! Cursors in the payload: in the query, in a header, in a body. Keys of last items are in `keys.rs`.

use std::collections::BTreeMap;

use api_core::{ErrorKind, Paginated, Result, api};
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

#[derive(Debug, Deserialize, Paginated)]
struct Huge {
    #[page(items)]
    items: Vec<u64>,
    #[page(next)]
    next: Option<u128>,
}

#[api]
trait Lists {
    #[endpoint(GET, "/huge")]
    async fn huge(&self, #[cursor] after: Option<u128>) -> Result<Huge>;
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

/// JSON as it is kept has no integers above 64 bits. Such a cursor is an error, and not the end.
#[api_tests::test]
async fn a_cursor_that_cannot_be_kept_is_an_error() {
    for (next, items) in [("18446744073709551615", 2), ("18446744073709551616", 1)] {
        let server = api_tests::Server::responding(move |request| {
            let next = if query(request, "after").is_none() { next } else { "0" };
            api_tests::json(200, format!(r#"{{"items":[1],"next":{next}}}"#))
        });
        let (all, error) = all(ListsClient::new(client(&server)).huge(None).items()).await;
        assert_eq!(all.len(), items);
        assert_eq!(error.is_none(), items == 2);
        if let Some(error) = error {
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert!(
                said(&error).starts_with("the next page's cursor cannot be written"),
                "{error}"
            );
        }
    }
}
