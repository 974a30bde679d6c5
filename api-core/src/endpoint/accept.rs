//! The content type that an endpoint asks for.

use http::HeaderValue;

/// The value of the `Accept` header, unless another is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// `application/json`.
    Json,
    /// `*/*`.
    Any,
}

impl Accept {
    /// The value, which the compiler checks so that no request need.
    pub(crate) fn value(self) -> HeaderValue {
        match self {
            Self::Json => const { HeaderValue::from_static("application/json") },
            Self::Any => const { HeaderValue::from_static("*/*") },
        }
    }
}
