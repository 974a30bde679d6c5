//! The parts that a generated stub is made of, besides those of a server.

pub use crate::stub::board::{Board, Stub};
pub use crate::stub::recorded_response::example;
pub use crate::stub::{Rule, StubTransport};
