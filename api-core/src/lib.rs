//! Declare an HTTP API as a trait; get a typed client.
//!
//! ```
//! # mod demo {
//! use api_core::{Envelope, Result, api};
//! use serde::Deserialize;
//!
//! /// The wrapper around every response: `{"code": 0, "message": "", "data": …}`.
//! #[derive(Envelope)]
//! pub struct Kook<T> {
//!     #[envelope(success = 0)]
//!     code: i64,
//!     #[envelope(message)]
//!     message: String,
//!     #[envelope(payload)]
//!     data: T,
//! }
//!
//! #[derive(Debug, Deserialize)]
//! pub struct Chat {
//!     pub code: String,
//!     pub unread_count: u32,
//! }
//!
//! /// Private chats of a KOOK user.
//! #[api(envelope = Kook)]
//! pub trait UserChat {
//!     /// The details of one chat.
//!     #[endpoint(GET, "/api/v3/user-chat/view")]
//!     async fn view(&self, chat_code: &str) -> Result<Chat>;
//!
//!     /// Removes a chat from the list.
//!     #[endpoint(POST, "/api/v3/user-chat/delete")]
//!     async fn delete(&self, chat_code: &str) -> Result<()>;
//! }
//! # }
//! # use demo::*;
//! # async fn run(token: &str) -> api_core::Result<()> {
//! use std::sync::Arc;
//! use std::time::Duration;
//!
//! use api_core::{Client, Credentials};
//!
//! let client = Client::builder("https://www.kookapp.cn")
//!     .credentials(Credentials::scheme("Bot", token))
//!     .build()?;
//! let chats = UserChatClient::new(client);
//!
//! let chat = chats.view("5c7e").await?; // Chat, out of its envelope
//! let chat = chats.view("5c7e").timeout(Duration::from_secs(2)).await?; // this call only
//! let response = chats.view("5c7e").with_response().await?; // with status and headers
//! let request = chats.view("5c7e").build()?; // nothing sent
//! let anywhere: Arc<dyn UserChat> = Arc::new(chats); // the trait stays a trait
//! # Ok(())
//! # }
//! ```
//!
//! | documentation of | content |
//! | --- | --- |
//! | [`macro@api`] | everything that a declaration can say |
//! | [`macro@Envelope`] | the wrapper that an API puts around its payloads |
//! | [`ClientBuilder`] | the settings of all calls, and their defaults |
//! | [`Call`] | the options of one call |
//! | [`Error`] | what a failed call knows |
//!
//! The guide in `docs/guide` explains each topic with examples, and `docs/first-client.md` begins from
//! an empty crate.
//!
//! # Features
//!
//! Generated code does not depend on features.
//!
//! | feature | brings |
//! | --- | --- |
//! | `rustls` (default) | `https://` by rustls, with the certificates that the system trusts |
//! | `native-tls` | `https://` by the system's own library |
//! | `http2` | HTTP/2, where the server agrees to it in the TLS handshake |
//! | `gzip`, `brotli`, `zstd`, `deflate` | decompression of responses, each by its own feature |
//! | `hyper` | `ClientBuilder::hyper`: a second transport, of half the instructions |
//! | `server` | `#[api(server)]`: the trait as an axum router |
//! | `stub` | `#[api(stub)]`: a test double on that router |
//! | `openapi` | `#[api(openapi)]`: the trait's description, and a page that shows it |
//! | `tracing` | spans and events of each call, by the names of OpenTelemetry: see `docs/tracing.md` |

// Long because the macros' reference is here: rustdoc takes it from where they are re-exported.

mod base_url;
mod body;
mod bytes;
pub mod call;
mod client;
mod context;
mod credentials;
pub mod endpoint;
mod envelope;
pub mod error;
mod gate;
mod headers;
mod oauth2;
pub mod observe;
#[cfg(feature = "openapi")]
pub mod openapi;
mod pages;
mod params;
mod pipeline;
mod rate_limit;
mod redirect;
mod request;
mod response;
mod retry;
#[cfg(feature = "server")]
pub mod server;
mod short_name;
mod shown;
pub mod streams;
#[cfg(feature = "stub")]
pub mod stub;
mod throughput;
mod timeouts;
mod transport;
mod wire;

