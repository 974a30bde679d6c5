//! The content type that an endpoint asks for.

use http::HeaderValue;

/// The value of the `Accept` header, unless another is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// `application/json`.
    Json,
    /// `text/event-stream`.
    Events,
    /// The names that JSON lines have, and JSON text sequences.
    Lines,
    /// `*/*`, in no coding: a part of a compressed body is of no use.
    Download,
    /// `*/*`.
    Any,
}

impl Accept {
    /// The value, which the compiler checks so that no request need.
    pub(crate) fn value(self) -> HeaderValue {
        match self {
            Self::Json => const { HeaderValue::from_static("application/json") },
            Self::Events => const { HeaderValue::from_static("text/event-stream") },
            Self::Lines => {
                const {
                    HeaderValue::from_static(
                        "application/x-ndjson, application/jsonl, application/json-seq",
                    )
                }
            }
            Self::Any | Self::Download => const { HeaderValue::from_static("*/*") },
        }
    }
}
