//! Rate limits, from the outside, over sockets.

mod dialects;
mod hostile;
mod learnt;
mod queue;
mod redis;
mod shared;
mod support;
