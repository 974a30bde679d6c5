//! Name-value pairs of a query or a form, written and read.

mod flatten;
#[cfg(feature = "server")]
mod node;
#[cfg(feature = "server")]
mod node_read;
#[cfg(feature = "server")]
pub(crate) mod read;
pub(crate) mod write;

pub(crate) use self::flatten::members;
