//! The parts that the description of a trait is made of.

pub use schemars::JsonSchema;

pub use crate::openapi::generated::*;
