//! From what an implementation returns to the answer: sealed in the envelope, or as it is.

use std::sync::Arc;

use bytes::Bytes as RawBytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;

use super::refusal::{Rejection, ServeError};
use crate::response::{Decoded, Raw, WithHead};
use crate::{ApiError, Body, Bytes, Endpoint, Error, ErrorKind, Response, Result, Seal, Text};

/// What is answered.
pub(crate) type HttpResponse = http::Response<Body>;

/// How refusals become errors of the API.
pub(super) type RejectionHandler = Arc<dyn Fn(&Rejection) -> ApiError + Send + Sync>;

/// What can be answered with. The parameter `K` keeps the implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can be received, but not answered with",
    label = "does not implement `serde::Serialize`",
    note = "a server writes what a client reads: derive `serde::Serialize` on it, or take `server` off \
            the trait"
)]
pub trait IntoResponse<K> {
    /// Makes the answer.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> IntoResponse<Decoded> for T {
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        let mut answer = seal.success(&self)?.map(Body::from);
        *answer.status_mut() = endpoint.success_status();
        Ok(answer)
    }
}

#[diagnostic::do_not_recommend]
impl<T: IntoResponse<K>, K> IntoResponse<WithHead<K>> for Response<T> {
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        let (status, headers) = (self.status(), self.headers().clone());
        let mut answer = self.into_value().into_response(seal, endpoint)?;
        *answer.status_mut() = status;
        // What was set replaces what would be usual.
        for name in headers.keys() {
            answer.headers_mut().remove(name);
        }
        for (name, value) in &headers {
            answer.headers_mut().append(name, value.clone());
        }
        Ok(answer)
    }
}

fn raw(endpoint: &'static Endpoint, body: RawBytes, content_type: &'static str) -> HttpResponse {
    let mut answer = HttpResponse::new(Body::from(body));
    *answer.status_mut() = endpoint.success_status();
    let content_type = HeaderValue::from_static(content_type);
    answer.headers_mut().insert(header::CONTENT_TYPE, content_type);
    answer
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Raw> for Bytes {
    fn into_response(self, _: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        Ok(raw(endpoint, self.into_inner(), "application/octet-stream"))
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Raw> for Text {
    fn into_response(self, _: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        Ok(raw(endpoint, self.into_inner().into(), "text/plain; charset=utf-8"))
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Raw> for HeaderMap {
    fn into_response(self, _: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        let mut answer = HttpResponse::default();
        *answer.status_mut() = endpoint.success_status();
        *answer.headers_mut() = self;
        Ok(answer)
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Raw> for HttpResponse {
    fn into_response(self, _: Seal, _: &'static Endpoint) -> Result<HttpResponse> {
        Ok(self)
    }
}

/// An error that can be told to a client.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be told to a client",
    label = "cannot be made into an `api_core::Error`",
    note = "implement `From<{Self}> for api_core::Error`, by way of an `api_core::ApiError` with a code \
            and a message"
)]
pub trait IntoServerError {
    /// The error that is told.
    fn into_error(self) -> Error;
}

#[diagnostic::do_not_recommend]
impl<E: Into<Error>> IntoServerError for E {
    fn into_error(self) -> Error {
        self.into()
    }
}

/// Writes the answers of one endpoint, or of the whole API.
#[derive(Clone)]
pub(super) struct Sealer {
    pub(super) seal: Seal,
    pub(super) refusals: RejectionHandler,
}

impl Sealer {
    /// The answer to a call that failed.
    pub(super) fn failure(&self, failure: ServeError) -> HttpResponse {
        match failure {
            ServeError::Rejected(refusal) => self.refusal(&refusal),
            ServeError::Failed(error) => {
                let mut answer = match error.api() {
                    Some(told) => self.error(told),
                    None => self.error(&unspoken(&error)),
                };
                // For a layer that logs: what is not told to the client.
                answer.extensions_mut().insert(Arc::new(error));
                answer
            }
        }
    }

    /// The answer to a request that was refused.
    pub(super) fn refusal(&self, refusal: &Rejection) -> HttpResponse {
        self.error(&(self.refusals)(refusal))
    }

    fn error(&self, error: &ApiError) -> HttpResponse {
        let sealed = self.seal.error(error).or_else(|_| {
            // The envelope cannot say this. That is the server's mistake, and is told as one.
            self.seal.error(&ApiError::new(500, "the error has no place in the envelope"))
        });
        let mut answer = match sealed {
            Ok(sealed) => sealed.map(Body::from),
            Err(_) => {
                let mut answer = HttpResponse::default();
                *answer.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                answer
            }
        };
        let is_empty = answer.body().as_bytes().is_some_and(<[u8]>::is_empty);
        if is_empty && !error.message().is_empty() {
            // Without an envelope, words are all there is.
            *answer.body_mut() = Body::from(error.message().to_owned());
            let text = HeaderValue::from_static("text/plain; charset=utf-8");
            answer.headers_mut().insert(header::CONTENT_TYPE, text);
        }
        if let Some(wait) = error.retry_after() {
            let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0));
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }
}

/// What is told of an error that no API told: only whose fault it is. Its words may be about servers
/// that are none of the caller's business.
fn unspoken(error: &Error) -> ApiError {
    let (code, message) = match error.kind() {
        ErrorKind::Build | ErrorKind::Api => (500, "the server failed"),
        ErrorKind::Timeout => (504, "a server behind this one took too long"),
        ErrorKind::Overloaded | ErrorKind::Closed | ErrorKind::RateLimited => {
            (503, "the server is overloaded")
        }
        _ => (502, "a server behind this one failed"),
    };
    ApiError::new(code, message)
}
