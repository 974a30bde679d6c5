//! Everything from the outside, over sockets, in one binary.

mod harness;
mod outcomes;
mod retry;
mod support;
