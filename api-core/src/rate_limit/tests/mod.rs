//! The limiter in virtual time, against servers that count.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod hostile;
mod interleavings;
mod model;
mod server;
mod strategies;
mod windows;
