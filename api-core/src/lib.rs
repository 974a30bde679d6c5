//! Declare an HTTP API as a trait; get a typed client.
//!
//! ```
//! # mod demo {
//! use api_core::{Envelope, Result, api};
//! use serde::Deserialize;
//!
//! /// The wrapper around every answer: `{"code": 0, "message": "", "data": …}`.
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
//! let reply = chats.view("5c7e").with_response().await?; // with status and headers
//! let request = chats.view("5c7e").build()?; // nothing sent
//! let anywhere: Arc<dyn UserChat> = Arc::new(chats); // the trait stays a trait
//! # Ok(())
//! # }
//! ```
//!
//! [`macro@api`] says what can be declared, [`Client`] what can be set for all calls, [`Call`]
//! what can be said about one, and [`Error`] what can go wrong.
//!
//! # Features
//!
//! What the macros make depends on none of them.
//!
//! | feature | brings |
//! | --- | --- |
//! | `rustls` (default) | `https://`, by rustls and what the system trusts |
//! | `native-tls` | `https://`, by the system's own library |
//! | `http2` | HTTP/2, where a server agrees to it in the TLS handshake |
//! | `gzip` | answers that are compressed |
//! | `hyper` | `ClientBuilder::hyper`: another transport, of fewer instructions |
//! | `server` | `#[api(server)]`: the trait as an axum router |
//! | `stub` | `#[api(stub)]`: a test double on that router |

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
mod pipeline;
mod redirect;
mod request;
mod response;
mod retry;
#[cfg(feature = "server")]
pub mod server;
mod shown;
#[cfg(feature = "stub")]
pub mod stub;
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
    #[doc = include_str!("../../docs/guide/credentials.md")]
    mod credentials {}
    #[doc = include_str!("../../docs/guide/transports.md")]
    mod transports {}
    #[doc = include_str!("../../docs/guide/testing.md")]
    mod testing {}
    #[doc = include_str!("../../docs/guide/serving.md")]
    mod serving {}
}

