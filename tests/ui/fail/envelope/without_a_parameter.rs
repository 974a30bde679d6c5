//! An envelope has no type parameter for its payload.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    data: String,
}

fn main() {}
