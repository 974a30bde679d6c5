// Rate limits, from the outside, over sockets.
//
// `hyper.rs` is this file once more, over the second transport: a module added here runs over both.

mod dialects;
mod hostile;
mod learnt;
mod queue;
mod redis;
mod shared;
mod support;
