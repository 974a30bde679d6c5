//! What most modules need: a client of a server, a small trait with an envelope, and an error
//! taken apart into values that can be compared.

use std::fmt::Debug;

use api_core::{Client, ClientBuilder, Code, Envelope, Error, ErrorKind, Result, Retry, api};
use api_tests::{Request, Server, is_over_hyper, json};
use serde::Deserialize;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

/// An envelope like KOOK's.
#[derive(Envelope)]
pub(crate) struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

/// A payload with one string and one number, which is all it takes to be decoded or not.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Thing {
    pub(crate) name: String,
    pub(crate) size: u32,
}

impl Thing {
    pub(crate) fn new(name: &str, size: u32) -> Self {
        Self { name: name.to_owned(), size }
    }
}

/// One endpoint for each way in which a response can be taken.
#[api(envelope = Wrapped)]
pub(crate) trait Things {
    /// A payload that has to be there.
    #[endpoint(GET, "/thing")]
    async fn thing(&self) -> Result<Thing>;

    /// A payload that may be missing.
    #[endpoint(GET, "/maybe")]
    async fn maybe(&self) -> Result<Option<Thing>>;

    /// No payload.
    #[endpoint(GET, "/nothing")]
    async fn nothing(&self) -> Result<()>;

    /// A payload without an envelope around it.
    #[endpoint(GET, "/bare", envelope = none)]
    async fn bare(&self) -> Result<Thing>;

    /// A method that is never sent twice.
    #[endpoint(POST, "/things")]
    async fn make(&self, name: &str, size: u32) -> Result<Thing>;
}

/// A builder for an address, over the transport of the test.
pub(crate) fn calling(base: impl Into<String>) -> ClientBuilder {
    let builder = Client::builder(base);
    if is_over_hyper() { builder.hyper() } else { builder }
}

/// A builder for a server: no proxy, a user agent that does not move with the version, and one
/// request a call, so that a fault is seen once and by itself. `retry/` is about the others.
pub(crate) fn builder(server: &Server) -> ClientBuilder {
    calling(server.base()).user_agent("api-tests").no_env_proxy().retry(Retry::never())
}

pub(crate) fn client(server: &Server) -> Client {
    builder(server).build().expect("the server's address is a base URL")
}

pub(crate) fn things(server: &Server) -> ThingsClient {
    ThingsClient::new(client(server))
}

/// A server that is content with everything and has nothing to say.
pub(crate) fn content() -> Server {
    Server::giving(json(200, "null"))
}

/// The last request that came.
#[track_caller]
pub(crate) fn last(server: &Server) -> Request {
    server.requests().pop().expect("a request came")
}

/// What is said of a call that cannot be sent.
#[track_caller]
pub(crate) fn refusal<T: Debug>(result: Result<T>) -> String {
    let error = result.expect_err("the call cannot be sent");
    assert_eq!(error.kind(), ErrorKind::Build, "{error:?}");
    error.to_string()
}

/// Checks that nobody has connected so far, by being the first.
pub(crate) async fn untouched(server: &Server) {
    let mut stream = TcpStream::connect(server.authority()).await.expect("the server listens");
    stream.write_all(b"the first").await.expect("the server reads");
    drop(stream);
    let first = server.ended(0).await;
    assert_eq!(String::from_utf8_lossy(&first.leftover), "the first", "somebody had connected");
}

/// The kind of an error and the status that came with it.
pub(crate) fn failure<T: Debug>(result: Result<T>) -> (ErrorKind, Option<u16>) {
    let error = result.expect_err("the call fails");
    (error.kind(), status(&error))
}

pub(crate) fn status(error: &Error) -> Option<u16> {
    error.status().map(|status| status.as_u16())
}

/// What the API said: code, message, and the status that it came with.
#[track_caller]
pub(crate) fn api_error<T: Debug>(result: Result<T>) -> (Code, String, u16) {
    let error = result.expect_err("the call fails");
    assert_eq!(error.kind(), ErrorKind::Api, "{error:?}");
    let api = error.api().expect("an error of kind `Api` says what the API said");
    assert_eq!(status(&error), Some(api.status().as_u16()));
    (api.code().clone(), api.message().to_owned(), api.status().as_u16())
}

/// The headers that a client of [`builder`] always sends, with more of the test's own, sorted as
/// [`api_tests::Request::headers`] sorts them.
pub(crate) fn headers(server: &Server, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let host = server.authority();
    let always = [("accept", "application/json"), ("host", &host), ("user-agent", "api-tests")];
    let mut headers: Vec<_> =
        always.iter().chain(more).map(|&(name, value)| (name.into(), value.into())).collect();
    headers.sort();
    headers
}
