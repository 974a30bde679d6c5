//! The settings of observers.

use http::HeaderName;

use super::ClientBuilder;
use crate::Error;
use crate::observe::Observer;
use crate::shown::Shown;

impl ClientBuilder {
    /// Adds an observer of every call: for your own logs, metrics or traces. Those that were added
    /// first see an event first.
    ///
    /// The module [`observe`](crate::observe) has an example.
    pub fn on(mut self, observer: impl Observer) -> Self {
        self.observers.add(observer);
        self
    }

    /// Sets whether observers, and the spans of the feature `tracing`, see the values of queries. They
    /// see `REDACTED` in their place unless this is set.
    ///
    /// Some stay hidden all the same: credentials, parameters that are `#[sensitive]`, what
    /// [`query`](Self::query) adds, and the values of the keys of
    /// [`trace_redacted_keys`](Self::trace_redacted_keys).
    pub fn trace_urls(mut self, shown: bool) -> Self {
        self.observers.show_queries(shown);
        self
    }

    /// Sets the keys of queries whose values are never seen, by exact spelling. Unless set, they are those
    /// of OpenTelemetry's conventions: `X-Amz-Signature`, `X-Amz-Credential`, `X-Amz-Security-Token`,
    /// `AWSAccessKeyId`, `Signature`, `sig`, `X-Goog-Signature`.
    pub fn trace_redacted_keys<K: Into<String>>(
        mut self,
        keys: impl IntoIterator<Item = K>,
    ) -> Self {
        self.observers.redact_keys(keys.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a header of requests and responses that the feature `tracing` records, as an event at
    /// DEBUG. None is recorded unless it is named here. The values of `Authorization`,
    /// `Proxy-Authorization`, `Cookie` and `Set-Cookie`, of credentials and of parameters that are
    /// `#[sensitive]` are `REDACTED` all the same.
    ///
    /// [`build`](Self::build) fails if no header can have that name.
    pub fn trace_header(mut self, name: impl AsRef<str>) -> Self {
        match HeaderName::from_bytes(name.as_ref().as_bytes()) {
            Ok(name) => self.observers.record_header(name),
            Err(_) => {
                let name = Shown::new(name.as_ref());
                let message = format!("traced header `{name}` has a name that is no header name");
                self.error.get_or_insert(Error::build(message));
            }
        }
        self
    }
}
