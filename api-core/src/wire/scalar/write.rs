//! Any `Serialize` value as text: what a query, a header or a form can carry.
//!
//! Scalars, unit enum variants and newtypes of these become text, `None` is left out, a sequence
//! is handed over element by element. Everything else is refused: a struct or a map has no single
//! text, and nothing may be dropped in silence.

use std::fmt::{self, Display};

use serde::ser::{Impossible, Serialize, SerializeSeq, SerializeTuple, Serializer};

/// Takes the texts that a value consists of.
pub(crate) trait Sink {
    /// Takes one text; of a list, with its place in it.
    fn put(&mut self, index: Option<usize>, scalar: Scalar<'_>);
}

impl<F: FnMut(&dyn Display)> Sink for F {
    fn put(&mut self, _: Option<usize>, scalar: Scalar<'_>) {
        match scalar {
            Scalar::Text(text) => self(&text),
            Scalar::Shown(shown) => self(shown),
        }
    }
}

/// A scalar, as the text that it is or as what shows it.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'a> {
    /// Most of what is sent; formatting it would take longer than writing it.
    Text(&'a str),
    Shown(&'a dyn Display),
}

/// What may be written, and how.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    /// Whether a list may be written, element by element.
    pub(crate) lists: bool,
    /// Whether truth values are `1` and `0`.
    pub(crate) digits: bool,
}

/// Why a value cannot be written, as the end of a sentence that begins with the parameter.
#[derive(Debug)]
pub(crate) struct InvalidValue(pub(crate) &'static str);

impl InvalidValue {
    /// Whether it is refused for having members.
    pub(crate) fn is_compound(&self) -> bool {
        self.0 == COMPOUND.0
    }
}

impl Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for InvalidValue {}

impl serde::ser::Error for InvalidValue {
    // The text of a foreign `Serialize` may quote the value: it is not kept.
    fn custom<T: Display>(_: T) -> Self {
        Self("could not be serialized: its own `Serialize` refused it")
    }
}

/// Writes `value` into `sink`: one text for a scalar, none for `None`, and one an element for a
/// sequence if lists are allowed.
pub(crate) fn write<V: Serialize + ?Sized>(
    value: &V,
    sink: &mut dyn Sink,
    rules: Rules,
) -> Result<(), InvalidValue> {
    value.serialize(Text { sink, rules, index: None })
}

struct Text<'a> {
    sink: &'a mut dyn Sink,
    rules: Rules,
    /// The place of an element in its list.
    index: Option<usize>,
}

impl Text<'_> {
    fn put(self, shown: impl Display) -> Result<(), InvalidValue> {
        self.sink.put(self.index, Scalar::Shown(&shown));
        Ok(())
    }

    fn text(self, text: &str) -> Result<(), InvalidValue> {
        self.sink.put(self.index, Scalar::Text(text));
        Ok(())
    }

    fn float(self, number: f64, text: impl Display) -> Result<(), InvalidValue> {
        if number.is_finite() {
            self.put(text)
        } else {
            Err(InvalidValue("is not a finite number, which no text stands for"))
        }
    }
}

macro_rules! put {
    ($($method:ident($type:ty))*) => {$(
        fn $method(self, value: $type) -> Result<(), InvalidValue> {
            self.put(value)
        }
    )*};
}

const COMPOUND: InvalidValue =
    InvalidValue("is a struct or a map, which has no single text; pass its fields one by one");

impl<'a> Serializer for Text<'a> {
    type Ok = ();
    type Error = InvalidValue;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Impossible<(), InvalidValue>;
    type SerializeTupleVariant = Impossible<(), InvalidValue>;
    type SerializeMap = Impossible<(), InvalidValue>;
    type SerializeStruct = Impossible<(), InvalidValue>;
    type SerializeStructVariant = Impossible<(), InvalidValue>;

    put! {
        serialize_char(char)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
        serialize_i128(i128) serialize_u128(u128)
    }

    fn serialize_str(self, value: &str) -> Result<(), InvalidValue> {
        self.text(value)
    }

    fn serialize_bool(self, value: bool) -> Result<(), InvalidValue> {
        if self.rules.digits { self.put(u8::from(value)) } else { self.put(value) }
    }

    fn serialize_f32(self, number: f32) -> Result<(), InvalidValue> {
        self.float(f64::from(number), number)
    }

    fn serialize_f64(self, number: f64) -> Result<(), InvalidValue> {
        self.float(number, number)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), InvalidValue> {
        Err(InvalidValue("is raw bytes, which have no single text; encode them first"))
    }

    fn serialize_none(self) -> Result<(), InvalidValue> {
        if self.index.is_some() {
            Err(InvalidValue("has a `None` in its list; leave it out"))
        } else {
            Ok(())
        }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), InvalidValue> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), InvalidValue> {
        Err(InvalidValue("is `()`, which no text stands for"))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), InvalidValue> {
        Err(InvalidValue("is a unit struct, which no text stands for"))
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), InvalidValue> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), InvalidValue> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), InvalidValue> {
        Err(COMPOUND)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Elements<'a>, InvalidValue> {
        if self.index.is_some() {
            Err(InvalidValue("is a list of lists, which has no text"))
        } else if self.rules.lists {
            Ok(Elements { sink: self.sink, rules: self.rules, index: 0 })
        } else {
            Err(InvalidValue("is a list, and only one value can be sent here"))
        }
    }

    fn serialize_tuple(self, len: usize) -> Result<Elements<'a>, InvalidValue> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), InvalidValue>, InvalidValue> {
        Err(COMPOUND)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), InvalidValue>, InvalidValue> {
        Err(COMPOUND)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Impossible<(), InvalidValue>, InvalidValue> {
        Err(COMPOUND)
    }

    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), InvalidValue>, InvalidValue> {
        Err(COMPOUND)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), InvalidValue>, InvalidValue> {
        Err(COMPOUND)
    }
}

struct Elements<'a> {
    sink: &'a mut dyn Sink,
    rules: Rules,
    index: usize,
}

impl SerializeSeq for Elements<'_> {
    type Ok = ();
    type Error = InvalidValue;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), InvalidValue> {
        let index = Some(self.index);
        self.index += 1;
        value.serialize(Text { sink: &mut *self.sink, rules: self.rules, index })
    }

    fn end(self) -> Result<(), InvalidValue> {
        Ok(())
    }
}

impl SerializeTuple for Elements<'_> {
    type Ok = ();
    type Error = InvalidValue;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), InvalidValue> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), InvalidValue> {
        Ok(())
    }
}
