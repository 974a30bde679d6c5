//! The variant for all other codes holds two values.

use api_core::ErrorCode;

#[derive(ErrorCode)]
enum Code {
    #[code(other)]
    Other(i64, String),
}

fn main() {}
