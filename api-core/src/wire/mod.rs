//! The formats of a request, each in both directions: the client's side writes, the server's side
//! reads back.
//!
//! | format | written and read by |
//! | --- | --- |
//! | one value as text | `scalar` |
//! | a query, a form | `pairs`, in a [`Style`] |
//! | a path | `path` |
//! | a header | `header` |
//! | a JSON body, whole or in loose fields | `json` |
//! | a multipart body | `multipart` |
//!
//! `value` holds the traits that say which types fit where.

pub(crate) mod header;
#[cfg(feature = "server")]
pub(crate) mod invalid;
pub(crate) mod json;
pub(crate) mod media_type;
mod member_path;
pub(crate) mod multipart;
#[cfg(feature = "server")]
pub(crate) mod node;
mod nullable;
pub(crate) mod pairs;
pub(crate) mod parameters;
mod patch;
pub(crate) mod path;
pub(crate) mod percent;
pub(crate) mod scalar;
pub(crate) mod style;
#[cfg(all(test, feature = "server"))]
mod tests;
pub(crate) mod unwritable;
pub(crate) mod value;
mod walk;

pub use self::multipart::Part;
pub use self::nullable::Nullable;
pub use self::patch::Patch;

/// The text in front of the first separator, and the one behind it.
#[cfg(feature = "server")]
pub(crate) fn cut(text: &str, separator: u8) -> (&str, Option<&str>) {
    // Not `split_once`: before its search begins, it has taken as long as this does over a name.
    match text.bytes().position(|byte| byte == separator) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
        None => (text, None),
    }
}