#[doc(hidden)]
pub mod __private;

/// The examples of the guide and of the README, run with the tests.
#[cfg(all(doctest, feature = "stub"))]
mod guide {
    #[doc = include_str!("../../README.md")]
    mod readme {}
    #[doc = include_str!("../../docs/guide/parameters.md")]
    mod parameters {}
    #[doc = include_str!("../../docs/guide/envelopes.md")]
    mod envelopes {}
    #[doc = include_str!("../../docs/guide/errors.md")]
    mod errors {}
    #[doc = include_str!("../../docs/guide/retries-and-time.md")]
    mod retries_and_time {}
    #[doc = include_str!("../../docs/guide/rate-limits.md")]
    mod rate_limits {}
    #[doc = include_str!("../../docs/guide/credentials.md")]
    mod credentials {}
    #[doc = include_str!("../../docs/guide/transports.md")]
    mod transports {}
    #[doc = include_str!("../../docs/guide/streams.md")]
    mod streams {}
    #[doc = include_str!("../../docs/guide/testing.md")]
    mod testing {}
    #[doc = include_str!("../../docs/guide/serving.md")]
    mod serving {}
    #[cfg(feature = "openapi")]
    #[doc = include_str!("../../docs/descriptions.md")]
    mod descriptions {}
    #[doc = include_str!("../../docs/pages.md")]
    mod pages {}
}

