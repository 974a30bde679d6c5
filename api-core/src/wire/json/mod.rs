//! JSON bodies, written and read.

pub(crate) mod none;
#[cfg(feature = "server")]
pub(crate) mod read;
