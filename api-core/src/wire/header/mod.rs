//! Header values, written and read.

#[cfg(feature = "server")]
pub(crate) mod read;
pub(crate) mod write;
