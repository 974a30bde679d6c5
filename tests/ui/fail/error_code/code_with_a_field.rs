//! A variant with a code of its own holds something.

use api_core::ErrorCode;

#[derive(ErrorCode)]
enum Code {
    #[code(1)]
    One(u8),
}

fn main() {}
