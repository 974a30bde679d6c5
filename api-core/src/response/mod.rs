//! The answer to a call: what was received, and the forms that a user can ask for.

mod bytes;
mod decode;
mod gather;

use std::fmt;

use ::bytes::Bytes as RawBytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use tokio::time::Instant;

pub use self::bytes::{Bytes, Text};
pub(crate) use self::decode::Accept;
pub use self::decode::{Decode, FromHeadResponse, FromResponse, ReturnType, decode, decode_head};
#[cfg(feature = "server")]
pub(crate) use self::decode::{Decoded, Raw, WithHead};
pub(crate) use self::gather::Limits;
use crate::gate::Permit;
use crate::retry::SendLog;
use crate::{Body, Result, envelope};

/// An answer as it came, before it is read as anything.
#[derive(Debug)]
pub struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: RawBody,
    /// When the call began, and how it was sent, for the errors of reading the answer.
    pub(crate) started: Instant,
    pub(crate) sent: SendLog,
}

impl RawResponse {
    /// An answer with status 200 and nothing but a body.
    pub(crate) fn ok(body: RawBytes) -> Self {
        Self {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: RawBody::Read(body),
            started: Instant::now(),
            sent: SendLog::default(),
        }
    }

    /// An answer whose body is yet to be read.
    pub(crate) fn begin(response: http::Response<Body>, started: Instant) -> Self {
        let (parts, body) = response.into_parts();
        let (status, headers, body) = (parts.status, parts.headers, RawBody::Unread(body));
        Self { status, headers, body, started, sent: SendLog::default() }
    }

    /// Gives the call's permit back, or leaves it to a body that is yet to be read.
    pub(crate) fn holding(mut self, permit: Permit) -> Self {
        if let RawBody::Unread(body) = self.body {
            self.body = RawBody::Unread(body.holding(permit));
        }
        self
    }
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
    body: RawBytes,
}

impl<T> Response<T> {
    pub(crate) fn from_parts(
        status: StatusCode,
        headers: HeaderMap,
        value: T,
        body: RawBytes,
    ) -> Self {
        Self { status, headers, value, body }
    }

    /// A value to answer with, with HTTP status 200. For who implements an API.
    ///
    /// ```
    /// # use api_core::Response;
    /// # use api_core::http::StatusCode;
    /// let reply = Response::new("made").with_status(StatusCode::CREATED);
    /// assert_eq!(reply.status(), 201);
    /// ```
    pub fn new(value: T) -> Self {
        Self::from_parts(StatusCode::OK, HeaderMap::new(), value, RawBytes::new())
    }

    /// The same with another HTTP status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same with a header, in place of one of the same name.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
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

    /// A member of the envelope beside the payload, such as `meta` or `warnings`: a name, or a path
    /// of names and indices, as in `paging.next`. `None` if it is not there, or null.
    ///
    /// ```
    /// # async fn run(call: api_core::Call<api_core::Result<Vec<u8>>>) -> api_core::Result<()> {
    /// let reply = call.with_response().await?;
    /// let total: Option<u64> = reply.member("result_info.total")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the member is there and no `M`.
    pub fn member<M: DeserializeOwned>(&self, path: &str) -> Result<Option<M>> {
        envelope::member(&self.body, path)
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
