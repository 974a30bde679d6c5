//! Two members have one name.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0, alias = "ret")]
    code: i64,
    #[envelope(message, alias = "code")]
    message: String,
    #[envelope(payload, alias = "ret")]
    data: T,
}

fn main() {}
