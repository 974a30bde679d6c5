//! The attribute of the variant for all other codes is misspelt.
//! Remedy: write `#[code(other)]`

use api_core::ErrorCode;

#[derive(Debug, ErrorCode)]
enum Code {
    #[code(1)]
    Missing,
    #[others]
    Other(i64),
}

fn main() {
    _ = Code::Missing;
}