/// Derives [`trait@Envelope`] for the struct that an API wraps around its answers.
///
/// One field says whether the API did what was asked, one holds the payload, and one may hold a
/// message for people. Members that the struct does not name are ignored.
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
/// | `success = 0`, `= [0, 200]`, `= true`, `= "ok"` | it tells success, and is then one of these |
/// | `success = absent` | it tells of a failure: missing, null or an empty list means success |
/// | `success = present` | it is there, and not null, on success |
/// | `default` | (beside `success`) if it is missing, that means success |
/// | `payload` | it holds the payload, on success |
/// | `flatten` | the payload stands beside the envelope's own members |
/// | `code` | it holds the code of a failure, if that is not the field that tells success |
/// | `message` | it holds words about a failure |
/// | `retry_after` | it holds the seconds to wait before another call |
/// | `rename = "name"` | its name on the wire, or a path: `rename = "errors.0.message"` |
/// | `alias = "name"` | one more name of it, or path to it, that is understood |
///
/// | attribute of the struct | meaning |
/// | --- | --- |
/// | `success = status` | the HTTP status tells success |
/// | `crate = path` | where `api_core` is, if it is not `::api_core` |
///
/// An API that says what went wrong in a list, and sends its payload bare:
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
///
/// Other members are reached through [`Response::member`] and [`ApiError::member`].
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
/// [`Error::code_as`] gives the variant of a failed call. A code is a number or a text; a variant
/// may have several. `#[code(other)]` stands for all that no variant has, and may hold the code as
/// an `i64`, a `String` or a [`Code`]. `#[error_code(crate = path)]` on the enum says where
/// `api_core` is, if it is not `::api_core`.
pub use api_macros::ErrorCode;
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
/// second field of the type [`Error`] keeps the error of the call beside the body, with its status,
/// headers and attempts; `as_error()` has it. A body that does not fit its variant is an `#[other]`
/// error, which has the reason. `#[status_error(crate = path)]` on the enum is the path of `api_core`,
/// if it is not `::api_core`.
///
/// The enum implements `Display`, [`std::error::Error`], `From<api_core::Error>` and the way back. An
/// implementation of the trait that returns a variant sends its first status and its body, if that
/// implements `Serialize`.
pub use api_macros::StatusError;
/// Makes a client of a trait whose methods are HTTP endpoints.
///
/// For `trait Users` it makes `UsersClient`, which is `Clone + Debug + Send + Sync` and has
///
/// - `new(client)` and `client()`, for the [`Client`] it calls through;
/// - for each endpoint a method that returns a [`Call`], which is sent when it is awaited;
/// - `ENDPOINTS`, a table of what was declared;
/// - the trait itself, each method awaiting the call of that name.
///
/// The trait goes through [`async_trait`](macro@async_trait), so that `dyn Users` works and a test can implement
/// `Users` by hand.
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
/// | `envelope = Kook` | the [`Envelope`] of every answer; without it, an answer is its own payload |
/// | `path = "/api/v3"` | what all paths begin with; may hold placeholders |
/// | `headers("Name" = "value", …)` | headers of every request; `"Name" = none` keeps one of the client back |
/// | `query("name" = "value", …)` | query parameters of every request |
/// | `fields("name" = "value", …)` | constants of every body that is made of parameters; a value may be a number, `true` or `false` |
/// | `body = form`, `body = json("params")`, … | the format of such bodies, where an endpoint has none of its own (see below) |
/// | `rename_all = "camelCase"` | how names of parameters are spelled on the wire, in serde's words |
/// | `list = "csv"` | how lists are written (see below) |
/// | `bools = "digits"` | truth values in a query or form as `1` and `0` |
/// | `client = Name` | the name of the client |
/// | `extensible` | other API traits may have this one as a supertrait |
/// | `extends(UsersClient)` | the clients of the supertraits that are API traits, which this client then is too |
/// | `server`, `stub` | makes a server or a test double, too (see below) |
/// | `crate = path` | where `api_core` is, if it is not `::api_core` |
///
/// # `#[endpoint(METHOD, "/path", …)]`
///
/// The method is any HTTP token, written bare and in upper case. In the path, `{name}` is filled by
/// the parameter `name` and stays within its segment; `{name*}` may span several, and keeps its `/`
/// (under `server`, only at the end). A placeholder that is no identifier, such as `{file-id}`, is
/// filled by the parameter with `#[path("file-id")]`. A literal query may follow, which is sent as it
/// is written. The path is left out if the URL is a parameter (`#[url]`).
///
/// | argument | meaning |
/// | --- | --- |
/// | `envelope = Other`, `envelope = none` | the envelope of this endpoint |
/// | `example = "fixtures/user.json"` | a recorded answer, seen from `Cargo.toml`: a test that comes with it reads it as the declared type, and a stub answers with it |
/// | `timeout = "10s"` | how long a call may take; `ms`, `s` and `m` |
/// | `attempt_timeout`, `connect_timeout`, `read_timeout` | the same of its parts: see [`ClientBuilder`] |
/// | `idempotent` | sending it twice is as good as once |
/// | `idempotency_key` | each call has a key by which the server knows a repetition: see [`Call::idempotency_key`] |
/// | `retry = never`, `retry = repeatable` | a failed call is not sent again, or may be: see [`Retry`] |
/// | `headers(…)`, `query(…)` | as for the trait; these are nearer |
/// | `credentials = none` | the client's credentials do not go along |
/// | `prefix = none` | the trait's `path` is not put in front |
/// | `fields(…)` | as for the trait; a nearer one replaces that of the same name, and `"name" = none` removes it |
/// | `body = json`, `form`, `multipart` | what loose parameters of the body are sent as |
/// | `body = json("params")` | the parameters are members of an object under this key, beside the constants |
/// | `allow_body` | permits a body on GET |
/// | `overload` | the same method and path as another endpoint, which is a mistake otherwise |
/// | `success = [200, 202]` | the statuses that mean success, instead of 200 to 299 |
/// | `max_body = "64 MiB"` | the largest response that is read |
/// | `max_error_body = "1 MiB"` | the most of a failed response that is read |
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
/// A parameter that the path names goes there. Otherwise GET, HEAD, DELETE and OPTIONS send it in
/// the query, every other method as a field of the JSON object that is the body. An attribute
/// says otherwise:
///
/// | attribute | the value goes |
/// | --- | --- |
/// | `#[path("id")]` | into the placeholder `{id}`; anything with `Display` |
/// | `#[query("type")]` | into the query; a scalar, an `Option` or a list that implements `Serialize` |
/// | `#[header("X-Name")]` | into a header; a scalar or an `Option` of one |
/// | `#[field("type")]` | into the body's object or form; anything that implements `Serialize` |
/// | `#[part("file")]` | into the multipart body; a [`Part`], a scalar, or an `Option` or `Vec` of these |
/// | `#[body]` | as the whole JSON body; anything that implements `Serialize` |
/// | `#[body(form)]`, `(text)`, `(bytes)`, `(stream)` | as the whole body in that format |
/// | `#[url]` | instead of base and path: absolute, or resolved against the base |
/// | `#[context]` | nowhere: a [`Context`] is handed over by a server, and a client does not take it |
/// | `#[sensitive]` | (beside one of these) marks the parameter so in [`Param`](endpoint::Param) |
///
/// The name may be left out where it is that of the parameter; `r#type` is sent as `type`. `None`
/// is left out; [`Patch`] tells leaving out from null.
///
/// | option | of | meaning |
/// | --- | --- | --- |
/// | `list = "repeat"` | query, form | `a=1&a=2`; also `"csv"` `a=1,2`, `"ssv"` `a=1%202`, `"pipes"` `a=1%7C2`, `"brackets"` `a[]=1`, `"indices"` `a[0]=1` |
/// | `list = "csv"`, `"repeat"` | header | one line, or one line per element |
/// | `list = "csv"` | path | `/users/1,2`; a comma in an element is `%2C` |
/// | `flatten` | query, field, header | the members of a struct, map or list of pairs, each on its own |
/// | `json` | query, field, part | the value as a JSON text: one pair `a=%5B1%5D`, a text in the body, a part of type `application/json` |
/// | `replace` | header, beside `flatten` | a member may have the name of a header that is set elsewhere; without it, that is an error, since the map may come from outside |
/// | `nested = "brackets"`, `"dots"` | query, form | structs and maps, under the parameter's name or inside of another: `a[b]=1`, `a.b=1`; with `list = "indices"` also in a list: `a[0][b]=1` |
/// | `bools = "digits"`, `"words"` | query, form | `1` and `0`, or `true` and `false` |
/// | `flag` | query | a `bool` that sends its name alone, or nothing |
/// | `encoded` | path, query | the value is percent-encoded already; what is not is refused |
/// | `content_type = "…"` | body | instead of the usual one |
///
/// # What a method returns
///
/// `Result<T>`, or `Result<T, E>` with `E: From<api_core::Error>`, under any alias. `T` is
/// anything that implements `Deserialize` without borrowing; `()`, which accepts any answer;
/// `Option<T>`; [`Response<T>`], which keeps status and headers; [`Bytes`], [`Text`],
/// `http::HeaderMap` and `http::Response<Body>`, which are not decoded. The answer to HEAD, which has
/// no body, is `()`, `http::HeaderMap`, `Response<()>` or `http::Response<Body>`.
///
/// # The server
///
/// `#[api(server)]`, with the feature `server`, makes `UsersServer`:
/// `UsersServer::new(implementation).into_router()` is an `axum::Router` that reads what the client
/// writes, calls the implementation, and answers in the envelope. Everything that goes into a
/// request has to be readable then (`Deserialize` beside `Serialize`, `FromStr` beside `Display`),
/// and every answer writable. An error that is an [`ApiError`] is told to the client; of any other,
/// only whose fault it was.
///
/// A path that no endpoint has is answered with 404, a method that it does not have with 405 and
/// `Allow`, a request that cannot be read with 400, 413, 415 or 422: in the envelope, naming the
/// parameter and what was expected. `UsersServer::rejections` says how.
///
/// # The stub
///
/// `#[api(stub)]`, with the feature `stub`, makes `UsersStub`, a test double with a method an
/// endpoint, `UsersGetArgs` with the arguments of an endpoint, and `UsersCall` with those of any. What
/// they do stands in the module `stub`.
pub use api_macros::api;
/// An endpoint of a trait that has [`#[api]`](macro@api), where it is documented.
///
/// `#[api]` takes this attribute off the methods. Where it stands alone, it says so.
pub use api_macros::endpoint;
pub use async_trait::async_trait;
pub use http;

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
pub use self::response::{Response, Seal};
pub use self::retry::Retry;
pub use self::transport::Transport;
pub use self::wire::{Part, Patch};
