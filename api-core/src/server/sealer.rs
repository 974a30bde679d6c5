//! Failures of a call as responses, sealed in the envelope of an endpoint or of the whole API.

use std::error::Error as _;
use std::sync::Arc;

use http::{HeaderValue, StatusCode, header};

use super::into_response::HttpResponse;
use super::rejection::{Rejection, ServeError};
use crate::wire::media_type::TEXT;
use crate::{ApiError, Body, Error, ErrorKind, Seal};

/// The function that turns rejections into errors of the API; by default, `ApiError: From<Rejection>`.
pub(super) type RejectionHandler = Option<Arc<dyn Fn(&Rejection) -> ApiError + Send + Sync>>;

/// Writes the failures of one endpoint, or of the whole API.
#[derive(Clone)]
pub(super) struct Sealer {
    pub(super) seal: Seal,
    pub(super) rejections: RejectionHandler,
}

impl Sealer {
    /// The response to a call that failed.
    pub(super) fn failure(&self, failure: ServeError) -> HttpResponse {
        match failure {
            ServeError::Rejected(rejection) => self.rejection(rejection),
            ServeError::Failed(error) => {
                let mut response = match (error.api(), rejected_midway(&error)) {
                    (Some(api), _) => self.error(api),
                    (None, Some(rejection)) => self.rejection(rejection.clone()),
                    (None, None) => self.error(&without_details(&error)),
                };
                // For a layer that logs: the error itself, which the client does not get.
                response.extensions_mut().insert(Arc::new(error));
                response
            }
        }
    }

    /// The response to a request that was rejected.
    pub(super) fn rejection(&self, rejection: Rejection) -> HttpResponse {
        self.error(&match &self.rejections {
            Some(handler) => handler(&rejection),
            None => rejection.into(),
        })
    }

    fn error(&self, error: &ApiError) -> HttpResponse {
        let sealed = self.seal.error(error).or_else(|_| {
            // The envelope has no place for this error. That is a mistake of the server.
            self.seal.error(&ApiError::new(500, "the error has no place in the envelope"))
        });
        let mut response = match sealed {
            Ok(sealed) => sealed.map(Body::from),
            Err(_) => {
                let mut response = HttpResponse::default();
                *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                response
            }
        };
        add_unsealed(&mut response, error);
        response
    }
}

/// Adds what an error says outside of an envelope: its message as the whole body, if there is no
/// envelope, and the time to wait.
pub(crate) fn add_unsealed(response: &mut HttpResponse, error: &ApiError) {
    let is_empty = response.body().as_bytes().is_some_and(<[u8]>::is_empty);
    if is_empty && !error.message().is_empty() {
        *response.body_mut() = Body::from(error.message().to_owned());
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(TEXT));
    }
    if let Some(wait) = error.retry_after() {
        let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0));
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// The rejection of a body that the implementation could not read to its end: whoever sent it is to blame.
fn rejected_midway(error: &Error) -> Option<&Rejection> {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(rejection) = error.downcast_ref() {
            return Some(rejection);
        }
        source = error.source();
    }
    None
}

/// The error that a client gets for one that is not an [`ApiError`]. It says only whether this server or
/// one behind it failed. The error's own text may name internal servers, so the client does not get it.
fn without_details(error: &Error) -> ApiError {
    let (code, message) = match error.kind() {
        ErrorKind::Build | ErrorKind::Api | ErrorKind::Save | ErrorKind::Internal => {
            (500, "the server failed")
        }
        ErrorKind::Timeout => (504, "a server behind this one took too long"),
        ErrorKind::Overloaded | ErrorKind::Closed | ErrorKind::RateLimited => {
            (503, "the server is overloaded")
        }
        ErrorKind::Connect
        | ErrorKind::Transport
        | ErrorKind::Protocol
        | ErrorKind::Limit
        | ErrorKind::Redirect
        | ErrorKind::Status
        | ErrorKind::Decode => (502, "a server behind this one failed"),
    };
    ApiError::new(code, message)
}
