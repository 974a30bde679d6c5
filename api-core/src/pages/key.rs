//! The key of the last item as a cursor, whose type is that of the item's field.
//!
//! The derive sees the fields of the page, and none of an item. The compiler knows the type of `last.id`,
//! but no name for it. What it has is this detour: a constant function takes the closure that reads the
//! key and gives the number of its type, and a number can be the argument of a type. So the usual types
//! of keys have numbers here. A key of any other type fits any parameter.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;

use super::fit::PageKey;
use super::rules::any_key;

/// The key of an item. `cursor` is found here if the type is a `KnownKey`, and in `OtherKey` if not.
#[derive(Debug)]
pub struct Key<'a, K: ?Sized>(OtherKey<'a, K>);

/// A key of a type that only its own crate knows.
#[derive(Debug)]
pub struct OtherKey<'a, K: ?Sized>(&'a K);

impl<'a, K: ?Sized> Key<'a, K> {
    /// The key in a field.
    pub fn new(field: &'a K) -> Self {
        Self(OtherKey(field))
    }
}

impl<K: KnownKey + ?Sized> Key<'_, K> {
    /// The key as a cursor.
    #[must_use]
    pub fn cursor(&self) -> Option<K::Cursor> {
        self.0.0.as_cursor()
    }
}

impl<'a, K: ?Sized> Deref for Key<'a, K> {
    type Target = OtherKey<'a, K>;

    fn deref(&self) -> &OtherKey<'a, K> {
        &self.0
    }
}

impl<K: ?Sized> OtherKey<'_, K> {
    /// The key as a cursor that fits any parameter.
    #[must_use]
    pub fn cursor(&self) -> Option<PageKey>
    where
        K: Serialize,
    {
        Some(any_key(self.0))
    }
}

/// A type that the key of an item usually has.
pub trait KnownKey {
    /// The type that stands for it in the comparison with the `#[cursor]`.
    type Cursor;

    /// The key, if there is one.
    fn as_cursor(&self) -> Option<Self::Cursor>;
}

macro_rules! known {
    ($($cursor:ty: $($key:ty)*;)*) => {$($(
        impl KnownKey for $key {
            type Cursor = $cursor;

            fn as_cursor(&self) -> Option<$cursor> {
                Some(<$cursor>::from(self.to_owned()))
            }
        }
    )*)*};
}

known! {
    String: str String Cow<'_, str>;
    u64: u8 u16 u32 u64;
    i64: i8 i16 i32 i64;
    bool: bool;
    f64: f32 f64;
}

macro_rules! held {
    ($($key:ty)*) => {$(
        impl<K: KnownKey + ?Sized> KnownKey for $key {
            type Cursor = K::Cursor;

            fn as_cursor(&self) -> Option<K::Cursor> {
                K::as_cursor(self)
            }
        }
    )*};
}

held!(&K Box<K> Arc<K>);

impl<K: KnownKey> KnownKey for Option<K> {
    type Cursor = K::Cursor;

    fn as_cursor(&self) -> Option<K::Cursor> {
        self.as_ref()?.as_cursor()
    }
}

/// A type of cursors that has a number.
pub trait Numbered {
    /// The number.
    const NUMBER: u8;
}

/// The type of cursors of a number.
#[derive(Debug)]
pub struct KeyType<const NUMBER: u8>;

/// The number of a type of cursors.
pub trait NumberOfKey {
    /// The type.
    type Cursor;
}

macro_rules! numbered {
    ($($number:literal $cursor:ty;)*) => {$(
        impl Numbered for $cursor {
            const NUMBER: u8 = $number;
        }

        impl NumberOfKey for KeyType<$number> {
            type Cursor = $cursor;
        }
    )*};
}

numbered! {
    0 PageKey;
    1 String;
    2 u64;
    3 i64;
    4 bool;
    5 f64;
}

/// The number of the type of the cursor that is read from an item.
#[must_use]
pub const fn number_of<I, C: Numbered>(_: fn(&I) -> Option<C>) -> u8 {
    C::NUMBER
}
