//! Codes of expired credentials that no member holds, that are no codes, or that are declared twice.

use api_core::Envelope;

#[derive(Envelope)]
#[envelope(success = status, expired = 42001)]
struct WithoutACode<T> {
    #[envelope(payload)]
    data: T,
}

#[derive(Envelope)]
#[envelope(expired = [42001, 1.5])]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[derive(Envelope)]
#[envelope(expired = 42001)]
struct Twice<T> {
    #[envelope(success = 0, expired = 40014)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[derive(Envelope)]
struct Elsewhere<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload, expired = 40014)]
    data: T,
}

fn main() {}
