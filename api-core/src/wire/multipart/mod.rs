//! Multipart bodies (`multipart/form-data`, RFC 7578), written and read.

mod file;
#[cfg(feature = "server")]
pub(crate) mod read;
pub(crate) mod write;
