//! Both the status and a member tell success.

use api_core::Envelope;

#[derive(Envelope)]
#[envelope(success = status)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

fn main() {}
