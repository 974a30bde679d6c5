//! JSON bodies, written and read.

mod checked;
mod members;
pub(crate) mod none;
#[cfg(feature = "server")]
pub(crate) mod read;
pub(crate) mod write;
