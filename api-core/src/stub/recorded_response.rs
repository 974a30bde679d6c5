//! A response that is sent when a call comes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::response::{FromResponse, ReturnType};
use crate::{Body, Endpoint};

/// The recorded response of an endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    text: &'static str,
    /// The media type that the declared type is read from.
    media_type: &'static str,
}

/// The recorded response of an endpoint that returns `R`.
#[must_use]
pub fn example<R: ReturnType, K>(text: &'static str) -> Example
where
    R::Value: FromResponse<K>,
{
    Example { text, media_type: <R::Value as FromResponse<K>>::BUFFERING.media_type() }
}

/// A response that is sent when a call comes: again and again, unless its body is a stream.
#[derive(Clone, Debug)]
pub(super) struct RecordedResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: RecordedBody,
}

#[derive(Clone, Debug)]
enum RecordedBody {
    Bytes(Bytes),
    /// A stream, which can be read once: gone with the first call.
    Stream(Arc<Mutex<Option<Body>>>),
}

impl RecordedResponse {
    /// Records a response.
    pub(super) fn record(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = match body.as_bytes() {
            Some(bytes) => RecordedBody::Bytes(Bytes::copy_from_slice(bytes)),
            None => RecordedBody::Stream(Arc::new(Mutex::new(Some(body)))),
        };
        Self { status: parts.status, headers: parts.headers, body }
    }

    /// The response to one more call. `None` if it is a stream that another call has taken.
    pub(super) fn take(&self) -> Option<Self> {
        let body = match &self.body {
            RecordedBody::Bytes(bytes) => RecordedBody::Bytes(bytes.clone()),
            RecordedBody::Stream(body) => {
                RecordedBody::Stream(Arc::new(Mutex::new(Some(lock(body).take()?))))
            }
        };
        Some(Self { status: self.status, headers: self.headers.clone(), body })
    }

    /// True if it is a stream that a call has taken.
    pub(super) fn is_spent(&self) -> bool {
        matches!(&self.body, RecordedBody::Stream(body) if lock(body).is_none())
    }

    /// The content of an example file, with the status of a success.
    pub(super) fn example(endpoint: &Endpoint, example: Example) -> Self {
        let media_type = (header::CONTENT_TYPE, HeaderValue::from_static(example.media_type));
        let body = RecordedBody::Bytes(Bytes::from_static(example.text.as_bytes()));
        let headers = HeaderMap::from_iter([media_type]);
        Self { status: endpoint.success_status(), headers, body }
    }

    /// A response without a body.
    pub(super) fn status(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: RecordedBody::Bytes(Bytes::new()) }
    }

    pub(super) fn to_response(&self) -> Response<Body> {
        let mut response = Response::new(match &self.body {
            RecordedBody::Bytes(bytes) => Body::from(bytes.clone()),
            RecordedBody::Stream(body) => lock(body).take().unwrap_or_default(),
        });
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
        response
    }
}

fn lock(body: &Mutex<Option<Body>>) -> MutexGuard<'_, Option<Body>> {
    body.lock().unwrap_or_else(PoisonError::into_inner)
}
