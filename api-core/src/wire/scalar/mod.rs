//! One value as one text, written and read.

#[cfg(feature = "server")]
pub(crate) mod read;
pub(crate) mod write;
