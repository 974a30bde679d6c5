//! What observers see of calls, and what the spans of the feature `tracing` record of them.

mod apis;
mod cancelled;
mod cost;
mod events;
mod ledger;
mod panics;
mod paths;
mod picture;
mod secrets;
mod spans;
mod streams;
mod subscriber;
