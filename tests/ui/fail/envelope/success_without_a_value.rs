//! A success rule has no value.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

fn main() {}
