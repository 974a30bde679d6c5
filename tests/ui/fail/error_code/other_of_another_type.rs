//! The variant for all other codes has a field that cannot hold a code.

use api_core::ErrorCode;

#[derive(ErrorCode)]
enum Code {
    #[code(other)]
    Other(bool),
}

fn main() {}
