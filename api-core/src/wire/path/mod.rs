//! Paths, written and read.

#[cfg(feature = "server")]
pub(crate) mod read;
#[cfg(feature = "server")]
pub(crate) mod template;
pub(crate) mod write;
