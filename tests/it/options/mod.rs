//! The options of one call, and whose word counts when several set the same.

mod call;
mod deadline;
mod levels;
mod timeouts;
mod unsent;
