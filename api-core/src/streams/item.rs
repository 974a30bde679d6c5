//! The types that the items of a stream are read as.

use serde::de::DeserializeOwned;

use crate::envelope::{self, DecodeError};
use crate::response::{Decoded, Raw};
use crate::{Bytes, Text};

/// Why an item could not be read.
#[derive(Debug)]
pub struct ItemError(pub(super) DecodeError);

/// A type that an item of a stream can be read as: any type that implements `Deserialize`, from JSON,
/// and [`Text`] or [`Bytes`] as they were sent. The parameter `K` keeps the implementations apart;
/// inference finds it.
#[diagnostic::on_unimplemented(
    message = "the items of a stream cannot be read as `{Self}`",
    label = "does not implement `serde::Deserialize`, or borrows from the response",
    note = "derive `serde::Deserialize` on it, with owned fields; for items as they were sent write \
            `api_core::Text` or `api_core::Bytes`"
)]
pub trait StreamItem<K>: Sized {
    /// Reads an item.
    #[doc(hidden)]
    fn read_item(item: &[u8]) -> Result<Self, ItemError>;
}

/// The function that reads the items of one type.
pub(super) type Read<T> = fn(&[u8]) -> Result<T, ItemError>;

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> StreamItem<Decoded> for T {
    fn read_item(item: &[u8]) -> Result<Self, ItemError> {
        let mut payload: Option<T> = None;
        match envelope::open_into(None, item, true, &mut payload) {
            Ok(_) => payload.ok_or_else(|| ItemError(DecodeError::missing())),
            Err(error) => Err(ItemError(error)),
        }
    }
}

#[diagnostic::do_not_recommend]
impl StreamItem<Raw> for Text {
    fn read_item(item: &[u8]) -> Result<Self, ItemError> {
        match std::str::from_utf8(item) {
            Ok(text) => Ok(Self(text.to_owned())),
            Err(_) => Err(ItemError(DecodeError::not_text())),
        }
    }
}

#[diagnostic::do_not_recommend]
impl StreamItem<Raw> for Bytes {
    fn read_item(item: &[u8]) -> Result<Self, ItemError> {
        Ok(Self(bytes::Bytes::copy_from_slice(item)))
    }
}
