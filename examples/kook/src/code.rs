//! KOOK's codes.

use api_core::ErrorCode;

/// What KOOK says went wrong, as far as its codes tell. Most failures of all kinds have the code
/// 40000, and say more in the message only.
///
/// ```
/// use api_core::{Code, ErrorCode};
/// use kook::KookCode;
///
/// assert_eq!(KookCode::from_code(&Code::Int(40103)), Some(KookCode::TokenExpired));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, ErrorCode)]
#[non_exhaustive]
pub enum KookCode {
    /// A failure of any kind; the message says which.
    #[code(40000)]
    Failed,
    /// The content of a message was refused.
    #[code(40011)]
    ContentRefused,
    /// The request was too large.
    #[code(40014)]
    TooLarge,
    /// An argument is missing.
    #[code(40100)]
    MissingArgument,
    /// The token is not valid.
    #[code(401)]
    #[code(40101)]
    InvalidToken,
    /// The token could not be checked.
    #[code(40102)]
    TokenUnchecked,
    /// The token has expired.
    #[code(40103)]
    TokenExpired,
    /// The bot may not do this.
    #[code(403)]
    #[code(40300)]
    Forbidden,
    /// Another code.
    #[code(other)]
    Other(i64),
}
