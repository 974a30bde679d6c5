//! A [`Node`] as what the declared type asks for.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::node::{Entry, Node, listed};
use crate::wire::invalid::InvalidValue;
use crate::wire::patch::PATCH;
use crate::wire::scalar::read::Text;
use crate::wire::style::Style;

macro_rules! scalar {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
            self.scalar()?.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = InvalidValue;

    scalar! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char deserialize_str
        deserialize_string deserialize_bytes deserialize_byte_buf deserialize_identifier
    }

    /// For types that take what they get: as much as the names tell.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        match &self.entries[..] {
            _ if self.root => self.deserialize_map(visitor),
            [] => Err(InvalidValue::missing()),
            [entry] if entry.rest.is_empty() => self.deserialize_str(visitor),
            [first, ..]
                if first.rest.is_empty()
                    || listed(&format!("x{}", first.rest), self.style).is_some() =>
            {
                self.deserialize_seq(visitor)
            }
            _ => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        if self.entries.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        if name == PATCH && self.entries.is_empty() {
            visitor.visit_none()
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        if self.root {
            return visitor.visit_seq(Spread(self.entries.into_iter(), self.style));
        }
        visitor.visit_seq(Elements(self.elements()?.into_iter()))
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

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        visitor.visit_map(Members::new(self, &[])?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        visitor.visit_map(Members::new(self, fields)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        match &self.entries[..] {
            [entry] if entry.rest.is_empty() && !self.root => {
                self.scalar()?.deserialize_enum(name, variants, visitor)
            }
            _ => visitor.visit_enum(Members::new(self, &[])?),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        visitor.visit_unit()
    }
}

struct Elements<'a>(std::vec::IntoIter<Text<'a>>);

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = InvalidValue;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, InvalidValue> {
        self.0.next().map(|text| seed.deserialize(text)).transpose()
    }
}

/// Members by their names.
struct Members<'a> {
    members: std::vec::IntoIter<(&'a str, Node<'a>)>,
    value: Option<Node<'a>>,
}

impl<'a> Members<'a> {
    fn new(node: Node<'a>, fields: &[&'static str]) -> Result<Self, InvalidValue> {
        Ok(Self { members: node.members(fields)?.into_iter(), value: None })
    }
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = InvalidValue;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, InvalidValue> {
        let Some((key, node)) = self.members.next() else { return Ok(None) };
        self.value = Some(node);
        seed.deserialize(Text { text: key.into(), digits: false }).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, InvalidValue> {
        match self.value.take() {
            Some(node) => seed.deserialize(node),
            None => Err(InvalidValue::missing()),
        }
    }
}

/// A variant that holds a value, written as a member of that name.
impl<'de, 'a> EnumAccess<'de> for Members<'a> {
    type Error = InvalidValue;
    type Variant = Variant<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        mut self,
        seed: V,
    ) -> Result<(V::Value, Variant<'a>), InvalidValue> {
        let Some((key, node)) = self.members.next() else { return Err(InvalidValue::missing()) };
        let key: StrDeserializer<'_, InvalidValue> = key.into_deserializer();
        Ok((seed.deserialize(key)?, Variant(node)))
    }
}

struct Variant<'a>(Node<'a>);

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = InvalidValue;

    fn unit_variant(self) -> Result<(), InvalidValue> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, InvalidValue> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        self.0.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        self.0.deserialize_struct("", fields, visitor)
    }
}

/// A list of pairs, spread: each is a name and a value.
struct Spread<'a>(std::vec::IntoIter<Entry<'a>>, Style);

impl<'de> SeqAccess<'de> for Spread<'_> {
    type Error = InvalidValue;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, InvalidValue> {
        let Some(entry) = self.0.next() else { return Ok(None) };
        let (key, rest) =
            entry.rest.split_at(listed(entry.rest, self.1).unwrap_or(entry.rest.len()));
        let entries = vec![Entry { rest, value: entry.value }];
        let node = Node { entries, style: self.1, depth: 1, root: false, empty: &[] };
        let pair = Pair { key: Some(key), node: Some(node) };
        seed.deserialize(serde::de::value::SeqAccessDeserializer::new(pair)).map(Some)
    }
}

/// A name and a value.
struct Pair<'a> {
    key: Option<&'a str>,
    node: Option<Node<'a>>,
}

impl<'de> SeqAccess<'de> for Pair<'_> {
    type Error = InvalidValue;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, InvalidValue> {
        if let Some(key) = self.key.take() {
            return seed.deserialize(Text { text: key.into(), digits: false }).map(Some);
        }
        self.node.take().map(|node| seed.deserialize(node)).transpose()
    }
}
