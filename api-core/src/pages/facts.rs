//! Reads what a rule needs from the fields of a page, whatever their types: what the derive calls.

use std::num::{NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize};

use serde::Serialize;
use serde_json::Value;

/// A number on a page.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number of a page, an item or a total",
    label = "is neither an integer nor an `Option` of one",
    note = "use an integer, a text of digits, or an `Option` of these"
)]
pub trait NumberField {
    /// The number; none where the server left it out or sent something below zero.
    fn number(&self) -> Option<u64>;
}

macro_rules! numbers {
    ($($ty:ty)*) => {$(
        impl NumberField for $ty {
            fn number(&self) -> Option<u64> {
                u64::try_from(*self).ok()
            }
        }
    )*};
}

numbers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! above_zero {
    ($($ty:ty)*) => {$(
        impl NumberField for $ty {
            fn number(&self) -> Option<u64> {
                self.get().number()
            }
        }
    )*};
}

above_zero!(NonZeroU8 NonZeroU16 NonZeroU32 NonZeroU64 NonZeroUsize);

impl NumberField for String {
    fn number(&self) -> Option<u64> {
        self.parse().ok()
    }
}

impl<N: NumberField> NumberField for Option<N> {
    fn number(&self) -> Option<u64> {
        self.as_ref()?.number()
    }
}

/// A truth value on a page: if there are more.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell if there are more pages",
    label = "is neither a `bool` nor an `Option` of one",
    note = "use a `bool`, an integer, or an `Option` of these"
)]
pub trait FlagField {
    /// The truth value; none where the server left it out.
    fn flag(&self) -> Option<bool>;
}

impl FlagField for bool {
    fn flag(&self) -> Option<bool> {
        Some(*self)
    }
}

macro_rules! flags {
    ($($ty:ty)*) => {$(
        impl FlagField for $ty {
            fn flag(&self) -> Option<bool> {
                Some(*self != 0)
            }
        }
    )*};
}

flags!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

impl<F: FlagField> FlagField for Option<F> {
    fn flag(&self) -> Option<bool> {
        self.as_ref()?.flag()
    }
}

/// A field that holds a cursor of type `C`, or may hold one. The parameter `K` only keeps the
/// implementations apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold a cursor of type `{C}`",
    label = "is neither a `{C}` nor an `Option` of one",
    note = "a cursor is `Clone` and `serde::Serialize`: derive both on its type; if it is of another type than \
            the field, name that on the struct: `#[page(cursor = Type)]`"
)]
pub trait CursorField<C, K> {
    /// The cursor, if there is one.
    fn cursor(&self) -> Option<C>;
}

/// Marks a field that always holds a cursor.
#[derive(Debug)]
pub struct Always;
/// Marks a field that may hold one.
#[derive(Debug)]
pub struct Sometimes;

#[diagnostic::do_not_recommend]
impl<C: Clone> CursorField<C, Always> for C {
    fn cursor(&self) -> Option<C> {
        Some(self.clone())
    }
}

#[diagnostic::do_not_recommend]
impl<C: Clone> CursorField<C, Sometimes> for Option<C> {
    fn cursor(&self) -> Option<C> {
        self.clone()
    }
}

/// Reads a field as a cursor of type `C`.
pub fn read_cursor<C, F: CursorField<C, K>, K>(field: &F) -> Option<C> {
    field.cursor()
}

/// True of what servers write where there is no next page: null, an empty text, zero.
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::Object(members) => members.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Bool(true) => false,
    }
}

/// A cursor as JSON. One that cannot be written is none.
pub(super) fn to_value(cursor: &(impl Serialize + ?Sized)) -> Value {
    serde_json::to_value(cursor).unwrap_or_default()
}

/// A field on the way to another: `meta` in `meta.page`. The way goes through an `Option` of a struct
/// as through the struct itself, by the method of [`Reached`] or else of [`ReachedField`].
#[derive(Debug)]
pub struct Reached<'a, T>(pub &'a T);

impl<'a, T> Reached<'a, Option<T>> {
    /// The value in the `Option`.
    #[must_use]
    pub fn inside(self) -> Option<&'a T> {
        self.0.as_ref()
    }
}

/// The way through any other field.
pub trait ReachedField<'a> {
    /// The type of the field.
    type Inside;

    /// The field.
    fn inside(self) -> Option<&'a Self::Inside>;
}

impl<'a, T> ReachedField<'a> for Reached<'a, T> {
    type Inside = T;

    fn inside(self) -> Option<&'a T> {
        Some(self.0)
    }
}
