//! What KOOK says, in its own words, where the envelope leaves that open.

use api_core::http::{StatusCode, header};
use api_core::server::Rejection;
use api_core::{ApiError, Error, Seal};
use axum::body::{Body, to_bytes};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::Kook;

/// No answer of ours is longer, in bytes.
const LONGEST: usize = 1 << 20;

/// A rejection by the API itself. Its message is in English, as KOOK's is for `Accept-Language: en-US`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The chat is not there.
    NoChat,
    /// The user is not there.
    NoUser,
    /// A required argument is empty, which is as good as missing.
    Missing(&'static str),
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NoChat => by_the_api(40000, "the chat does not exist"),
            Failure::NoUser => by_the_api(40000, "the user does not exist"),
            Failure::Missing(name) => missing(name),
        }
        .into()
    }
}

/// A request that cannot be read: told by the API if it gets to see the argument, and else by the
/// framework below it, where the code is that of HTTP.
pub(super) fn rejection(rejection: &Rejection) -> ApiError {
    match (rejection.param(), rejection.status()) {
        (Some(name), _) if rejection.is_missing() => missing(name),
        (Some(_), StatusCode::UNPROCESSABLE_ENTITY) => by_the_api(40000, rejection.message()),
        (_, status) => by_status(status, rejection.message()),
    }
}

fn missing(name: &str) -> ApiError {
    by_the_api(40100, format!("the argument `{name}` is missing"))
}

/// KOOK's own rejections come with HTTP 200 and an empty object.
fn by_the_api(code: i64, message: impl Into<String>) -> ApiError {
    #[derive(Serialize)]
    struct Empty {}

    with_payload(ApiError::new(code, message), &Empty {})
}

fn by_status(status: StatusCode, message: &str) -> ApiError {
    #[derive(Serialize)]
    struct Data<'a> {
        name: &'a str,
        status: u16,
    }

    let name = status.canonical_reason().unwrap_or("Error");
    let data = Data { name, status: status.as_u16() };
    with_payload(ApiError::new(i64::from(status.as_u16()), message).with_status(status), &data)
}

fn with_payload(error: ApiError, payload: &impl Serialize) -> ApiError {
    error.clone().with_payload(payload).unwrap_or(error)
}

/// The answer to who has no token, in the envelope.
pub(super) fn unauthorized() -> Response {
    let error = by_status(StatusCode::UNAUTHORIZED, "the token is missing or wrong");
    match Seal::new::<Kook<()>>().error(&error) {
        Ok(answer) => answer.map(Body::from),
        Err(_) => Response::default(),
    }
}

/// An answer as KOOK writes it: a success says so in its own language, and what it gives instead of
/// nothing is an empty list.
pub(super) async fn in_kooks_words(answer: Response) -> Response {
    /// Without what KOOK is silent about, the envelope itself.
    #[derive(Serialize, Deserialize)]
    struct Written {
        code: i64,
        message: String,
        data: Box<RawValue>,
    }

    let (mut parts, body) = answer.into_parts();
    let body = to_bytes(body, LONGEST).await.unwrap_or_default();
    let Ok(mut written) = serde_json::from_slice::<Written>(&body) else {
        return Response::from_parts(parts, body.into());
    };
    if written.code == 0 {
        // "The operation succeeded."
        "操作成功".clone_into(&mut written.message);
        if written.data.get() == "null" {
            written.data = RawValue::from_string("[]".to_owned()).unwrap_or(written.data);
        }
    }
    let body = serde_json::to_vec(&written).unwrap_or_else(|_| body.into());
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body.into())
}
