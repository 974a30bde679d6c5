//! JSON bodies, written and read.

mod checked;
#[cfg(feature = "server")]
mod kinded;
pub(crate) mod lines;
mod members;
pub(crate) mod none;
mod payload;
#[cfg(feature = "server")]
pub(crate) mod read;
#[cfg(feature = "server")]
mod seen;
pub(crate) mod write;
