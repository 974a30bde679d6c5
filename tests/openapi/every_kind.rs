//! A trait of every kind of parameter, and its whole description.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;

use api_core::{Body, Envelope, Nullable, Part, Patch, Result, Text, api};
use expect_test::expect_file;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The wrapper around every response.
#[derive(Envelope)]
pub(crate) struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

/// What a user is looked for by.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Filter {
    /// A part of the name.
    name: Option<String>,
    #[schemars(extend("deprecated" = true))]
    tags: Vec<String>,
    range: Range,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Range {
    gt: u32,
    lt: Option<u32>,
}

/// How well somebody is known.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    OldFriend,
    Stranger,
}

/// A user.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct User {
    /// The user's id.
    id: u64,
    #[serde(default)]
    nickname: Patch<String>,
    kind: Kind,
    friends: Vec<User>,
}

/// Users, in every way that a request can name them.
#[api(
    openapi, envelope = Kook, path = "/v{version}", headers("X-Client" = "test"), query("v" = "3"),
    credentials = [scheme("Bot"), all(header("X-Api-Key"), query("token"))]
)]
pub(crate) trait Everything {
    /// Looks one up,
    /// by its id.
    ///
    /// Among *all* users.
    #[endpoint(GET, "/{id}/a.{ext}/{rest*}")]
    async fn path(
        &self,
        version: u8,
        id: &str,
        #[deprecated] ext: String,
        rest: &str,
    ) -> Result<User>;

    #[endpoint(GET, "/lists/{ids}/{raw}", prefix = none)]
    async fn paths(
        &self,
        #[path(list = "csv")] ids: &[u64],
        #[path(encoded)] raw: &str,
    ) -> Result<()>;

    #[endpoint(GET, "/query?fixed=a%20b", prefix = none, credentials = none)]
    #[deprecated]
    #[allow(clippy::too_many_arguments)]
    async fn query(
        &self,
        text: &str,
        maybe: Option<&str>,
        kind: Kind,
        ids: &[u64],
        #[deprecated]
        #[query(list = "csv")]
        csv: &[&str],
        #[query(list = "brackets")] brackets: Option<&[&str]>,
        #[query(list = "indices")] indices: Vec<String>,
        #[query(list = "pipes")] pipes: &[Kind],
        #[query(list = "ssv")] ssv: Vec<f64>,
        #[query(bools = "digits")] digits: Option<bool>,
        #[query(flag)] flag: bool,
        #[query(encoded)] raw: &str,
        #[query(json)] filter: &Filter,
        cow: Cow<'_, str>,
        #[query("own")] renamed: u8,
        #[query]
        #[sensitive(in_url)]
        secret: &str,
    ) -> Result<Vec<User>>;

    #[endpoint(GET, "/spread", prefix = none)]
    async fn spread(
        &self,
        #[query(flatten, nested = "brackets")] filter: &Filter,
        #[query(nested = "brackets")] created: &Range,
        #[query(nested = "dots")] seen: Option<Range>,
        #[query(flatten)] more: &BTreeMap<String, String>,
    ) -> Result<Option<User>>;

    #[endpoint(POST, "/json", prefix = none, idempotency_key, fields("kind" = "user", "v" = 2))]
    async fn json(
        &self,
        name: &str,
        #[deprecated] maybe: Option<&Filter>,
        patch: Patch<&str>,
        nullable: Nullable<&str>,
        #[field(json)] text: &Filter,
        #[field(flatten)] range: Range,
        #[deprecated]
        #[header("X-Number")]
        number: Option<u8>,
        #[header("X-List", list = "csv")] list: &[&str],
        #[header("X-Each", list = "repeat")] each: &[&str],
        #[header(flatten)] more: &BTreeMap<String, String>,
    ) -> Result<()>;

    #[endpoint(POST, "/rpc", prefix = none, body = json("params"), fields("method" = "call"))]
    async fn rpc(&self, name: &str) -> Result<()>;

