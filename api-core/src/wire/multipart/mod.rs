//! Multipart bodies (`multipart/form-data`, RFC 7578), written and read.

mod part;
#[cfg(feature = "server")]
pub(crate) mod read;
pub(crate) mod write;

pub use self::part::Part;
