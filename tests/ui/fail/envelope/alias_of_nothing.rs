//! A field that the envelope does not read has an alias.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(alias = "time")]
    ttl: u64,
    #[envelope(payload)]
    data: T,
}

fn main() {}
