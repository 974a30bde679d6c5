//! An enum has a status or a code that is for one of its variants.

use api_core::{ByStatus, ErrorCode};

#[derive(ByStatus)]
#[status(200)]
enum Outcome {
    #[status(200)]
    Ready(String),
}

#[derive(Debug, ErrorCode)]
#[code(40103)]
enum Code {
    #[code(40103)]
    TokenExpired,
}

fn main() {
    _ = Code::TokenExpired;
}
