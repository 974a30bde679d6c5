//! A [`Node`] as what the declared type asks for.

use serde::de::value::{SeqAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::{Element, Node};
use crate::wire::invalid::InvalidValue;
use crate::wire::patch::PATCH;
use crate::wire::scalar::read::Text;

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
            _ if self.is_spread() => self.deserialize_map(visitor),
            [] => Err(InvalidValue::missing()),
            [entry] if entry.rest.is_empty() => self.deserialize_str(visitor),
            _ if self.looks_like_a_list() => self.deserialize_seq(visitor),
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
        if self.is_spread() {
            return visitor.visit_seq(Pairs(self.pairs().into_iter()));
        }
        visitor.visit_seq(Elements(self.elements()?.into_iter().enumerate()))
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
            [entry] if entry.rest.is_empty() && !self.is_spread() => {
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

struct Elements<'a>(std::iter::Enumerate<std::vec::IntoIter<Element<'a>>>);

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = InvalidValue;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, InvalidValue> {
        let Some((place, element)) = self.0.next() else { return Ok(None) };
        let value = match element {
            Element::Text(text) => seed.deserialize(text),
            Element::Node(node) => seed.deserialize(node),
        };
        value.map(Some).map_err(|invalid| invalid.inside(&place.to_string()))
    }
}

/// Members by their names.
struct Members<'a> {
    members: std::vec::IntoIter<(&'a str, Node<'a>)>,
    /// The member whose value is next.
    next: Option<(&'a str, Node<'a>)>,
}

impl<'a> Members<'a> {
    fn new(node: Node<'a>, fields: &[&'static str]) -> Result<Self, InvalidValue> {
        Ok(Self { members: node.members(fields)?.into_iter(), next: None })
    }
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = InvalidValue;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, InvalidValue> {
        let Some((name, node)) = self.members.next() else { return Ok(None) };
        self.next = Some((name, node));
        seed.deserialize(Text::plain(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, InvalidValue> {
        match self.next.take() {
            Some((name, node)) => seed.deserialize(node).map_err(|invalid| invalid.inside(name)),
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

/// A list of pairs.
struct Pairs<'a>(std::vec::IntoIter<(&'a str, Node<'a>)>);

impl<'de> SeqAccess<'de> for Pairs<'_> {
    type Error = InvalidValue;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, InvalidValue> {
        let Some((name, node)) = self.0.next() else { return Ok(None) };
        let pair = Pair { name: Some(name), value: Some(node) };
        let pair = seed.deserialize(SeqAccessDeserializer::new(pair));
        pair.map(Some).map_err(|invalid| invalid.inside(name))
    }
}

/// A name and a value.
struct Pair<'a> {
    name: Option<&'a str>,
    value: Option<Node<'a>>,
}

impl<'de> SeqAccess<'de> for Pair<'_> {
    type Error = InvalidValue;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, InvalidValue> {
        if let Some(name) = self.name.take() {
            return seed.deserialize(Text::plain(name)).map(Some);
        }
        self.value.take().map(|node| seed.deserialize(node)).transpose()
    }
}
