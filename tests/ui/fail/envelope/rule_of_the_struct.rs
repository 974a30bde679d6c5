//! The success rule of a field is on the struct.

use api_core::Envelope;

#[derive(Envelope)]
#[envelope(success = 0)]
struct Wrapped<T> {
    #[envelope(payload)]
    data: T,
}

fn main() {}
