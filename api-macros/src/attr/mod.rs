//! The arguments of our attributes as they were typed, not yet checked against anything else.

pub(crate) mod api;
pub(crate) mod endpoint;
pub(crate) mod param;
