//! Takes the bytes of a stream apart into items. Knows no HTTP and no JSON.

pub(crate) mod events;
pub(crate) mod lines;

/// An item is larger than the limit.
#[derive(Debug)]
pub(crate) struct TooLarge;
