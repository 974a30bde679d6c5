//! `ErrorCode` is derived on a struct.

use api_core::ErrorCode;

#[derive(ErrorCode)]
struct Code;

fn main() {}
