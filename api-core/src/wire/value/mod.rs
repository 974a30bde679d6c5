//! The types that may be sent and received, by traits.

#[cfg(feature = "server")]
pub(crate) mod read;
pub(crate) mod write;
