//! A variant has no code.

use api_core::ErrorCode;

#[derive(ErrorCode)]
enum Code {
    #[code(1)]
    One,
    Two,
}

fn main() {}
