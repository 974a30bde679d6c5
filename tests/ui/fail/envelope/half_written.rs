//! An attribute of an envelope is half written.

use api_core::Envelope;

#[derive(Envelope)]
struct NoParentheses<T> {
    #[envelope]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[derive(Envelope)]
struct NoSign<T> {
    #[envelope(success 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[derive(Envelope)]
struct NoValue<T> {
    #[envelope(success = )]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[derive(Envelope)]
struct NoComma<T> {
    #[envelope(success = 0 default)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[derive(Envelope)]
struct EmptyName<T> {
    #[envelope(success = 0, rename = "error..code")]
    code: i64,
    #[envelope(payload)]
    data: T,
}

fn main() {}
