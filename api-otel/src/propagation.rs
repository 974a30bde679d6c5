//! Headers as carriers of a context.

use api_core::http::{HeaderMap, HeaderName, HeaderValue};
use opentelemetry::propagation::{Extractor, Injector};

/// Writes a context into the headers of a request. A header that is there stays: someone set it.
pub(crate) struct Outgoing<'a>(pub(crate) &'a mut HeaderMap);

impl Injector for Outgoing<'_> {
    fn set(&mut self, key: &str, value: String) {
        let Ok(name) = HeaderName::from_bytes(key.as_bytes()) else { return };
        let Ok(value) = HeaderValue::try_from(value) else { return };
        if !value.is_empty() && !self.0.contains_key(&name) {
            _ = self.0.try_insert(name, value);
        }
    }
}

/// Reads a context from the headers of a request.
#[cfg(feature = "server")]
pub(crate) struct Incoming<'a>(pub(crate) &'a HeaderMap);

#[cfg(feature = "server")]
impl Extractor for Incoming<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(HeaderName::as_str).collect()
    }
}
