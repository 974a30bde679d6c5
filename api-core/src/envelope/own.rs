//! The envelope's own members as they are read: names without an allocation, and a discriminant
//! that can be handed on to a payload that declares it too.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::CowStrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::open::Discriminant;

/// The next name in a map, borrowed unless it has escapes. (`Cow` itself would allocate each.)
pub(super) fn next_name<'de, A: MapAccess<'de>>(
    map: &mut A,
) -> Result<Option<Cow<'de, str>>, A::Error> {
    map.next_key_seed(Name)
}

struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

/// What was read of an envelope, to be read once more as whatever the payload declares.
pub(super) enum Own<'de> {
    Name(Cow<'de, str>),
    Value(Discriminant),
}

impl<'de, E: de::Error> Deserializer<'de> for Replayed<'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.own {
            Own::Name(Cow::Borrowed(name)) => visitor.visit_borrowed_str(name),
            Own::Name(Cow::Owned(name)) => visitor.visit_string(name),
            Own::Value(Discriminant::Text(text)) => visitor.visit_string(text),
            Own::Value(Discriminant::Int(code)) => visitor.visit_i64(code),
            Own::Value(Discriminant::Bool(flag)) => visitor.visit_bool(flag),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        let word = match self.own {
            Own::Name(word) => word,
            Own::Value(Discriminant::Text(word)) => Cow::Owned(word),
            Own::Value(_) => return Err(E::custom("an enum is written as its variant's name")),
        };
        CowStrDeserializer::new(word).deserialize_enum(name, variants, visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A deserializer of what was read before.
pub(super) struct Replayed<'de, E> {
    own: Own<'de>,
    error: std::marker::PhantomData<E>,
}

impl<'de, E> Replayed<'de, E> {
    pub(super) fn new(own: Own<'de>) -> Self {
        Self { own, error: std::marker::PhantomData }
    }
}
