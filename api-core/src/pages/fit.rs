//! Which types of `#[cursor]` parameters the cursor of a page fits.
//!
//! A cursor is written into the request as its parameter is, so it need not have the parameter's own
//! type: a `String` out of the payload fits an `Option<&str>`, and a page number fits any integer. The
//! parameter `K` only keeps the implementations apart, and inference finds it.

use std::borrow::Cow;
use std::convert::Infallible;
use std::num::{
    NonZeroI32, NonZeroI64, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize,
};

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

/// A type of `#[cursor]` parameters that takes a page's cursor of type `C`.
#[diagnostic::on_unimplemented(
    message = "the cursor of this page is a `{C}`, which does not fit a `#[cursor]` of type `{Self}`",
    label = "takes no `{C}`",
    note = "change the type of the parameter, or move `#[cursor]` to the parameter that takes the page's \
            cursor"
)]
pub trait CursorParam<C, K> {}

/// Marks the type itself.
#[derive(Debug)]
pub struct Same;
/// Marks texts.
#[derive(Debug)]
pub struct Text;
/// Marks integers.
#[derive(Debug)]
pub struct Number;
/// Marks `Option`s of types that fit.
#[derive(Debug)]
pub struct Optional<K>(std::marker::PhantomData<K>);
/// Marks texts that are borrowed, and references to the type itself.
#[derive(Debug)]
pub struct Borrowed;
/// Marks cursors that are never written into the parameter, or whose type is not known.
#[derive(Debug)]
pub struct Any;

/// Marks types that hold a cursor by themselves. A function that is asked for a page gets no other: what it
/// borrowed would be gone before its page came.
#[diagnostic::on_unimplemented(
    message = "the function borrows its cursor, which nobody holds until its page has come",
    label = "a borrowed cursor",
    note = "take an owned one, and lend it inside: \
            `|cursor: Option<String>| async move {{ chats.list(cursor.as_deref()).await }}`, where `chats` is a \
            reference"
)]
pub trait Holds {}

#[diagnostic::do_not_recommend]
impl Holds for Same {}
#[diagnostic::do_not_recommend]
impl Holds for Text {}
#[diagnostic::do_not_recommend]
impl Holds for Number {}
#[diagnostic::do_not_recommend]
impl<K> Holds for Optional<K> {}
#[diagnostic::do_not_recommend]
impl Holds for Any {}

/// The cursor of a page that names the next one by its URL: it takes the place of the whole target, so
/// it fits any parameter.
#[derive(Debug)]
pub struct PageUrl(Infallible);

/// The key of the last item, where its type is none of those that `KnownKey`s
/// have. It fits any parameter.
#[derive(Debug)]
pub struct PageKey(serde_json::Value);

impl PageKey {
    pub(super) fn new(key: serde_json::Value) -> Self {
        Self(key)
    }
}

impl Serialize for PageUrl {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match self.0 {}
    }
}

impl Serialize for PageKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Serialize + DeserializeOwned> CursorParam<C, Same> for C {}
#[diagnostic::do_not_recommend]
impl<C: Serialize + DeserializeOwned> CursorParam<C, Borrowed> for &C {}
#[diagnostic::do_not_recommend]
impl<T: CursorParam<C, K>, C: DeserializeOwned, K> CursorParam<C, Optional<K>> for Option<T> {}
#[diagnostic::do_not_recommend]
impl<T> CursorParam<PageUrl, Any> for T {}
#[diagnostic::do_not_recommend]
impl<T> CursorParam<PageKey, Any> for T {}

/// Each text fits each other one.
macro_rules! texts {
    ($($param:ty, $kind:ty: $($cursor:ty)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl CursorParam<$cursor, $kind> for $param {}
    )*)*};
}

texts! {
    &str, Borrowed: String Box<str> Cow<'static, str>;
    String, Text: Box<str> Cow<'static, str>;
    Cow<'_, str>, Text: String Box<str>;
    Box<str>, Text: String Cow<'static, str>;
}

/// Each integer fits each other one: which of them a server counts in is not known, and a number that
/// is too large for a type is met by a server alone.
macro_rules! integers {
    ([$($before:ty)*] $param:ty, $($behind:ty,)*) => {
        integers!(@ $param: $($before)* $($behind)*);
        integers!([$($before)* $param] $($behind,)*);
    };
    ([$($before:ty)*]) => {};
    (@ $param:ty: $($cursor:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl CursorParam<$cursor, Number> for $param {}
    )*};
}

integers!([] u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize,);

macro_rules! above_zero {
    ($($param:ty)*) => {$(
        integers!(@ $param: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
    )*};
}

above_zero!(NonZeroU8 NonZeroU16 NonZeroU32 NonZeroU64 NonZeroUsize NonZeroI32 NonZeroI64);
