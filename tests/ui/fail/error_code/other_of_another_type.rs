//! The variant for all other codes holds what no code can be.

use api_core::ErrorCode;

#[derive(ErrorCode)]
enum Code {
    #[code(other)]
    Other(bool),
}

fn main() {}
