//! No field of an envelope holds the payload.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    data: T,
}

fn main() {}
