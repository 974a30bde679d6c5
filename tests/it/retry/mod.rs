//! Calls that are sent again: which, how often, with which bytes, and after which wait.
//!
//! What a single failure counts as and how long a wait is follows from pure functions, whose tests
//! are in `api-core/src/retry/tests`.

mod network;
mod sockets;
mod virtual_time;
