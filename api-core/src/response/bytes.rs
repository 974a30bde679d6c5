//! Answers that are taken as they are, without JSON and without an envelope.

use std::ops::Deref;

/// The body of an answer, undecoded. The envelope is skipped if the status is 2xx.
///
/// A type of its own rather than that of the `bytes` crate: with that crate's `serde` feature on,
/// anywhere in a build, the compiler could no longer tell whether JSON was meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bytes(pub(crate) bytes::Bytes);

impl Bytes {
    /// The bytes, shared and not copied.
    #[must_use]
    pub fn into_inner(self) -> bytes::Bytes {
        self.0
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// The body of an answer as UTF-8 text. The envelope is skipped if the status is 2xx.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text(pub(crate) String);

impl Text {
    /// The text.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.0
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// For who answers: [`Bytes`] of a server.
impl<T: Into<bytes::Bytes>> From<T> for Bytes {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

/// For who answers: [`Text`] of a server.
impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}
