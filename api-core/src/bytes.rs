//! Bytes and text that are taken as they are: the body of a response, or a server's.

use std::borrow::Borrow;
use std::ops::Deref;

/// Bytes of a body, as they were sent.
///
/// As a return type: the body of the response, not decoded. The envelope is skipped if the status
/// means success.
///
/// A type of its own rather than that of the `bytes` crate: with that crate's `serde` feature on,
/// anywhere in a build, the compiler could no longer tell whether JSON was meant.
/// [`into_inner`](Self::into_inner) and `From` lead there and back without a copy.
///
/// ```
/// # use api_core::Bytes;
/// let bytes = Bytes::from("hello");
/// assert_eq!(&bytes[..], b"hello");
/// assert_eq!(bytes.len(), 5);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bytes(pub(crate) bytes::Bytes);

impl Bytes {
    /// The bytes as the `bytes` crate's type, shared and not copied.
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

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A list of pieces is put together by `concat`.
impl Borrow<[u8]> for Bytes {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

impl PartialEq<[u8]> for Bytes {
    fn eq(&self, other: &[u8]) -> bool {
        self[..] == *other
    }
}

impl PartialEq<&[u8]> for Bytes {
    fn eq(&self, other: &&[u8]) -> bool {
        self[..] == **other
    }
}

/// UTF-8 text of a body, as it was sent.
///
/// As a return type: the body of the response as text. The envelope is skipped if the status means
/// success.
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

macro_rules! from {
    ($($bytes:ty)*) => {$(
        impl From<$bytes> for Bytes {
            fn from(bytes: $bytes) -> Self {
                Self(bytes.into())
            }
        }
    )*};
}

// One by one: for all types that `bytes::Bytes` can be made of, there could be no way back.
from! { bytes::Bytes bytes::BytesMut Vec<u8> Box<[u8]> String &'static [u8] &'static str }

impl From<Bytes> for bytes::Bytes {
    fn from(bytes: Bytes) -> Self {
        bytes.0
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}
