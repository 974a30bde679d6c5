//! The macros of `api-core`.
