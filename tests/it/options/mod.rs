//! The options of a call, and which setting wins when several levels set the same.

mod call;
mod deadline;
mod laziness;
mod precedence;
mod timeouts;
