//! The variant for all other codes has two fields.

use api_core::ErrorCode;

#[derive(ErrorCode)]
enum Code {
    #[code(other)]
    Other(i64, String),
}

fn main() {}
