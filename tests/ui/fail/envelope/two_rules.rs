//! Success is told by the status and by a member.

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
