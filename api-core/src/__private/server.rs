//! The parts that a generated server is made of.

pub use axum::Router;

pub use crate::server::Rejection;
pub use crate::server::borrow::{OwnedForm, hold, lend};
pub use crate::server::input::Input;
pub use crate::server::routes::{Handler, Responder, Routes, respond, seal};
