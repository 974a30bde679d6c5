//! An answer that can be given more than once.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::{Body, Endpoint};

/// An answer, all of it at hand.
#[derive(Clone, Debug)]
pub(super) struct Recorded {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Recorded {
    /// Keeps an answer; none if its body is a stream, which is read once.
    pub(super) fn keep(answer: Response<Body>) -> Option<Self> {
        let (parts, body) = answer.into_parts();
        let body = Bytes::copy_from_slice(body.as_bytes()?);
        Some(Self { status: parts.status, headers: parts.headers, body })
    }

    /// An answer as it was recorded in a file.
    pub(super) fn example(endpoint: &Endpoint, text: &'static str) -> Self {
        let json = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let body = Bytes::from_static(text.as_bytes());
        Self { status: endpoint.success_status(), headers: HeaderMap::from_iter([json]), body }
    }

    /// An answer without a body.
    pub(super) fn status(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    pub(super) fn answer(&self) -> Response<Body> {
        let mut answer = Response::new(Body::from(self.body.clone()));
        *answer.status_mut() = self.status;
        *answer.headers_mut() = self.headers.clone();
        answer
    }
}
