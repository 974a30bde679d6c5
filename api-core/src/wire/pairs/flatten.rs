//! A struct, a map or a list of pairs, spread into name-value pairs.
//!
//! The members come out in the order in which `Serialize` hands them over. Each is a scalar, a
//! list or, if the style says how, a struct or map again. A member that serde skips stays out.

use std::fmt::Display;

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};

use super::write::{Encoding, Pairs};
use crate::wire::scalar::write::{self as scalar, InvalidValue, Rules};
use crate::wire::style::{Nested, Style};

/// How deep structs and maps may nest: a list of trees could otherwise exhaust the stack.
const DEPTH: usize = 16;

/// Writes the members of `value` as pairs; `None` has none.
pub(crate) fn write<V: Serialize + ?Sized>(
    value: &V,
    pairs: &mut Pairs<'_>,
    style: Style,
) -> Result<(), InvalidValue> {
    value.serialize(Members { pairs, style, prefix: None, depth: 0, element: false })
}

struct Members<'a, 'b> {
    pairs: &'a mut Pairs<'b>,
    style: Style,
    /// The name of the map or struct whose members these are; none at the top.
    prefix: Option<String>,
    depth: usize,
    /// Whether this is an element of a list, which has to be a pair.
    element: bool,
}

const NO_MEMBERS: InvalidValue =
    InvalidValue("has no members to spread; it must be a struct, a map or a list of pairs");
const NO_NESTING: InvalidValue = InvalidValue(
    "has a struct or map among its members, which no server expects as text; say how to write \
     it with `nested = \"brackets\"` or `nested = \"dots\"`",
);
const TOO_DEEP: InvalidValue = InvalidValue("nests structs or maps deeper than 16 levels");

impl<'a, 'b> Members<'a, 'b> {
    /// Writes one member.
    fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), InvalidValue> {
        let name = match (&self.prefix, self.style.nested) {
            (None, _) => key.to_owned(),
            (Some(prefix), Nested::Dots) => format!("{prefix}.{key}"),
            (Some(prefix), _) => format!("{prefix}[{key}]"),
        };
        let plain = Style { flatten: false, ..self.style };
        if !is_compound(value) {
            return self.pairs.write(&name, value, plain);
        }
        if self.style.nested == Nested::Unsupported {
            return Err(NO_NESTING);
        }
        if self.depth == DEPTH {
            return Err(TOO_DEEP);
        }
        let depth = self.depth + 1;
        let prefix = Some(name);
        let pairs = &mut *self.pairs;
        value.serialize(Members { pairs, style: self.style, prefix, depth, element: false })
    }

    fn map(self) -> Map<'a, 'b> {
        Map { members: self, key: None }
    }
}

/// Whether a value has members, found by trying to write it as anything else.
fn is_compound<T: Serialize + ?Sized>(value: &T) -> bool {
    let mut nowhere = |_: &dyn Display| {};
    let rules = Rules { lists: true, digits: false };
    matches!(scalar::write(value, &mut nowhere, rules), Err(why) if why.is_compound())
}

macro_rules! refuse {
    ($($method:ident($($type:ty),*);)*) => {$(
        fn $method(self, $(_: $type),*) -> Result<(), InvalidValue> {
            Err(NO_MEMBERS)
        }
    )*};
}

impl<'a, 'b> Serializer for Members<'a, 'b> {
    type Ok = ();
    type Error = InvalidValue;
    type SerializeSeq = List<'a, 'b>;
    type SerializeTuple = Map<'a, 'b>;
    type SerializeTupleStruct = Impossible<(), InvalidValue>;
    type SerializeTupleVariant = Impossible<(), InvalidValue>;
    type SerializeMap = Map<'a, 'b>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), InvalidValue>;

    refuse! {
        serialize_bool(bool); serialize_char(char); serialize_str(&str); serialize_bytes(&[u8]);
        serialize_i8(i8); serialize_i16(i16); serialize_i32(i32); serialize_i64(i64);
        serialize_u8(u8); serialize_u16(u16); serialize_u32(u32); serialize_u64(u64);
        serialize_f32(f32); serialize_f64(f64);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn serialize_none(self) -> Result<(), InvalidValue> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), InvalidValue> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), InvalidValue> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), InvalidValue> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), InvalidValue> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), InvalidValue> {
        self.member(variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a, 'b>, InvalidValue> {
        if self.element { Err(NO_MEMBERS) } else { Ok(List(self)) }
    }

    fn serialize_tuple(self, len: usize) -> Result<Map<'a, 'b>, InvalidValue> {
        if self.element && len == 2 { Ok(self.map()) } else { Err(NO_MEMBERS) }
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), InvalidValue>, InvalidValue> {
        Err(NO_MEMBERS)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), InvalidValue>, InvalidValue> {
        Err(NO_MEMBERS)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map<'a, 'b>, InvalidValue> {
        if self.element { Err(NO_MEMBERS) } else { Ok(self.map()) }
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, InvalidValue> {
        if self.element { Err(NO_MEMBERS) } else { Ok(self) }
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), InvalidValue>, InvalidValue> {
        Err(NO_MEMBERS)
    }
}

impl SerializeStruct for Members<'_, '_> {
    type Ok = ();
    type Error = InvalidValue;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), InvalidValue> {
        self.member(key, value)
    }

    fn end(self) -> Result<(), InvalidValue> {
        Ok(())
    }
}

/// A map, or a pair, which is a map with one entry. The keys are scalars.
struct Map<'a, 'b> {
    members: Members<'a, 'b>,
    key: Option<String>,
}

impl SerializeMap for Map<'_, '_> {
    type Ok = ();
    type Error = InvalidValue;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), InvalidValue> {
        let mut text = None;
        let mut put = |shown: &dyn Display| text = Some(shown.to_string());
        scalar::write(key, &mut put, Rules { lists: false, digits: false })?;
        self.key = Some(text.ok_or(InvalidValue("has `None` for the name of a member"))?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), InvalidValue> {
        let key = self.key.take().unwrap_or_default();
        self.members.member(&key, value)
    }

    fn end(self) -> Result<(), InvalidValue> {
        Ok(())
    }
}

impl SerializeTuple for Map<'_, '_> {
    type Ok = ();
    type Error = InvalidValue;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), InvalidValue> {
        if self.key.is_none() { self.serialize_key(value) } else { self.serialize_value(value) }
    }

    fn end(self) -> Result<(), InvalidValue> {
        Ok(())
    }
}

/// A list of pairs.
struct List<'a, 'b>(Members<'a, 'b>);

impl SerializeSeq for List<'_, '_> {
    type Ok = ();
    type Error = InvalidValue;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, pair: &T) -> Result<(), InvalidValue> {
        let Members { style, depth, .. } = self.0;
        let (pairs, prefix) = (&mut *self.0.pairs, self.0.prefix.clone());
        pair.serialize(Members { pairs, style, prefix, depth, element: true })
    }

    fn end(self) -> Result<(), InvalidValue> {
        Ok(())
    }
}

/// The members of a struct, map or list of pairs as text: what a map of headers is made of.
pub(crate) fn members<V: Serialize + ?Sized>(
    value: &V,
) -> Result<Vec<(String, String)>, InvalidValue> {
    // Written as a form and read back: the one walk over members is the one above.
    let mut form = String::new();
    let mut pairs = Pairs { out: &mut form, start: 0, encoding: Encoding::Form };
    write(value, &mut pairs, Style::PLAIN)?;
    Ok(::url::form_urlencoded::parse(form.as_bytes()).into_owned().collect())
}
