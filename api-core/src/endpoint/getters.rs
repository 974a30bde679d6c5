//! The metadata of an endpoint, read.

use std::time::Duration;

use http::StatusCode;

use super::{BodyFormat, Constant, Endpoint, Location, Param, PathPiece};
use crate::Retry;
use crate::timeouts::Timeouts;

impl Endpoint {
    /// The name of the trait.
    #[must_use]
    pub const fn trait_name(&self) -> &'static str {
        self.api
    }

    /// The name of the trait's method.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method, as it is sent.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The path template, with its placeholders.
    #[must_use]
    pub const fn template(&self) -> &'static str {
        self.path
    }

    /// The pieces of the path template, in order.
    #[must_use]
    pub const fn pieces(&self) -> &'static [PathPiece] {
        self.pieces
    }

    /// The name of a placeholder, counted from zero.
    #[cfg(any(feature = "server", feature = "openapi"))]
    pub(crate) fn placeholder(&self, at: usize) -> &'static str {
        let mut names = self.pieces.iter().filter_map(|piece| match *piece {
            PathPiece::Literal(_) => None,
            PathPiece::Param(name) | PathPiece::Rest(name) => Some(name),
        });
        names.nth(at).unwrap_or_default()
    }

    /// The parameters, in declared order.
    #[must_use]
    pub const fn params(&self) -> &'static [Param] {
        self.params
    }

    /// The headers that are the same on every call.
    #[must_use]
    pub const fn headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }

    /// The query that is the same on every call, as it is sent behind the `?`.
    pub(crate) const fn query_text(&self) -> &'static str {
        self.query_text
    }

    /// The query pairs that are the same on every call, not percent-encoded.
    #[must_use]
    pub const fn query(&self) -> &'static [(&'static str, &'static str)] {
        self.query
    }

    /// The doc comment of the trait's method.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// The declared timeout of a call, if there is one.
    #[must_use]
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeouts.total
    }

    /// The declared time of one attempt, if there is one.
    #[must_use]
    pub const fn attempt_timeout(&self) -> Option<Duration> {
        self.timeouts.attempt
    }

    /// The declared time in which a connection is made, if there is one.
    #[must_use]
    pub const fn connect_timeout(&self) -> Option<Duration> {
        self.timeouts.connect
    }

    /// The declared longest pause within a response, if there is one.
    #[must_use]
    pub const fn read_timeout(&self) -> Option<Duration> {
        self.timeouts.read
    }

    pub(crate) const fn timeouts(&self) -> Timeouts {
        self.timeouts
    }

    /// The declared name of the rate limit that calls count against, without its values.
    #[must_use]
    pub const fn rate_limit(&self) -> Option<&'static str> {
        self.rate_limit
    }

    /// The declared rule for sending a failed call again.
    pub const fn retry(&self) -> Retry {
        self.retry
    }

    /// True if a repeated call has no more effect than one: by the method (RFC 9110 §9.2.2: the safe
    /// ones, PUT and DELETE), or because the endpoint is declared `idempotent`.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        const BY_METHOD: [&str; 6] = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"];
        self.idempotent || BY_METHOD.contains(&self.method)
    }

    /// True if each call makes an `Idempotency-Key`.
    #[must_use]
    pub const fn makes_idempotency_key(&self) -> bool {
        self.idempotency_key
    }

    /// True if the trait's method is marked `#[deprecated]`.
    #[must_use]
    pub const fn is_deprecated(&self) -> bool {
        self.deprecated
    }

    /// True if another endpoint may send the same request (`overload`).
    #[must_use]
    pub const fn is_overload(&self) -> bool {
        self.overload
    }

    /// True if the client's credentials are sent.
    #[must_use]
    pub const fn uses_credentials(&self) -> bool {
        self.credentials
    }

    /// The name of the base URL that is called instead of the client's own, if there is one.
    #[must_use]
    pub const fn base(&self) -> Option<&'static str> {
        self.base
    }

    /// True if redirects are followed, to other origins, too.
    #[must_use]
    pub const fn redirects_away(&self) -> bool {
        self.redirects_away
    }

    /// The format of the body that loose parameters make, if there are any.
    #[must_use]
    pub const fn body_format(&self) -> Option<BodyFormat> {
        self.body_format
    }

    /// The fields that the body has on every call.
    #[must_use]
    pub const fn fields(&self) -> &'static [(&'static str, Constant)] {
        self.fields
    }

    /// The member of the JSON body that holds the loose parameters. Without one, they are members
    /// of the body itself.
    #[must_use]
    pub const fn body_key(&self) -> Option<&'static str> {
        self.body_key
    }

    /// The largest response that is read, in bytes, if the endpoint has its own limit.
    #[must_use]
    pub const fn max_body(&self) -> Option<u64> {
        self.max_body
    }

    /// The most of a failed response's body that is read, in bytes, if the endpoint has its own limit.
    #[must_use]
    pub const fn max_error_body(&self) -> Option<u64> {
        self.max_error_body
    }

    /// The largest event or line of a stream, in bytes, if the endpoint has its own limit.
    #[must_use]
    pub const fn max_item(&self) -> Option<u64> {
        self.max_item
    }

    /// The event or line that ends a stream, if one is declared. A stream that ends without it broke
    /// off.
    #[must_use]
    pub const fn done(&self) -> Option<&'static str> {
        self.done
    }

    /// The HTTP statuses that are declared to mean success. If there are none, those from 200 to 299 do.
    #[must_use]
    pub const fn success(&self) -> &'static [u16] {
        self.success
    }

    /// The HTTP statuses that mean success and that there is nothing.
    #[must_use]
    pub const fn none(&self) -> &'static [u16] {
        self.none
    }

    /// True if an HTTP status means success: 200 to 299, unless others are declared, and the statuses
    /// that mean that there is nothing.
    #[must_use]
    pub fn is_success(&self, status: StatusCode) -> bool {
        let declared = match self.success {
            [] => status.is_success(),
            declared => declared.contains(&status.as_u16()),
        };
        declared || self.means_none(status)
    }

    /// True if an HTTP status means that there is nothing.
    pub(crate) fn means_none(&self, status: StatusCode) -> bool {
        self.none.contains(&status.as_u16())
    }

    /// The HTTP status of a server's success.
    pub(crate) fn success_status(&self) -> StatusCode {
        let declared = self.success.iter().filter_map(|status| StatusCode::from_u16(*status).ok());
        let mut statuses = std::iter::once(StatusCode::OK).chain(declared);
        statuses.find(|status| self.is_success(*status)).unwrap_or_default()
    }

    /// True if a header of the client is not sent. The name is in lower case.
    pub(crate) fn removes_header(&self, name: &str) -> bool {
        self.without_headers.iter().any(|removed| removed.eq_ignore_ascii_case(name))
    }

    /// True if any header of the client is not sent.
    pub(crate) fn removes_headers(&self) -> bool {
        !self.without_headers.is_empty()
    }

    /// The name in the trait of the parameter that is sent as `wire_name`.
    pub(crate) fn param_name(&self, location: Location, wire_name: &'static str) -> &'static str {
        let sent_as =
            |param: &&Param| param.location() == location && param.wire_name() == wire_name;
        self.params.iter().find(sent_as).map_or(wire_name, Param::name)
    }
}
