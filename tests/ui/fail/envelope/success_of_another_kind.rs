//! A success value is of a kind that no member has.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0.5)]
    code: f64,
    #[envelope(payload)]
    data: T,
}

fn main() {}
