//! KOOK's codes.

use api_core::ErrorCode;

/// An error code of KOOK. Most failures of all kinds have the code 40000, and only the message tells them
/// apart.
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
    /// A failure of any kind; see the message.
    #[code(40000)]
    Failed,
    /// KOOK rejected the content of a message.
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
    /// The bot lacks the permission.
    #[code(403)]
    #[code(40300)]
    Forbidden,
    /// Another code.
    #[code(other)]
    Other(i64),
}
