//! The envelope from the server's side, and the refusals that it can hold.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

#[derive(Serialize)]
struct Envelope<'a, T> {
    code: i64,
    message: &'a str,
    data: T,
}

/// An empty PHP array: written `[]`, also where a map is documented.
#[derive(Serialize)]
pub(super) struct Nothing([(); 0]);

impl Nothing {
    pub(super) const fn new() -> Self {
        Self([])
    }
}

#[derive(Serialize)]
struct Empty {}

/// A success, with what it gives.
pub(super) struct Answer<T>(pub(super) T);

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        // "The operation succeeded": KOOK's own word, in its own language.
        Json(Envelope { code: 0, message: "操作成功", data: self.0 }).into_response()
    }
}

/// A refusal. Its message is in English, as KOOK's is for `Accept-Language: en-US`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The chat is not there.
    NoChat,
    /// The user is not there.
    NoUser,
    /// A required argument is missing or empty.
    Missing(&'static str),
    /// Refused by the framework below the API, where the code is that of HTTP.
    Http(StatusCode),
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::NoChat => refuse(40000, "the chat does not exist"),
            Self::NoUser => refuse(40000, "the user does not exist"),
            Self::Missing(name) => refuse(40100, &format!("the argument `{name}` is missing")),
            Self::Http(status) => refuse_by_status(status),
        }
    }
}

/// KOOK's own refusals come with HTTP 200 and an empty object.
fn refuse(code: i64, message: &str) -> Response {
    Json(Envelope { code, message, data: Empty {} }).into_response()
}

fn refuse_by_status(status: StatusCode) -> Response {
    #[derive(Serialize)]
    struct Data<'a> {
        name: &'a str,
        status: u16,
    }

    let name = status.canonical_reason().unwrap_or("Error");
    let message = match status {
        StatusCode::UNAUTHORIZED => "the token is missing or wrong",
        StatusCode::NOT_FOUND => "there is no such endpoint",
        StatusCode::METHOD_NOT_ALLOWED => "the endpoint takes another method",
        StatusCode::BAD_REQUEST => "the request cannot be read",
        _ => name,
    };
    let data = Data { name, status: status.as_u16() };
    let envelope = Envelope { code: status.as_u16().into(), message, data };
    let mut response = (status, Json(envelope)).into_response();
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bot"));
    }
    response
}
