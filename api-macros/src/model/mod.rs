//! The checked declaration. It knows no tokens to emit, and nothing in it can still be wrong by
//! itself; what is wrong of two things together is for `check`.

pub(crate) mod constant;
pub(crate) mod endpoint;
pub(crate) mod fields;
pub(crate) mod output;
pub(crate) mod page;
pub(crate) mod param;
pub(crate) mod path;
pub(crate) mod position;
pub(crate) mod query;
pub(crate) mod rate_limit;
pub(crate) mod service;
pub(crate) mod signature;
pub(crate) mod slot;
