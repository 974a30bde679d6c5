//! An envelope has two messages.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
    #[envelope(message)]
    a: String,
    #[envelope(message)]
    b: String,
}

fn main() {}
