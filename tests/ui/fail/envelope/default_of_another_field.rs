//! A field that does not tell success has a default.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message, default)]
    message: String,
    #[envelope(payload)]
    data: T,
}

fn main() {}
