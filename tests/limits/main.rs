//! Rate limits, from the outside, over sockets.

mod dialects;
mod fields;
mod hostile;
mod learnt;
mod queue;
mod redirects;
mod redis;
mod rubbish;
mod shared;
mod support;
