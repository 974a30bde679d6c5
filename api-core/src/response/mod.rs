//! The answer to a call: what was received, and the forms that a user can ask for.

mod bytes;
mod decode;

use std::fmt;

use ::bytes::Bytes as RawBytes;
use http::{HeaderMap, StatusCode};
use tokio::time::Instant;

pub use self::bytes::{Bytes, Text};
pub use self::decode::{Decode, HeadReply, Output, Reply, decode, decode_head};
use crate::Body;
use crate::retry::Sent;

/// An answer as it came, before it is read as anything.
#[derive(Debug)]
pub struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: RawBody,
    /// When the call began, and how it was sent, for the errors of reading the answer.
    pub(crate) started: Instant,
    pub(crate) sent: Sent,
}

#[derive(Debug)]
pub(crate) enum RawBody {
    /// Read to its end, under the cap.
    Read(RawBytes),
    /// Not read, for who asked for the raw response.
    Unread(Body),
}

/// A value with the status and headers it came with.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
}

impl<T> Response<T> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, value: T) -> Self {
        Self { status, headers, value }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    // Header names only: a `Set-Cookie` is a secret too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(|name| name.as_str()).collect();
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &names)
            .field("value", &self.value)
            .finish()
    }
}
