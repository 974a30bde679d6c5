//! One text as any scalar.

use std::borrow::Cow;
use std::str::FromStr;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, VariantAccess,
    Visitor,
};

use crate::wire::invalid::InvalidValue;
use crate::wire::nullable::NULLABLE;
use crate::wire::patch::PATCH;

/// The text of a scalar, decoded.
pub(crate) struct Text<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Truth values are `1` and `0`.
    pub(crate) digits: bool,
}

/// Reads a value from a text that is there, or not.
pub(crate) fn read<T: DeserializeOwned>(text: Option<&str>) -> Result<T, InvalidValue> {
    match text {
        Some(text) => T::deserialize(Text::plain(text)),
        None => T::deserialize(Absent),
    }
}

impl<'a> Text<'a> {
    /// A text with truth values as words.
    pub(crate) fn plain(text: &'a str) -> Self {
        Self { text: text.into(), digits: false }
    }

    fn parse<T: FromStr>(&self, expected: &str) -> Result<T, InvalidValue> {
        // A sign that no client of ours writes, and that `parse` would take.
        let signed = self.text.starts_with('+');
        let parsed = self.text.parse().ok().filter(|_| !signed);
        parsed.ok_or_else(|| InvalidValue::expected(expected))
    }
}

macro_rules! whole {
    ($($method:ident $visit:ident $type:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
            let expected = concat!("a whole number (", stringify!($type), ")");
            visitor.$visit(self.parse::<$type>(expected)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = InvalidValue;

    whole! {
        deserialize_i8 visit_i8 i8 deserialize_i16 visit_i16 i16 deserialize_i32 visit_i32 i32
        deserialize_i64 visit_i64 i64 deserialize_i128 visit_i128 i128
        deserialize_u8 visit_u8 u8 deserialize_u16 visit_u16 u16 deserialize_u32 visit_u32 u32
        deserialize_u64 visit_u64 u64 deserialize_u128 visit_u128 u128
    }

    /// For types that take what they get: a text.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        visitor.visit_str(&self.text)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        let (yes, no) = if self.digits { ("1", "0") } else { ("true", "false") };
        match &*self.text {
            text if text == yes => visitor.visit_bool(true),
            text if text == no => visitor.visit_bool(false),
            _ => Err(InvalidValue::expected(format_args!("`{yes}` or `{no}`"))),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        let number: f32 = self.parse("a number")?;
        if number.is_finite() { visitor.visit_f32(number) } else { Err(infinite()) }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        let number: f64 = self.parse("a number")?;
        if number.is_finite() { visitor.visit_f64(number) } else { Err(infinite()) }
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        let mut chars = self.text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => visitor.visit_char(c),
            _ => Err(InvalidValue::expected("one character")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        visitor.visit_string(self.text.into_owned())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        visitor.visit_enum(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        str bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
    }
}

fn infinite() -> InvalidValue {
    InvalidValue::expected("a finite number")
}

impl<'de> EnumAccess<'de> for Text<'_> {
    type Error = InvalidValue;
    type Variant = Unit;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Unit), InvalidValue> {
        Ok((seed.deserialize((*self.text).into_deserializer())?, Unit))
    }
}

/// A variant without anything in it.
pub(crate) struct Unit;

impl<'de> VariantAccess<'de> for Unit {
    type Error = InvalidValue;

    fn unit_variant(self) -> Result<(), InvalidValue> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, InvalidValue> {
        Err(InvalidValue::expected("a variant that holds nothing"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, InvalidValue> {
        Err(InvalidValue::expected("a variant that holds nothing"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, InvalidValue> {
        Err(InvalidValue::expected("a variant that holds nothing"))
    }
}

/// Nothing, where a value could be: `None` or `()`, and an error for all other types.
pub(crate) struct Absent;

impl<'de> Deserializer<'de> for Absent {
    type Error = InvalidValue;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, InvalidValue> {
        Err(InvalidValue::missing())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        visitor.visit_none()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        match name {
            PATCH => visitor.visit_none(),
            NULLABLE => Err(InvalidValue::missing()),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
