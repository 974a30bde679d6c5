//! An envelope has several errors.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped {
    code: i64,
    #[envelope(payload)]
    data: String,
    #[envelope(payload)]
    other: String,
}

fn main() {}
