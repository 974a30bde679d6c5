//! A response that can be sent more than once.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::wire::media_type::JSON;
use crate::{Body, Endpoint};

/// A response with its whole body in memory.
#[derive(Clone, Debug)]
pub(super) struct RecordedResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl RecordedResponse {
    /// Records a response; `None` if its body is a stream, which can be read only once.
    pub(super) fn record(response: Response<Body>) -> Option<Self> {
        let (parts, body) = response.into_parts();
        let body = Bytes::copy_from_slice(body.as_bytes()?);
        Some(Self { status: parts.status, headers: parts.headers, body })
    }

    /// The JSON of an example file, with the status of a success.
    pub(super) fn example(endpoint: &Endpoint, text: &'static str) -> Self {
        let json = (header::CONTENT_TYPE, HeaderValue::from_static(JSON));
        let body = Bytes::from_static(text.as_bytes());
        Self { status: endpoint.success_status(), headers: HeaderMap::from_iter([json]), body }
    }

    /// A response without a body.
    pub(super) fn status(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    pub(super) fn to_response(&self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
        response
    }
}