    #[endpoint(POST, "/form", body = form, prefix = none)]
    async fn form(
        &self,
        text: &str,
        #[field(list = "pipes")] ids: &[u8],
        #[field(flatten, nested = "brackets")] filter: Filter,
    ) -> Result<()>;

    #[endpoint(POST, "/parts", prefix = none)]
    async fn parts(
        &self,
        #[part("file")] file: Part,
        title: &str,
        #[part] more: Vec<Part>,
        #[deprecated]
        #[part]
        cover: Option<Part>,
        #[part(json)] filter: &Filter,
    ) -> Result<()>;

    #[endpoint(POST, "/named-parts", prefix = none)]
    async fn named_parts(
        &self,
        title: &str,
        #[part(flatten)] others: Vec<(String, Part)>,
    ) -> Result<()>;

    #[endpoint(POST, "/only-named-parts", prefix = none)]
    async fn only_named_parts(&self, #[part(flatten)] others: Vec<(String, Part)>) -> Result<()>;

    #[endpoint(PUT, "/whole", prefix = none)]
    async fn whole(&self, #[body] user: Option<&User>) -> Result<()>;

    #[endpoint(PUT, "/whole-form", prefix = none)]
    async fn whole_form(&self, #[body(form)] range: &Range) -> Result<()>;

    #[endpoint(PUT, "/image", prefix = none)]
    async fn image(
        &self,
        #[body(bytes, content_type = "image/png")] image: Option<Vec<u8>>,
    ) -> Result<Body>;

    #[endpoint(PUT, "/stream", prefix = none)]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<()>;

    #[endpoint(PUT, "/text", prefix = none)]
    async fn text(&self, #[body(text)] text: &str) -> Result<Text>;

    #[endpoint(GET)]
    async fn anywhere(&self, #[url] url: &str) -> Result<()>;

    #[endpoint(POST, "/generic", prefix = none)]
    async fn generic<T: Serialize + Sync>(&self, value: &T, into: impl Into<String>) -> Result<()>;
}

#[test]
fn the_whole_description() {
    let text = EverythingClient::openapi().title("Everything").version("1.0").to_json().unwrap();
    expect_file!["snapshots/every_kind.json"].assert_eq(&text);
}

#[test]
fn it_is_the_same_each_time() {
    let text = EverythingClient::openapi().to_json().unwrap();
    assert_eq!(EverythingClient::openapi().to_json().unwrap(), text);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(EverythingClient::openapi().to_value().unwrap(), value);
    assert_eq!(serde_json::to_value(EverythingClient::openapi()).unwrap(), value);
}

#[api(openapi)]
trait Untyped {
    #[endpoint(PUT, "/files/{id}")]
    async fn put<T: Serialize + Sync>(
        &self,
        id: impl Display + Send + Sync,
        #[query] sort: &T,
        #[header("X-Version")] version: &T,
        #[body(bytes)] file: impl Into<Body> + Send,
    ) -> Result<()>;

    #[endpoint(POST, "/forms")]
    async fn post<T: Serialize + Sync>(&self, #[body(form)] form: &T) -> Result<()>;
}

/// A value is described at its place, without its type.
#[test]
fn a_type_that_the_caller_chooses() {
    let value = UntypedClient::openapi().to_value().unwrap();
    let put = &value["paths"]["/files/{id}"]["put"];
    assert_eq!(
        put["parameters"],
        json!([
            { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
            { "name": "sort", "in": "query", "required": true, "schema": true },
            { "name": "X-Version", "in": "header", "required": true, "schema": true },
        ])
    );
    assert_eq!(
        put["requestBody"],
        json!({ "required": true, "content": { "application/octet-stream": {} } })
    );
    assert_eq!(
        value["paths"]["/forms"]["post"]["requestBody"],
        json!({ "required": true, "content": { "application/x-www-form-urlencoded": { "schema": true } } })
    );
}
