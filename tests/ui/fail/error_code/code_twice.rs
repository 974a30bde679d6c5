//! Two variants have one code.

use api_core::ErrorCode;

#[derive(ErrorCode)]
enum Code {
    #[code(1)]
    One,
    #[code(1)]
    Two,
}

fn main() {}
