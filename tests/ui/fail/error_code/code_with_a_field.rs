//! A variant for one code has a field.

use api_core::ErrorCode;

#[derive(ErrorCode)]
enum Code {
    #[code(1)]
    One(u8),
}

fn main() {}
