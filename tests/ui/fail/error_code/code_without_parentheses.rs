//! The codes of variants are not in parentheses.

use api_core::ErrorCode;

#[derive(Debug, PartialEq, ErrorCode)]
enum KookCode {
    #[code]
    TokenExpired,
    #[code = 40104]
    NoPermission,
}

fn main() {
    _ = KookCode::TokenExpired == KookCode::NoPermission;
}
