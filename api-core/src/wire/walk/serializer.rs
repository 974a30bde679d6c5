//! Serde's side of a walk. The trait's methods are many, and each says one thing.

use std::fmt::Display;

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};

use super::{Scalar, Sink, walk};
use crate::wire::scalar::write::text;
use crate::wire::unwritable::Unwritable;

/// The serializer: what serde calls for a value, as calls of a sink.
pub(super) struct Walk<'a> {
    pub(super) sink: &'a mut dyn Sink,
}

impl Walk<'_> {
    fn shown(self, shown: impl Display) -> Result<(), Unwritable> {
        self.sink.put(Scalar::Shown(&shown))
    }

    fn float(self, number: f64, text: impl Display) -> Result<(), Unwritable> {
        if number.is_finite() { self.shown(text) } else { Err(Unwritable::NOT_FINITE) }
    }
}

/// The name of `serde_json::Number` for serde if it keeps the digits that it was read from, as the
/// feature `arbitrary_precision` has it.
const NUMBER: &str = "$serde_json::private::Number";

macro_rules! shown {
    ($($method:ident($type:ty))*) => {$(
        fn $method(self, value: $type) -> Result<(), Unwritable> {
            self.shown(value)
        }
    )*};
}

type Never = Impossible<(), Unwritable>;

impl<'a> Serializer for Walk<'a> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Never;

    shown! {
        serialize_char(char)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
        serialize_i128(i128) serialize_u128(u128)
    }

    fn serialize_str(self, value: &str) -> Result<(), Unwritable> {
        self.sink.put(Scalar::Text(value))
    }

    fn serialize_bool(self, value: bool) -> Result<(), Unwritable> {
        self.sink.put(Scalar::Bool(value))
    }

    fn serialize_f32(self, number: f32) -> Result<(), Unwritable> {
        self.float(f64::from(number), number)
    }

    fn serialize_f64(self, number: f64) -> Result<(), Unwritable> {
        self.float(number, number)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unwritable> {
        Err("is raw bytes, which have no single text; encode them first".into())
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.sink.none(false)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        self.sink.none(true)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unwritable> {
        Err("is a unit struct, which has no text".into())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unwritable> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    /// As serde writes it elsewhere: an object with the variant as its one member.
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let mut members = self.serialize_map(None)?;
        members.member(variant, value)?;
        SerializeMap::end(members)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, Unwritable> {
        self.sink.begin_list()?;
        Ok(Compound { sink: self.sink, kind: Kind::List })
    }

    fn serialize_tuple(self, len: usize) -> Result<Compound<'a>, Unwritable> {
        let is_pair = self.sink.begin_tuple(len)?;
        let kind = if is_pair { Kind::Members(None) } else { Kind::List };
        Ok(Compound { sink: self.sink, kind })
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Never, Unwritable> {
        Err(Unwritable::COMPOUND)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, Unwritable> {
        Err(Unwritable::COMPOUND)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, Unwritable> {
        self.sink.begin_members()?;
        Ok(Compound { sink: self.sink, kind: Kind::Members(None) })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Compound<'a>, Unwritable> {
        if name == NUMBER {
            return Ok(Compound { sink: self.sink, kind: Kind::Number });
        }
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, Unwritable> {
        Err(Unwritable::COMPOUND)
    }
}

/// The inside of a list, a struct, a map or a pair.
pub(super) struct Compound<'a> {
    sink: &'a mut dyn Sink,
    kind: Kind,
}

enum Kind {
    List,
    /// With the name of a map's next member, or of a pair, once it is known.
    Members(Option<String>),
    Number,
}

impl Compound<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.sink.element();
        walk(value, self.sink)
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Unwritable> {
        self.sink.begin_member(name)?;
        walk(value, self.sink)?;
        self.sink.end_member();
        Ok(())
    }

    fn finish(self) {
        match self.kind {
            Kind::List => self.sink.end_list(),
            Kind::Members(_) => self.sink.end_members(),
            Kind::Number => {}
        }
    }
}

impl SerializeSeq for Compound<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.element(value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.finish();
        Ok(())
    }
}

impl SerializeTuple for Compound<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        match self.kind {
            Kind::Members(None) => self.serialize_key(value),
            Kind::Members(Some(_)) => self.serialize_value(value),
            _ => self.element(value),
        }
    }

    fn end(self) -> Result<(), Unwritable> {
        self.finish();
        Ok(())
    }
}

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        let name = text(key)?.ok_or("has `None` for the name of a member")?;
        self.kind = Kind::Members(Some(name));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        let Kind::Members(name) = &mut self.kind else { return Err(Unwritable::COMPOUND) };
        let name = name.take().unwrap_or_default();
        self.member(&name, value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.finish();
        Ok(())
    }
}

impl SerializeStruct for Compound<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        match self.kind {
            Kind::Number => walk(value, self.sink),
            _ => self.member(name, value),
        }
    }

    fn end(self) -> Result<(), Unwritable> {
        self.finish();
        Ok(())
    }
}
