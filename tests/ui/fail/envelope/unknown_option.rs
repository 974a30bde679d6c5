//! An option of a field is misspelt.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(paylod)]
    data: T,
}

fn main() {}
