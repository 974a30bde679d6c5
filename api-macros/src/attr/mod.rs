//! What was typed in our attributes, not yet checked against anything else.

pub(crate) mod api;
pub(crate) mod endpoint;
pub(crate) mod param;
