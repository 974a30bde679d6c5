//! The checked declaration: no darling, no quote, nothing that could still be wrong.

pub(crate) mod constant;
pub(crate) mod endpoint;
pub(crate) mod output;
pub(crate) mod param;
pub(crate) mod path;
pub(crate) mod query;
pub(crate) mod service;
