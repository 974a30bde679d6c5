//! The limiter in virtual time, against servers that count.

mod server;
mod strategies;
mod windows;
