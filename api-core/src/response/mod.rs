//! The response to a call: as it was received, and the types that a user can ask for.

pub(crate) mod by_status;
mod decode;
mod failure;
mod from_response;
mod gather;
mod handed_over;
mod optional;
mod page_head;
mod raw;
mod reason;
mod return_bounds;
mod return_type;
mod seal;

use std::fmt;

use ::bytes::Bytes as RawBytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;

pub(crate) use self::decode::Expected;
pub use self::decode::{Decode, decode, decode_head, decode_items, decode_none, decode_redirect};
pub(crate) use self::failure::{item_error, other_media_type, undecoded};
pub use self::from_response::FromResponse;
#[cfg(any(feature = "openapi", feature = "server"))]
pub(crate) use self::from_response::WithHead;
pub(crate) use self::from_response::{
    Buffering, Decoded, Raw, Streaming, expect_success, media_type,
};
pub(crate) use self::gather::{Limits, too_large};
pub(crate) use self::handed_over::{BodyLimits, HandedOver, deadline_passed};
#[cfg(any(feature = "openapi", feature = "server"))]
pub(crate) use self::optional::Optional;
pub(crate) use self::optional::Undecoded;
pub(crate) use self::page_head::{PageHead, PageWatch, WatchedPage};
pub use self::raw::RawResponse;
pub(crate) use self::raw::{Again, Headers, RawBody, RawResponseFuture, RedirectedTo, Resume};
pub use self::return_bounds::{FromHeadResponse, FromItems, FromNoResponse, FromRedirect};
pub use self::return_type::ReturnType;
pub use self::seal::Seal;
use crate::rate_limit::{RateLimit, Reading};
use crate::{Error, Result, envelope};

/// A value, with the status and the headers of the response it is from.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
    body: RawBytes,
    rate_limit: Option<Box<RateLimit>>,
}

impl<T> Response<T> {
    pub(crate) fn from_parts(
        status: StatusCode,
        headers: HeaderMap,
        value: T,
        body: RawBytes,
    ) -> Self {
        Self { status, headers, value, body, rate_limit: None }
    }

    /// A value for an implementation to return, with HTTP status 200.
    ///
    /// ```
    /// # use api_core::Response;
    /// # use api_core::http::StatusCode;
    /// #
    /// let response = Response::new("made").with_status(StatusCode::CREATED);
    /// assert_eq!(response.status(), 201);
    /// ```
    pub fn new(value: T) -> Self {
        Self::from_parts(StatusCode::OK, HeaderMap::new(), value, RawBytes::new())
    }

    /// Sets the HTTP status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Sets a header, in place of any of the same name.
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
    /// let response = call.with_response().await?;
    /// let total: Option<u64> = response.member("result_info.total")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the member is not an `M`.
    pub fn member<M: DeserializeOwned>(&self, path: &str) -> Result<Option<M>> {
        envelope::member(&self.body, path).map_err(Error::from)
    }

    /// The server's statement about its rate limit, if the client knows the fields
    /// ([`ClientBuilder::rate_limits`](crate::ClientBuilder::rate_limits)) and the server sent them.
    pub fn rate_limit(&self) -> Option<&RateLimit> {
        self.rate_limit.as_deref()
    }

    /// The bytes that the value was read from; empty if it was made here.
    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn limited(mut self, told: Option<Box<Reading>>) -> Self {
        self.rate_limit = told
            .filter(|reading| reading.has_limit())
            .map(|reading| Box::new(RateLimit::from_reading(&reading)));
        self
    }

    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    // Header names only: a `Set-Cookie` is a secret, too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(|name| name.as_str()).collect();
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &names)
            .field("value", &self.value)
            .finish()
    }
}