/// Derives a return type with a variant for each HTTP status that an endpoint succeeds with.
///
/// ```
/// # mod demo {
/// use api_core::{ByStatus, Result, api};
///
/// #[derive(Debug, ByStatus)]
/// pub enum Weeks {
///     #[status(200)]
///     Ready(Vec<u32>),
///     #[status(202)]
///     Later,
///     #[status(304)]
///     Unchanged,
/// }
///
/// #[api]
/// pub trait Stats {
///     #[endpoint(GET, "/stats/weeks")]
///     async fn weeks(&self) -> Result<Weeks>;
/// }
/// # }
/// # use demo::{Stats as _, StatsClient, Weeks};
/// # async fn run(stats: StatsClient) -> api_core::Result<()> {
/// match stats.weeks().await? {
///     Weeks::Ready(weeks) => println!("{} weeks", weeks.len()),
///     Weeks::Later => println!("ask again in a minute"),
///     Weeks::Unchanged => println!("nothing new"),
/// }
/// # Ok(())
/// # }
/// ```
///
/// The statuses that the variants name mean success, even those of redirects and failures, and all
/// others mean failure. A variant holds what an endpoint may return, or nothing.
/// `#[by_status(crate = path)]` on the enum is the path of `api_core`, if it is not `::api_core`. An
/// implementation of the trait sends the variant's first status and its body, if that implements
/// `Serialize`.
pub use api_macros::ByStatus;
/// Derives [`trait@Envelope`] for the struct that an API wraps around its responses.
///
/// One field tells success from failure, one holds the payload, and one may hold a message for people.
/// Members that the struct does not name are ignored; [`Response::member`] and [`ApiError::member`]
/// read them.
///
/// ```
/// use api_core::Envelope;
///
/// #[derive(Envelope)]
/// struct Wrapped<T> {
///     #[envelope(success = [0, 200], rename = "errorCode")]
///     code: i64,
///     #[envelope(message)]
///     message: String,
///     #[envelope(payload)]
///     data: T,
/// }
/// ```
///
/// | attribute of a field | meaning |
/// | --- | --- |
/// | `success = 0`, `= [0, 200]`, `= true`, `= "ok"` | the member has one of these values on success; a number may be a text, and `true` may be `1` or `"true"` |
/// | `success = absent` | the member is missing, null, an empty list or an empty object on success |
/// | `success = present` | the member is there, and not null, on success |
/// | `default` | (beside `success`) a missing member means success |
/// | `payload` | the member holds the payload |
/// | `flatten` | the payload's members are beside the envelope's own |
/// | `code` | the member holds the code of a failure, if that is not the one that tells success; a text keeps its spelling |
/// | `message` | the member holds a message about a failure: a text or a list of texts; of anything else, the JSON is the message |
/// | `retry_after` | the member holds the seconds to wait before another call, as a number or a text |
/// | `rename = "name"` | the member's name, or a path to it: `rename = "errors.0.message"` |
/// | `alias = "name"` | a further name of the member, or path to it |
///
/// | attribute of the struct | meaning |
/// | --- | --- |
/// | `success = status` | the HTTP status tells success from failure |
/// | `expired = [42001, 40014]` | a failure with one of these codes, numbers or texts, says that the credentials are good no longer: a [provider](Credentials::provider) fetches others |
/// | `crate = path` | the path of `api_core`, if it is not `::api_core` |
///
/// An API that lists its errors, and sends its payload without a wrapper:
///
/// ```
/// # use api_core::Envelope;
/// #[derive(Envelope)]
/// struct Listed<T> {
///     #[envelope(success = absent)]
///     errors: Vec<String>,
///     #[envelope(code, rename = "errors.0.code")]
///     code: String,
///     #[envelope(message, rename = "errors.0.message")]
///     message: String,
///     #[envelope(flatten)]
///     payload: T,
/// }
/// ```
pub use api_macros::Envelope;
/// Derives [`trait@ErrorCode`] for an enum of an API's codes.
///
/// ```
/// use api_core::{Code, ErrorCode};
///
/// #[derive(Debug, PartialEq, ErrorCode)]
/// enum KookCode {
///     #[code(40000)]
///     NotFound,
///     #[code(40103)]
///     TokenExpired,
///     #[code(other)]
///     Other(i64),
/// }
///
/// assert_eq!(KookCode::from_code(&Code::Int(40103)), Some(KookCode::TokenExpired));
/// assert_eq!(KookCode::from_code(&Code::Int(7)), Some(KookCode::Other(7)));
/// ```
///
/// [`Error::code_as`] gives the variant of a failed call. A code is a number or a text; a variant may
/// have several. `#[code(other)]` is the variant for all other codes, and may hold the code as an `i64`,
/// a `String` or a [`Code`]. `#[error_code(crate = path)]` on the enum names the path of `api_core`, if
/// it is not `::api_core`.
pub use api_macros::ErrorCode;
/// Derives [`Paginated`](trait@Paginated): how a list goes on behind a page, once for an API.
///
/// ```
/// # mod demo {
/// use api_core::{Paginated, Result, api};
/// use serde::Deserialize;
///
/// #[derive(Deserialize, Paginated)]
/// pub struct Page<T> {
///     #[page(items)]
///     pub items: Vec<T>,
///     #[page(number = "page", last = "page_total")]
///     pub meta: Meta,
/// }
///
/// #[derive(Deserialize)]
/// pub struct Meta {
///     pub page: u32,
///     pub page_total: u32,
/// }
///
/// #[api]
/// pub trait Chats {
///     #[endpoint(GET, "/chats")]
///     async fn list(&self, #[cursor] page: Option<u32>) -> Result<Page<String>>;
/// }
/// # }
/// # use demo::*;
/// # async fn run(chats: ChatsClient) -> api_core::Result<()> {
/// let chats: Vec<String> = chats.list(None).items().try_collect().await?;
/// # Ok(())
/// # }
/// ```
///
/// The items are in the field with `#[page(items)]`, or in the only field: a `Vec`, another collection
/// of the standard library, or an `Option` of one. One of these says how to go on:
///
/// | attribute | the next page | the last page |
/// | --- | --- | --- |
/// | `#[page(next)]` | is asked for with this cursor | has none: null, an empty text or zero |
/// | `#[page(number)]`, with `#[page(last)]` or `#[page(total)]` | has the next number | has the last number, or completes the total of items |
/// | `#[page(next_url)]` | is at this URL | has none |
/// | `#[page(link)]` on the struct | is at the URL of the `Link` header (RFC 8288) with `rel=next` | has none |
/// | `#[page(offset)]` on the struct or a field | leaves out all items so far | completes the total, or is empty |
/// | `#[page(until_short)]` on the struct | has the next number | has fewer items than the largest page, or than `until_short = 50` |
/// | `#[page(last_key = "id")]` on the struct | is asked for with the `id` of the last item | is empty |
/// | `#[page(inner)]` | is that of this field, which is a page itself | is that of this field |
///
/// A position in a struct inside of the page is named by a path, on the field (`#[page(number = "page")]
/// meta: Meta`) or on the struct (`#[page(number = "meta.page")]`); the path may lead through an
/// `Option`. A flattened struct is such a field, too. Further attributes:
///
/// | attribute | meaning |
/// | --- | --- |
/// | `#[page(more)]` | a `bool` that is false on the last page |
/// | `#[page(size)]` | the number of items on a full page, for `total` and `until_short` |
/// | `#[page(first = 0)]` on the struct | the number of the first page, if not 1 |
/// | `#[page(until_short)]` on the struct, beside `offset` or `last_key` | a short page is the last |
/// | `#[page(cursor = u64)]` on the struct | the type of the cursor: of `last_key` (else any, and the compiler does not compare it with the parameter), of a path (else `String`), of an alias of `Option` |
/// | `#[page(crate = path)]` on the struct | the path of `api_core`, if it is not `::api_core` |
pub use api_macros::Paginated;
/// Derives an error type with a variant for each HTTP status that an API documents bodies for.
///
/// ```
/// # mod demo {
/// use api_core::{Result, StatusError, api};
/// use serde::Deserialize;
///
/// #[derive(Debug, Deserialize)]
/// pub struct Basic {
///     pub message: String,
/// }
///
/// #[derive(Debug, StatusError)]
/// pub enum GithubError {
///     #[status(404)]
///     NotFound(Basic),
///     #[status(409, 422)]
///     Invalid(Basic, api_core::Error),
///     #[status(default)]
///     Refused(Basic),
///     #[other]
///     Call(api_core::Error),
/// }
///
/// #[api]
/// pub trait Github {
///     #[endpoint(GET, "/issues/{number}")]
///     async fn issue(&self, number: u64) -> Result<String, GithubError>;
/// }
/// # }
/// # use demo::{Github as _, GithubClient, GithubError};
/// # async fn run(github: GithubClient) {
/// match github.issue(7).await {
///     Ok(issue) => println!("{issue}"),
///     Err(GithubError::NotFound(basic)) => println!("not there: {}", basic.message),
///     Err(error) => println!("{error}"),
/// }
/// # }
/// ```
///
/// | attribute of a variant | meaning |
/// | --- | --- |
/// | `#[status(404)]`, `#[status(409, 422)]` | it holds the body of a failure with one of these statuses |
/// | `#[status(default)]` | it holds the body of a failure with any other status |
/// | `#[other]` | it holds every other [`Error`]: no connection, no response, a body that does not fit |
///
/// A variant holds the body, which is JSON (or [`Bytes`] or [`Text`], as it was sent), or nothing. A
/// second field of the type [`Error`], as in `NotFound(Basic, Error)`, keeps the error of the call beside
/// the body, with its status, headers and attempts. `as_error()` has it, and is `None` for a variant
/// without: a derive cannot add a field, and a body has no place for an error. A body that does not fit its variant is an `#[other]`
/// error, which has the reason. `#[status_error(crate = path)]` on the enum is the path of `api_core`,
/// if it is not `::api_core`.
///
/// The enum implements `Display`, [`std::error::Error`], `From<api_core::Error>` and the way back. An
/// implementation of the trait that returns a variant sends its first status and its body, if that
/// implements `Serialize`.
pub use api_macros::StatusError;
/// Generates a client for a trait whose methods are HTTP endpoints.
///
/// For `trait Users` it generates `UsersClient`, which is `Clone + Debug + Send + Sync` and has
///
/// - `new(client)` and `client()`, for the [`Client`] that sends its calls;
/// - a method per endpoint that returns a [`Call`], which is sent when it is awaited;
/// - `ENDPOINTS`, a table of the declared [`Endpoint`]s;
/// - an implementation of `Users`, whose methods await the calls of the same name.
///
/// The trait is written as [`async_trait`](macro@async_trait) would write it, so `dyn Users` works, and a
/// test can implement `Users` by hand.
///
/// ```
/// # mod demo {
/// use api_core::{Result, api};
///
/// #[api(path = "/v1", headers("Accept-Language" = "en"))]
/// pub trait Users {
///     /// The name of one user.
///     #[endpoint(GET, "/users/{id}/name")]
///     async fn name(&self, id: u64, verbose: Option<bool>) -> Result<String>;
///
///     /// Changes it.
///     #[endpoint(PUT, "/users/{id}/name", timeout = "5s")]
///     async fn rename(&self, id: u64, name: &str) -> Result<()>;
///
///     /// A method with a body is no endpoint.
///     async fn names(&self, ids: &[u64]) -> Result<Vec<String>> {
///         let mut names = Vec::new();
///         for id in ids {
///             names.push(self.name(*id, None).await?);
///         }
///         Ok(names)
///     }
/// }
/// # }
/// # use demo::*;
///
/// let client = api_core::Client::builder("https://example.com/api").build()?;
/// let request = UsersClient::new(client).name(7, Some(true)).build()?;
/// assert_eq!(request.uri(), "https://example.com/api/v1/users/7/name?verbose=true");
/// # Ok::<(), api_core::Error>(())
/// ```
///
/// # `#[api(…)]`
///
/// | argument | meaning |
/// | --- | --- |
/// | `envelope = Kook` | the [`Envelope`] of every response; without it, a response is its own payload |
/// | `path = "/api/v3"` | the beginning of all paths; may have placeholders |
/// | `headers("Name" = "value", …)` | headers of every request; `"Name" = none` removes one of the client |
/// | `query("name" = "value", …)` | query parameters of every request |
/// | `fields("name" = "value", …)` | constants of every body that is made of parameters; a value may be a number, `true` or `false` |
/// | `body = form`, `body = json("params")`, … | the format of such bodies, where an endpoint has none of its own (see below) |
/// | `rename_all = "camelCase"` | the spelling of wire names, in serde's words |
/// | `list = "csv"` | the style of lists (see below) |
/// | `bools = "digits"` | writes `bool` in a query or form as `1` and `0` |
/// | `client = Name` | the name of the client |
/// | `extensible` | permits other API traits to have this one as a supertrait |
/// | `extends(UsersClient)` | the clients of those supertraits that are API traits; this client implements them too |
/// | `server`, `stub` | generates a server or a test double as well (see below) |
/// | `openapi` | gives the client the description of the trait (see below) |
/// | `credentials = scheme("Bot")` | the credentials that the description names, by the constructors of [`Credentials`]: `bearer`, `basic`, `scheme("…")`, `header("…")`, `query("…")`; `all(…)` if several are sent together, and `[…]` if one of several is. A client is given its own |
/// | `crate = path` | the path of `api_core`, if it is not `::api_core` |
///
/// # `#[endpoint(METHOD, "/path", …)]`
///
/// The method is any HTTP token, in upper case and without quotes. In the path, `{name}` is filled by
/// the parameter `name` and stays within its segment; `{name*}` may span several, and keeps its `/`
/// (under `server`, only at the end). A placeholder that is no identifier, such as `{file-id}`, is
/// filled by the parameter with `#[path("file-id")]`. A literal query may follow, and is sent as it is
/// written. An endpoint with a `#[url]` parameter has no path.
///
/// | argument | meaning |
/// | --- | --- |
/// | `envelope = Other`, `envelope = none` | the envelope of this endpoint |
/// | `example = "fixtures/user.json"` | a recorded response, relative to `Cargo.toml`: a generated test reads it as the declared type, and a stub responds with it |
/// | `timeout = "10s"` | the longest that a call may take; `ms`, `s`, `m` and `h`, or `"none"` for no limit |
/// | `attempt_timeout`, `connect_timeout`, `read_timeout` | the same for parts of a call: see [`ClientBuilder`] |
/// | `idempotent` | a repeated request does no harm |
/// | `idempotency_key` | each call sends a key by which the server recognizes a repetition: see [`Call::idempotency_key`] |
/// | `rate_limit = "messages/{channel_id}"` | the rate limit that calls count against, and the parameters whose values have limits of their own: see [`RateLimits`] |
/// | `retry = never`, `retry = repeatable` | a failed call is never sent again, or may be: see [`Retry`] |
/// | `headers(…)`, `query(…)` | as for the trait; an endpoint's replace the trait's |
/// | `credentials = none` | the client's credentials are not sent, and the request is not signed |
/// | `base = "uploads"` | the base URL of this name is called: see [`ClientBuilder::base`] |
/// | `redirects = away` | redirects of a GET or HEAD are followed, to other origins too, without credentials and sensitive headers |
/// | `page(link)`, `page(until_short)`, `page(offset)`, `page(last_key = "id")` | how a bare list goes on, in the words of [`Paginated`](derive@Paginated) |
/// | `page(none)` | the endpoint returns a page, and no parameter of its own asks for the next one |
/// | `prefix = none` | the path does not begin with that of the trait |
/// | `fields(…)` | as for the trait; a nearer one replaces that of the same name, and `"name" = none` removes it |
/// | `body = json`, `form`, `multipart` | the format of a body that is made of parameters |
/// | `body = json("params")` | the parameters are members of an object under this key, beside the constants |
/// | `allow_body` | permits a body of a GET |
/// | `overload` | permits the method and path of another endpoint |
/// | `success = [200, 202]` | the statuses that mean success, instead of 200 to 299; a redirect is handed over if its status is one |
/// | `none = [304, 404]` | the statuses that mean success and `None` |
/// | `max_body = "64 MiB"` | the largest response that is read |
/// | `max_error_body = "1 MiB"` | the most of a failed response that is read |
/// | `done = "[DONE]"` | the event or line that ends a stream; a response that ends without it broke off |
/// | `max_item = "1 MiB"` | the largest event or line of a stream, 8 MiB unless set |
///
/// With constants in the body, a JSON-RPC API needs no wrapper types. A server tells its endpoints
/// apart by them:
///
/// ```
/// # mod demo {
/// use api_core::{Result, api};
///
/// #[api(fields("jsonrpc" = "2.0", "id" = 1), body = json("params"))]
/// pub trait Aria2 {
///     #[endpoint(POST, "/jsonrpc", fields("method" = "aria2.tellStatus"))]
///     async fn tell_status(&self, gid: &str) -> Result<String>;
/// }
/// # }
/// # use demo::*;
///
/// let client = api_core::Client::builder("https://example.com").build()?;
/// let request = Aria2Client::new(client).tell_status("2089b056").build()?;
/// assert_eq!(
///     request.body().as_bytes().unwrap(),
///     br#"{"jsonrpc":"2.0","id":1,"method":"aria2.tellStatus","params":{"gid":"2089b056"}}"#
/// );
/// # Ok::<(), api_core::Error>(())
/// ```
///
/// # Parameters
///
/// A parameter that the path names fills its placeholder. GET, HEAD, DELETE and OPTIONS send any other
/// in the query, and other methods send it as a member of a JSON object. An attribute overrides this:
///
/// | attribute | the value is sent |
/// | --- | --- |
/// | `#[path("id")]` | in the placeholder `{id}`; anything with `Display` |
/// | `#[query("type")]` | in the query; a scalar, an `Option` or a list that implements `Serialize` |
/// | `#[header("X-Name")]` | in a header; a scalar or an `Option` of one |
/// | `#[field("type")]` | in the body's object or form; anything that implements `Serialize` |
/// | `#[part("file")]` | in the multipart body; a [`Part`], a scalar, or an `Option` or `Vec` of these |
/// | `#[body]`, `#[body(json)]` | as the whole JSON body; anything that implements `Serialize` |
/// | `#[body(form)]`, `(text)`, `(bytes)`, `(stream)` | as the whole body in that format |
/// | `#[body(json_lines)]` | as a JSON text per line; a list, or a `Stream` of values that implement `Serialize` |
/// | `#[url]` | instead of base URL and path: absolute, or resolved against the base URL |
/// | `#[context]` | nowhere: a server gives the implementation a [`Context`], and the client's method has no such parameter |
/// | `#[cursor]` | (beside one of these) as it is; further pages are asked for with another value: see [`Paginated`](derive@Paginated) |
/// | `#[sensitive]` | (beside one of these) marked in [`Param`](endpoint::Param), so that traces leave it out |
///
/// The name may be left out if the parameter has it; `r#type` is sent as `type`. `None` is left out;
/// [`Nullable`] sends null in its place, and [`Patch`] tells the two apart.
///
/// ```
/// # mod demo {
/// use api_core::{Body, Part, Result, api};
///
/// #[api]
/// pub trait Photos {
///     /// A file beside a text, as multipart.
///     #[endpoint(POST, "/photos", body = multipart)]
///     async fn add(&self, title: &str, #[part("file")] photo: Part) -> Result<u64>;
///
///     /// A body that is read while it is sent.
///     #[endpoint(PUT, "/photos/{id}")]
///     async fn replace(&self, id: u64, #[body(stream)] photo: Body) -> Result<()>;
/// }
/// # }
/// # use demo::*;
/// # async fn run(photos: PhotosClient) -> api_core::Result<()> {
/// use api_core::{Body, Part};
///
/// let id = photos.add("My cat", Part::file("cat.png").await?).await?;
/// photos.replace(id, Body::file("better.png").await?).await?;
/// # Ok(())
/// # }
/// ```
///
/// | option | of | meaning |
/// | --- | --- | --- |
/// | `list = "repeat"` | query, form | `a=1&a=2`; also `"csv"` `a=1,2`, `"ssv"` `a=1%202`, `"pipes"` `a=1%7C2`, `"brackets"` `a[]=1`, `"indices"` `a[0]=1` |
/// | `list = "csv"`, `"repeat"` | header | one line, or one line per element |
/// | `list = "csv"` | path | `/users/1,2`; a comma in an element is `%2C` |
/// | `flatten` | query, field, header | the members of a struct, map or list of pairs, each as a parameter |
/// | `json` | query, field, part | the value as a JSON text: one pair `a=%5B1%5D`, a text in the body, a part of type `application/json` |
/// | `replace` | header, beside `flatten` | a member may have the name of a header that is set elsewhere; without it, that is an error, since the map may come from outside |
/// | `nested = "brackets"`, `"dots"` | query, form | structs and maps, under the parameter's name or inside of another: `a[b]=1`, `a.b=1`; with `list = "indices"` also in a list: `a[0][b]=1` |
/// | `bools = "digits"`, `"words"` | query, form | `1` and `0`, or `true` and `false` |
/// | `flag` | query | a `bool` that is sent as its name alone, or not at all |
/// | `encoded` | path, query | the value is percent-encoded already; a character that is not is an error |
/// | `content_type = "…"` | body | replaces the content type of the format |
///
/// An option that has no effect on the parameter's type is a compile error, and so is a type that every
/// call would refuse, as far as the type is one of the standard library: the compiler does not know how
/// others are serialized.
///
/// # What a method returns
///
/// `Result<T>`, or `Result<T, E>` with `E: From<api_core::Error>`, under any alias.
///
/// | `T` | value | a status that means failure | envelope | body |
/// | --- | --- | --- | --- | --- |
/// | any type that implements `DeserializeOwned` | the payload | is an error | opened | read |
/// | `Option<T>` | the payload, or `None` if it is missing or null | is an error | opened | read |
/// | `()` | nothing; any payload is accepted, and without an envelope any body | is an error | opened | read |
/// | [`Bytes`], [`Text`] | the body, not decoded | is an error | of a failure only | read |
/// | `Option<Bytes>`, `Option<Text>` | the same, or `None` if the status says that there is none: 204, 205 or one of `none` | is an error | of a failure only | read |
/// | `http::HeaderMap` | the headers | is an error | of a failure only | read |
/// | an enum that derives [`ByStatus`](derive@ByStatus) | the variant of the status | is an error, unless a variant has it | opened | read |
/// | [`Response<T>`] | the value with status and headers | as of `T` | as of `T` | as of `T` |
/// | `Response<Body>`, [`Body`] | the body, unread | is an error | of a failure only | unread |
/// | [`EventStream<T>`](EventStream), [`JsonLines<T>`](JsonLines) | the items, as they come | is an error, and so is another media type | of a failure only | as it comes |
/// | [`ByteStream`] | the content, as it comes | is an error | of a failure only | as it comes |
/// | `http::Response<Body>` | the response | is handed over | never | unread |
///
/// A body that is read is bound by `max_body` (of a failure by `max_error_body`), `read_timeout` and
/// `timeout`, with their defaults. One that is handed over unread, or as it comes, is bound by `read_timeout`, and by
/// those of the other two that are set. A redirect that is not followed is an error, unless its status
/// is among the successes, or the response is handed over as it is.
///
/// HEAD has no body, so it returns `()`, `http::HeaderMap`, `Response<()>` or `http::Response<Body>`.
///
/// # The server
///
/// `#[api(server)]`, with the feature `server`, generates `UsersServer`:
/// `UsersServer::new(implementation).into_router()` is an `axum::Router` that reads what the client
/// writes, calls the implementation, and responds in the envelope. Types of parameters must be readable
/// then (`Deserialize` beside `Serialize`, `FromStr` beside `Display`), and those of responses writable.
///
/// An [`ApiError`] of the implementation is sent as it is. Of any other error a client learns only that
/// the server failed. A request that cannot be read is rejected, in the envelope, with a message that
/// names the parameter and what was expected: 400, 404, 405 with `Allow`, 413, 415 or 422.
/// `UsersServer::rejections` changes that.
///
/// # The stub
///
/// `#[api(stub)]`, with the feature `stub`, generates `UsersStub`, a test double with a method per
/// endpoint; `UsersGetArgs`, a struct of an endpoint's arguments; and `UsersCall`, an enum of all of
/// these. The module `stub` describes them.
///
/// # The description
///
/// `#[api(openapi)]`, with the feature `openapi`, gives the client a function `UsersClient::openapi()`:
/// the description of the trait in OpenAPI, for which types must implement `schemars::JsonSchema`.
/// `UsersServer::openapi("/openapi.json")` serves it, and to a browser a page that shows it. The module
/// `openapi` has the details.
pub use api_macros::api;
/// An endpoint of a trait that has [`#[api]`](macro@api), where it is documented.
///
/// `#[api]` removes this attribute from the methods. Without `#[api]` it is a compile error.
pub use api_macros::endpoint;
pub use async_trait::async_trait;
pub use {http, reqwest, tower};

pub use self::body::Body;
pub use self::bytes::{Bytes, Text};
pub use self::call::Call;
pub use self::client::{Client, ClientBuilder};
#[cfg_attr(feature = "server", doc(no_inline))]
pub use self::context::Context;
pub use self::credentials::Credentials;
pub use self::endpoint::Endpoint;
pub use self::envelope::Envelope;
pub use self::error::{ApiError, BoxError, Code, Error, ErrorCode, ErrorKind, Result};
pub use self::oauth2::OAuth2;
pub use self::observe::Observer;
pub use self::pages::{Items, Next, PageContext, Pages, PagesOf, Paginated, pages};
#[cfg(feature = "redis")]
pub use self::rate_limit::RedisStore;
pub use self::rate_limit::{
    BucketState, LimitKey, LimitStore, MemoryStore, RateLimit, RateLimits, Reservation, Reserved,
    ResetUnit, Settled,
};
pub use self::response::{Response, Seal};
pub use self::retry::Retry;
pub use self::streams::{ByteStream, Event, EventStream, JsonLines};
pub use self::transport::{Sign, Transport, Unsigned};
pub use self::wire::{Nullable, Part, Patch};
