//! What was typed in our attributes, read by darling and not yet checked against anything else.

pub(crate) mod api;
pub(crate) mod endpoint;
pub(crate) mod param;
pub(crate) mod value;
