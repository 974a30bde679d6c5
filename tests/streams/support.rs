//! A client over the transport of the test, and responses of streams as bytes.

use std::time::Duration;

use api_core::{Client, ClientBuilder, Error};
use api_tests::{Server, Step, head, is_over_hyper};
use tokio::time::timeout;

/// Longer than anything here takes. Nothing passes or fails by being faster than this.
pub(crate) const LONG: Duration = Duration::from_secs(50);

/// A builder for an address, over the transport of the test.
pub(crate) fn calling(base: impl Into<String>) -> ClientBuilder {
    let builder = Client::builder(base).no_env_proxy();
    if is_over_hyper() { builder.hyper() } else { builder }
}

pub(crate) fn client(server: &Server) -> Client {
    calling(server.base()).build().expect("the server's address is a base URL")
}

/// Waits for something that must not hang.
pub(crate) async fn soon<T>(what: impl IntoFuture<Output = T>) -> T {
    timeout(LONG, what.into_future()).await.expect("it hangs")
}

/// The head of a chunked response.
pub(crate) fn chunked_head(content_type: &str) -> Vec<u8> {
    head(200, &[("Content-Type", content_type), ("Transfer-Encoding", "chunked")])
}

/// One chunk.
pub(crate) fn chunk(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let bytes = bytes.as_ref();
    let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
    chunk.extend_from_slice(bytes);
    chunk.extend_from_slice(b"\r\n");
    chunk
}

/// The end of a chunked body.
pub(crate) const END: &[u8] = b"0\r\n\r\n";

/// A whole response of one chunk.
pub(crate) fn whole(content_type: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let chunk = if body.is_empty() { Vec::new() } else { chunk(body) };
    [chunked_head(content_type), chunk, END.to_vec()].concat()
}

/// A response that breaks off behind this body.
pub(crate) fn broken(content_type: &str, body: impl AsRef<[u8]>) -> Vec<Step> {
    let bytes = [chunked_head(content_type), chunk(body)].concat();
    vec![Step::ReadRequest, Step::Send(bytes), Step::Close]
}

/// A response that goes on as long as the client wants.
pub(crate) fn open(content_type: &str, body: impl AsRef<[u8]>) -> Vec<Step> {
    let bytes = [chunked_head(content_type), chunk(body)].concat();
    vec![Step::ReadRequest, Step::Send(bytes), Step::Stall]
}

/// What an error says, without the endpoint.
pub(crate) fn said(error: &Error) -> String {
    let text = error.to_string();
    text.split_once("): ").map_or(text.clone(), |(_, said)| said.to_owned())
}

pub(crate) const EVENTS: &str = "text/event-stream";
pub(crate) const LINES: &str = "application/x-ndjson";
