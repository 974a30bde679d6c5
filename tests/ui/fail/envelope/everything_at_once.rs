//! An envelope has several mistakes.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    code: i64,
    #[envelope(payload)]
    data: T,
    #[envelope(payload)]
    other: T,
    #[envelope(mesage)]
    message: String,
}

fn main() {}
