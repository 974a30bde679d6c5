//! Success values are of two kinds.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = [0, "ok"])]
    code: i64,
    #[envelope(payload)]
    data: T,
}

fn main() {}
