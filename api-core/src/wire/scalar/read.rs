//! One text as any scalar: the reverse of [`crate::request`]'s writing of scalars.

use std::borrow::Cow;
use std::str::FromStr;

use serde::de::value::SeqDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, VariantAccess,
    Visitor,
};

use crate::wire::invalid::InvalidValue;
use crate::wire::patch::PATCH;

/// The text of a scalar, decoded.
pub(crate) struct Text<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Whether truth values are `1` and `0`.
    pub(crate) digits: bool,
}

/// Reads a value from a text that is there, or not.
pub(crate) fn read<T: DeserializeOwned>(text: Option<&str>) -> Result<T, InvalidValue> {
    match text {
        Some(text) => T::deserialize(Text { text: text.into(), digits: false }),
        None => T::deserialize(Absent),
    }
}

impl Text<'_> {
    fn parse<T: FromStr>(&self, expected: &str) -> Result<T, InvalidValue> {
        // A sign that no client of ours writes, and that `parse` would take.
        let signed = self.text.starts_with('+');
        let parsed = self.text.parse().ok().filter(|_| !signed);
        parsed.ok_or_else(|| InvalidValue::new(format!("expected {expected}")))
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
            _ => Err(InvalidValue::new(format!("expected `{yes}` or `{no}`"))),
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
            _ => Err(InvalidValue::new("expected one character")),
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
    InvalidValue::new("expected a finite number")
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
        Err(InvalidValue::new("expected a variant that holds nothing"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, InvalidValue> {
        Err(InvalidValue::new("expected a variant that holds nothing"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, InvalidValue> {
        Err(InvalidValue::new("expected a variant that holds nothing"))
    }
}

/// Nothing, where a value could stand: `None`, an empty list, and a mistake for all else.
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
        if name == PATCH { visitor.visit_none() } else { visitor.visit_newtype_struct(self) }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Reads a value from the texts of its name: one for a scalar, any number for a list.
pub(crate) fn read_list<T: DeserializeOwned>(texts: Vec<&str>) -> Result<T, InvalidValue> {
    T::deserialize(Texts(texts))
}

/// All texts of one name.
pub(crate) struct Texts<'a>(pub(crate) Vec<&'a str>);

impl<'a> Texts<'a> {
    fn single(&self) -> Result<Text<'a>, InvalidValue> {
        match self.0[..] {
            [] => Err(InvalidValue::missing()),
            [text] => Ok(Text { text: text.into(), digits: false }),
            _ => Err(InvalidValue::malformed("it stands there more than once")),
        }
    }
}

macro_rules! single {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
            self.single()?.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Texts<'_> {
    type Error = InvalidValue;

    single! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32
        deserialize_i64 deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier deserialize_map
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        let texts = self.0.into_iter().map(|text| Text { text: text.into(), digits: false });
        visitor.visit_seq(SeqDeserializer::new(texts))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        if self.0.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        if name == PATCH && self.0.is_empty() {
            visitor.visit_none()
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        self.single()?.deserialize_any(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        self.single()?.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        self.single()?.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        visitor.visit_unit()
    }
}

impl<'de> IntoDeserializer<'de, InvalidValue> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> IntoDeserializer<'de, InvalidValue> for Texts<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
