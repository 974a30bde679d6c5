//! A payload is both in a member and beside it.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
    #[envelope(flatten)]
    more: T,
}

fn main() {}
