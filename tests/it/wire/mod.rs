//! What goes out, row by row: a declaration and its arguments on one side, the request as text on
//! the other. Every row is checked twice, by `Call::build()` and as the bytes that reach a server,
//! and the two have to agree.
//!
//! A request is shown as its method and target, the headers that not every request has, and its
//! body: `POST /a\nx-b: c\n\nbody`. A `content-length` is left out if it is the body's. What cannot
//! be sent is shown as its error.

mod base_url;
mod bodies;
mod constants;
mod failing_bodies;
mod fields;
mod flatten;
mod framing;
mod header_maps;
mod headers;
mod json_lines;
mod json_texts;
mod lists;
mod lists_of_structs;
mod methods;
mod multipart;
mod nested;
mod numbers;
mod path_values;
mod paths;
mod properties;
mod queries;
mod repeated;
mod shapes;
mod spelling;
mod unsendable;
mod values;

use std::fmt::Debug;

use api_core::http::{HeaderMap, HeaderValue, Request};
use api_core::{Body, Error, ErrorKind, Result};
use api_tests::{Server, response};
use http_body_util::BodyExt as _;

use crate::support::last;

/// A type of a user's own. The compiler does not know how it is serialized, so that a parameter it does
/// not fit is found by the call.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Own<T>(pub(crate) T);

/// A server that says nothing, successfully.
fn silent() -> Server {
    Server::giving(response(200, &[], ""))
}

/// Checks rows of `call => "what goes out"`, each call made twice.
macro_rules! rows {
    ($server:expr; $($call:expr => $want:expr;)+) => {
        $(
            let row = crate::wire::Row { server: &$server, want: &$want, line: line!() };
            row.check($call.build(), $call).await;
        )+
    };
}
use rows;

/// A row of a table.
struct Row<'a> {
    server: &'a Server,
    want: &'a str,
    line: u32,
}

impl Row<'_> {
    async fn check<T: Debug>(
        &self,
        built: Result<Request<Body>>,
        call: impl IntoFuture<Output = Result<T>>,
    ) {
        let (built, base) = match built {
            Ok(request) => (text(request).await, self.server.base()),
            Err(error) => (refusal(&error), String::new()),
        };
        let built = built.replacen(&base, "", usize::from(!base.is_empty()));
        assert_eq!(built, self.want, "built, row at line {}", self.line);
        let before = self.server.requests().len();
        let result = call.await;
        let sent = match &result {
            Err(error) if error.kind() == ErrorKind::Build => {
                assert_eq!(self.server.requests().len(), before, "nothing is sent");
                refusal(error)
            }
            _ => {
                assert_eq!(self.server.requests().len(), before + 1, "{result:?}");
                let request = last(self.server);
                let line = format!("{} {}", request.method(), request.target());
                shown(line, request.headers(), request.body().to_owned())
            }
        };
        assert_eq!(sent, self.want, "sent, row at line {}", self.line);
    }
}

/// What an error says behind the endpoint, which it names first.
fn refusal(error: &Error) -> String {
    assert_eq!(error.kind(), ErrorKind::Build, "{error:?}");
    let endpoint = error.endpoint().expect("the error of a call names its endpoint");
    let text = error.to_string();
    let words = text.strip_prefix(&format!("{endpoint}: "));
    words.unwrap_or_else(|| panic!("`{endpoint}` is not named in `{text}`")).to_owned()
}

async fn text(request: Request<Body>) -> String {
    let line = format!("{} {}", request.method(), request.uri());
    let headers = pairs(request.headers());
    let body = request.into_body().collect().await.expect("the body is whole").to_bytes();
    shown(line, headers, String::from_utf8(body.to_vec()).expect("the rows send text"))
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| value.to_str().expect("ASCII").to_owned();
    let mut pairs: Vec<_> =
        headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    pairs.sort();
    pairs
}

/// A request as text. The boundary of a multipart body is another one each time.
fn shown(line: String, headers: Vec<(String, String)>, body: String) -> String {
    let always = [("accept", "application/json"), ("user-agent", "api-tests")];
    let length = body.len().to_string();
    let mut text = line;
    for (name, value) in &headers {
        let usual = always.contains(&(name, value))
            || name == "host"
            || (name == "content-length" && !body.is_empty() && *value == length);
        if !usual {
            text += &format!("\n{name}: {value}");
        }
    }
    if !body.is_empty() {
        text += &format!("\n\n{body}");
    }
    match text.split_once("boundary=").and_then(|(_, rest)| rest.split_once('\n')) {
        Some((boundary, _)) => text.replace(boundary, "BOUNDARY").replace("\r\n", "\n"),
        None => text,
    }
}
