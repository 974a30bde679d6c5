//! Responses in KOOK's own words, where the envelope leaves them open.

use api_core::http::{StatusCode, header};
use api_core::server::Rejection;
use api_core::{ApiError, Error, Seal};
use axum::body::{Body, to_bytes};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::Kook;

/// The largest body that is rewritten, in bytes. The embedded server sends none that is larger.
const MAX_BODY: usize = 1 << 20;

/// An error of the API itself. Its message is in English, as KOOK's is for `Accept-Language: en-US`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// No chat has this code.
    NoChat,
    /// No user has this id.
    NoUser,
    /// A required argument is empty, which KOOK treats as missing.
    Missing(&'static str),
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NoChat => api_error(40000, "the chat does not exist"),
            Failure::NoUser => api_error(40000, "the user does not exist"),
            Failure::Missing(name) => missing(name),
        }
        .into()
    }
}

/// The error for a rejected request. KOOK's API reports a missing or invalid argument with a code of its
/// own; the framework below it reports everything else with the HTTP status as the code.
pub(super) fn rejection(rejection: &Rejection) -> ApiError {
    match (rejection.param(), rejection.status()) {
        (Some(name), _) if rejection.is_missing() => missing(name),
        (Some(_), StatusCode::UNPROCESSABLE_ENTITY) => api_error(40000, rejection.message()),
        (_, status) => http_error(status, rejection.message()),
    }
}

fn missing(name: &str) -> ApiError {
    api_error(40100, format!("the argument `{name}` is missing"))
}

/// An error of the API comes with HTTP 200, and an empty object as its payload.
fn api_error(code: i64, message: impl Into<String>) -> ApiError {
    #[derive(Serialize)]
    struct Empty {}

    with_payload(ApiError::new(code, message), &Empty {})
}

fn http_error(status: StatusCode, message: &str) -> ApiError {
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

/// The response to a request without a valid token, in the envelope.
pub(super) fn unauthorized() -> Response {
    refused(StatusCode::UNAUTHORIZED, "the token is missing or wrong")
}

/// The response to a request that reaches no endpoint, in the envelope.
pub(super) fn refused(status: StatusCode, message: &str) -> Response {
    match Seal::new::<Kook<()>>().error(&http_error(status, message)) {
        Ok(response) => response.map(Body::from),
        Err(_) => Response::default(),
    }
}

/// Rewrites a response as KOOK would send it: a success has a Chinese message, and an empty list in
/// place of null. Leaves what is not JSON alone.
pub(super) async fn as_kook_sends(response: Response) -> Response {
    #[derive(Serialize, Deserialize)]
    struct Sealed {
        code: i64,
        message: String,
        data: Box<RawValue>,
    }

    if response.headers().get(header::CONTENT_TYPE).is_none_or(|own| own != "application/json") {
        // Events, which have no end to wait for.
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, MAX_BODY).await.unwrap_or_default();
    let Ok(mut sealed) = serde_json::from_slice::<Sealed>(&body) else {
        return Response::from_parts(parts, body.into());
    };
    if sealed.code == 0 {
        // "The operation succeeded."
        "操作成功".clone_into(&mut sealed.message);
        if sealed.data.get() == "null" {
            sealed.data = RawValue::from_string("[]".to_owned()).unwrap_or(sealed.data);
        }
    }
    let body = serde_json::to_vec(&sealed).unwrap_or_else(|_| body.into());
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body.into())
}
