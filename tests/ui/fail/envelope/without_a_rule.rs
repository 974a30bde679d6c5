//! No field of an envelope tells success.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    code: i64,
    #[envelope(payload)]
    data: T,
}

fn main() {}
