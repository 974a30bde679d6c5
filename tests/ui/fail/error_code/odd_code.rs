//! A code is neither a number nor a text.

use api_core::ErrorCode;

#[derive(ErrorCode)]
enum Code {
    #[code(1.5)]
    One,
    #[code(others)]
    Two,
}

fn main() {}
