//! The item as it was written, nothing of it lost.

pub(crate) mod desugared;
pub(crate) mod docs;
pub(crate) mod item;
pub(crate) mod serde;
pub(crate) mod ty;
