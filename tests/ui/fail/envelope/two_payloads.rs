//! An envelope has two payloads.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
    #[envelope(payload)]
    other: T,
}

fn main() {}
