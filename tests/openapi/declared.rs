//! Traits of responses, envelopes, streams and pages, which come back from their descriptions: see
//! `round_trip.rs`. The types in them are in `types.rs`.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::num::{NonZeroI64, NonZeroU8, NonZeroU64};

use api_core::{
    Body, Bytes, Envelope, EventStream, JsonLines, Nullable, Paginated, Response, Result, Text,
    api, http,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::types::*;

/// Responses of every kind.
#[api(openapi, credentials = basic)]
pub(crate) trait Returns {
    #[endpoint(GET, "/issues/{number}")]
    async fn issue(&self, number: u64) -> std::result::Result<String, Failure>;

    #[endpoint(GET, "/weeks")]
    async fn weeks(&self) -> Result<Weeks>;

    #[endpoint(GET, "/maybe", none = [304, 404])]
    async fn maybe(&self) -> Result<Option<Problem>>;

    #[endpoint(POST, "/made", success = [201, 204])]
    async fn made(&self) -> Result<Response<Problem>>;

    #[endpoint(PUT, "/exactly", success = [200])]
    async fn exactly(&self) -> Result<()>;

    #[endpoint(GET, "/moved", success = 302)]
    async fn moved(&self) -> Result<Response<()>>;

    #[endpoint(HEAD, "/issues/{number}")]
    async fn head(&self, number: u64) -> Result<http::HeaderMap>;

    #[endpoint(GET, "/raw")]
    async fn raw(&self) -> Result<http::Response<Body>>;

    #[endpoint(GET, "/bytes", headers("Accept" = "image/png"))]
    async fn bytes(&self) -> Result<Bytes>;

    /// Words, as they are.
    ///
    /// ```
    /// # use hidden::Line;
    /// shown();
    /// ```
    #[endpoint(GET, "/text")]
    async fn text(&self) -> Result<Text>;

    /// One thing.
    ///
    /// - `type`: Its type,
    ///   in a word.
    /// - `body`: The thing.
    #[endpoint(PUT, "/things/{id}")]
    async fn r#type(&self, id: u32, #[query] r#type: &str, #[body] body: &Thing) -> Result<Thing>;

    #[endpoint(GET, "/hosts/{host}/{part}")]
    async fn hosts(
        &self,
        host: Ipv6Addr,
        part: NonZeroU64,
        sign: Option<char>,
        #[query(list = "csv")] from: &[Ipv4Addr],
        #[header("X-Part")] number: Option<NonZeroU8>,
    ) -> Result<NonZeroI64>;

    #[endpoint(PUT, "/words")]
    async fn words(
        &self,
        #[query] words: Vec<Word>,
        word: Nullable<Word>,
        unit: Option<Unit>,
    ) -> Result<(Word, Unit)>;

    #[endpoint(PATCH, "/things/{id}")]
    async fn change(&self, id: u32, #[body] change: &Change) -> Result<()>;

    #[endpoint(PUT, "/pets/{id}")]
    async fn pet(&self, id: u32, #[body] pet: &Pet) -> Result<Vec<Pet>>;

    #[endpoint(GET, "/shapes", base = "shapes")]
    async fn users_list(&self, #[query(list = "csv")] states: &[State]) -> Result<Vec<Shape>>;
}

/// By a word, and deep.
#[derive(Envelope)]
#[envelope(expired = ["expired"])]
pub(crate) struct ByWord<T> {
    #[envelope(success = ["ok", "fine"], rename = "stat")]
    status: String,
    #[envelope(code, rename = "err.code", alias = "err.no")]
    code: i64,
    #[envelope(message, rename = "err.msg")]
    message: String,
    #[envelope(payload, rename = "body.result")]
    data: T,
}

#[derive(Envelope)]
pub(crate) struct ByTruth<T> {
    #[envelope(success = true, default)]
    ok: bool,
    #[envelope(retry_after)]
    wait: u64,
    #[envelope(flatten)]
    payload: T,
}

#[derive(Envelope)]
pub(crate) struct ByAbsence<T> {
    #[envelope(success = absent)]
    errors: Vec<String>,
    #[envelope(message, rename = "errors.0.message")]
    message: String,
    #[envelope(flatten)]
    payload: T,
}

#[derive(Envelope)]
#[envelope(success = status)]
pub(crate) struct ByStatusOnly<T> {
    #[envelope(payload)]
    data: T,
    #[envelope(message, rename = "error")]
    message: String,
}

#[api(openapi, envelope = ByWord)]
pub(crate) trait Wrapped {
    #[endpoint(GET, "/word")]
    async fn word(&self) -> Result<Problem>;

    #[endpoint(GET, "/word/maybe")]
    async fn maybe(&self) -> Result<Option<Vec<Problem>>>;

    #[endpoint(GET, "/word/nothing")]
    async fn nothing(&self) -> Result<()>;

    #[endpoint(GET, "/word/bytes")]
    async fn bytes(&self) -> Result<Bytes>;

    #[endpoint(GET, "/truth", envelope = ByTruth)]
    async fn truth(&self) -> Result<Problem>;

    #[endpoint(GET, "/absence", envelope = ByAbsence)]
    async fn absence(&self) -> Result<Problem>;

    #[endpoint(GET, "/status", envelope = ByStatusOnly)]
    async fn status(&self) -> Result<u64>;

    #[endpoint(GET, "/bare", envelope = none)]
    async fn bare(&self) -> Result<Problem>;
}

/// A page of a list.
#[derive(Debug, Serialize, Deserialize, JsonSchema, Paginated)]
pub(crate) struct Numbered<T> {
    #[page(items)]
    items: Vec<T>,
    #[page(number = "page", last = "page_total")]
    meta: Meta,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Meta {
    page: u32,
    page_total: u32,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, Paginated)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Cursored {
    #[page(items)]
    all_rows: Vec<u32>,
    #[page(next)]
    next_cursor: Option<String>,
    #[page(more)]
    has_more: bool,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, Paginated)]
pub(crate) struct Linked {
    #[page(items)]
    rows: Vec<u32>,
    #[page(next_url)]
    next: Option<String>,
}

/// A page with siblings, which is flattened.
#[derive(Debug, Serialize, Deserialize, JsonSchema, Paginated)]
pub(crate) struct Members<T> {
    #[page(inner)]
    #[serde(flatten)]
    page: Positioned<T>,
    online: u32,
}

/// A page whose position is flattened.
#[derive(Debug, Serialize, Deserialize, JsonSchema, Paginated)]
pub(crate) struct Positioned<T> {
    #[page(items)]
    items: Vec<T>,
    #[serde(flatten)]
    #[page(number = "page", last = "page_total")]
    position: Meta,
}

#[api(openapi, envelope = ByStatusOnly)]
pub(crate) trait Paged {
    #[endpoint(GET, "/members")]
    async fn members(&self, #[cursor] page: Option<u32>) -> Result<Members<Problem>>;
    #[endpoint(GET, "/numbered")]
    async fn numbered(
        &self,
        #[cursor] page: Option<u32>,
        size: Option<u32>,
    ) -> Result<Numbered<Problem>>;

    #[endpoint(GET, "/cursored", envelope = none)]
    async fn cursored(
        &self,
        #[cursor]
        #[header("X-After")]
        after: Option<&str>,
    ) -> Result<Cursored>;

    #[endpoint(POST, "/searched", envelope = none)]
    async fn searched(&self, #[cursor] after: Option<&str>) -> Result<Cursored>;

    #[endpoint(GET, envelope = none)]
    async fn linked(
        &self,
        #[cursor]
        #[url]
        url: &str,
    ) -> Result<Linked>;

    #[endpoint(GET, "/bare", page(until_short = 50, first = 0), envelope = none)]
    async fn bare(&self, #[cursor] page: Option<u32>) -> Result<Vec<Problem>>;

    #[endpoint(GET, "/offset", page(offset))]
    async fn offset(&self, #[cursor] skip: Option<u32>) -> Result<Vec<Problem>>;

    #[endpoint(GET, "/keys", page(last_key = "message"))]
    async fn keys(&self, #[cursor] after: Option<&str>) -> Result<Vec<Problem>>;
}

/// An event.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Event {
    text: String,
}

#[api(openapi)]
pub(crate) trait Streams {
    #[endpoint(GET, "/events", done = "[DONE]")]
    async fn events(&self) -> Result<EventStream<Event>>;

    #[endpoint(GET, "/words")]
    async fn words(&self) -> Result<EventStream<Text>>;

    #[endpoint(GET, "/lines")]
    async fn lines(&self) -> Result<JsonLines<Event>>;

    #[endpoint(POST, "/many")]
    async fn many(&self, #[body(json_lines)] events: &[Event]) -> Result<()>;

    #[endpoint(QUERY, "/search")]
    async fn search(&self, text: &str) -> Result<Vec<Event>>;

    #[endpoint(PURGE, "/cache")]
    async fn purge(&self) -> Result<()>;

    #[endpoint(POST, "/jsonrpc", fields("method" = "a", "v" = 2, "yes" = true))]
    async fn a(&self, id: u64) -> Result<u32>;

    #[endpoint(POST, "/jsonrpc", fields("method" = "b"), overload)]
    async fn b(&self, #[field(flatten)] more: &BTreeMap<String, u32>) -> Result<u32>;
}
