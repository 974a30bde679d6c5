//! The setters of [`Endpoint`], one for each part of a declaration.

use std::time::Duration;

use super::{BodyFormat, Constant, Endpoint, Param, PathPiece};
use crate::Retry;

impl Endpoint {
    /// Sets the path template as declared, with the trait's prefix, and the pieces it is made of.
    #[must_use]
    pub const fn with_path(mut self, template: &'static str, pieces: &'static [PathPiece]) -> Self {
        self.path = template;
        self.pieces = pieces;
        self
    }

    /// Sets the parameters, in declared order.
    #[must_use]
    pub const fn with_params(mut self, params: &'static [Param]) -> Self {
        self.params = params;
        self
    }

    /// Sets the headers that are the same on every call. The last of equal names counts.
    #[must_use]
    pub const fn with_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the query that is the same on every call: the text that is sent behind the `?`, and its
    /// pairs, decoded.
    #[must_use]
    pub const fn with_query(
        mut self,
        text: &'static str,
        pairs: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.query_text = text;
        self.query = pairs;
        self
    }

    /// Sets the words of the method's doc comment.
    #[must_use]
    pub const fn with_docs(mut self, docs: &'static str) -> Self {
        self.docs = docs;
        self
    }

    /// Sets the timeout of a call, in milliseconds.
    #[must_use]
    pub const fn with_timeout_ms(mut self, milliseconds: u64) -> Self {
        self.timeouts.total = Some(Duration::from_millis(milliseconds));
        self
    }

    /// Sets the time of one attempt, in milliseconds.
    #[must_use]
    pub const fn with_attempt_timeout_ms(mut self, milliseconds: u64) -> Self {
        self.timeouts.attempt = Some(Duration::from_millis(milliseconds));
        self
    }

    /// Sets the time in which a connection is made, in milliseconds.
    #[must_use]
    pub const fn with_connect_timeout_ms(mut self, milliseconds: u64) -> Self {
        self.timeouts.connect = Some(Duration::from_millis(milliseconds));
        self
    }

    /// Sets the longest pause within a response, in milliseconds.
    #[must_use]
    pub const fn with_read_timeout_ms(mut self, milliseconds: u64) -> Self {
        self.timeouts.read = Some(Duration::from_millis(milliseconds));
        self
    }

    /// Sets the name of the rate limit that calls count against, without its values.
    #[must_use]
    pub const fn with_rate_limit(mut self, name: &'static str) -> Self {
        self.rate_limit = Some(name);
        self
    }

    /// Sets the rule for sending a failed call again. What `retry` leaves open, the client decides.
    #[must_use]
    pub const fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Declares that a repeated call has no more effect than one (RFC 9110 §9.2.2).
    #[must_use]
    pub const fn with_idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Declares that each call makes an `Idempotency-Key`, by which the server knows a repetition.
    #[must_use]
    pub const fn with_idempotency_key(mut self) -> Self {
        self.idempotency_key = true;
        self
    }

    /// Marks the endpoint as `#[deprecated]`.
    #[must_use]
    pub const fn with_deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// Declares that another endpoint may send the same request.
    #[must_use]
    pub const fn with_overload(mut self) -> Self {
        self.overload = true;
        self
    }

    /// Declares that the client's credentials are not sent.
    #[must_use]
    pub const fn without_credentials(mut self) -> Self {
        self.credentials = false;
        self
    }

    /// Sets the name of the base URL that is called instead of the client's own.
    #[must_use]
    pub const fn with_base(mut self, name: &'static str) -> Self {
        self.base = Some(name);
        self
    }

    /// Declares that redirects are followed, to other origins, too.
    #[must_use]
    pub const fn with_redirects_away(mut self) -> Self {
        self.redirects_away = true;
        self
    }

    /// Declares a body made of loose parameters, sent even when all of them are left out.
    #[must_use]
    pub const fn with_loose_body(mut self, format: BodyFormat) -> Self {
        self.body_format = Some(format);
        self
    }

    /// Sets the fields that a body of loose parameters has on every call, in front of the parameters.
    #[must_use]
    pub const fn with_fields(mut self, fields: &'static [(&'static str, Constant)]) -> Self {
        self.fields = fields;
        self
    }

    /// Declares that the loose parameters of a JSON body are gathered in its member `key`, beside the
    /// constant fields.
    #[must_use]
    pub const fn with_body_key(mut self, key: &'static str) -> Self {
        self.body_key = Some(key);
        self
    }

    /// Sets the names of the client's headers that are not sent.
    #[must_use]
    pub const fn without_headers(mut self, names: &'static [&'static str]) -> Self {
        self.without_headers = names;
        self
    }

    /// Sets the HTTP statuses that mean success, instead of 200 to 299.
    #[must_use]
    pub const fn with_success(mut self, statuses: &'static [u16]) -> Self {
        self.success = statuses;
        self
    }

    /// Sets the HTTP statuses that mean success and that there is nothing.
    #[must_use]
    pub const fn with_none(mut self, statuses: &'static [u16]) -> Self {
        self.none = statuses;
        self
    }

    /// Sets the largest response that is read, in bytes.
    #[must_use]
    pub const fn with_max_body(mut self, bytes: u64) -> Self {
        self.max_body = Some(bytes);
        self
    }

    /// Sets the most of a failed response's body that is read, in bytes.
    #[must_use]
    pub const fn with_max_error_body(mut self, bytes: u64) -> Self {
        self.max_error_body = Some(bytes);
        self
    }

    /// Sets the largest event or line of a stream, in bytes.
    #[must_use]
    pub const fn with_max_item(mut self, bytes: u64) -> Self {
        self.max_item = Some(bytes);
        self
    }

    /// Sets the event or line that ends a stream, such as `[DONE]`.
    #[must_use]
    pub const fn with_done(mut self, item: &'static str) -> Self {
        self.done = Some(item);
        self
    }
}
