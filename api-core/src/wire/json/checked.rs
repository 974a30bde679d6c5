//! A JSON serializer that refuses what serde_json lets through: numbers that are not finite, which it
//! writes as `null`, and repeated members of a map, since readers differ in the one that they take.
//!
//! It hands everything on to serde_json's own serializer. That has an error type of its own, whose
//! text is all that it keeps of an error; so what is wrong, and in which member, is put down in a
//! [`Report`] beside it.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use crate::wire::member_path::MemberPath;
use crate::wire::scalar::write::text;
use crate::wire::unwritable::Unwritable;

/// The fault that was found, if it is one of those that are checked here.
#[derive(Default)]
pub(super) struct Report {
    why: Cell<Option<Unwritable>>,
    /// The members that lead to it, the innermost first.
    steps: RefCell<Vec<String>>,
}

impl Report {
    #[cold]
    fn refuse<E: serde::ser::Error>(&self, why: Unwritable) -> E {
        self.why.set(Some(why));
        E::custom("refused")
    }

    #[cold]
    fn passed(&self, step: &str) {
        self.steps.borrow_mut().push(step.to_owned());
    }

    /// Why the whole could not be written.
    #[cold]
    pub(super) fn into_error(self) -> Unwritable {
        let why = self.why.take().unwrap_or(Unwritable::new(
            "could not be written as JSON: its own `Serialize` refused it",
        ));
        let mut path = MemberPath::default();
        self.steps.take().iter().rev().for_each(|step| path.push(step));
        match path.into_text() {
            Some(path) => why.in_member(path),
            None => why,
        }
    }
}

/// Appends `value` to `text`.
pub(super) fn write_checked<V: Serialize + ?Sized>(
    value: &V,
    text: &mut Vec<u8>,
    report: &Report,
) -> Result<(), serde_json::Error> {
    let mut serializer = serde_json::Serializer::new(text);
    value.serialize(Checked { inner: &mut serializer, report })
}

struct Checked<'r, S> {
    inner: S,
    report: &'r Report,
}

/// A value that is written by way of [`Checked`] wherever it goes.
struct Value<'r, 'v, V: ?Sized>(&'v V, &'r Report);

impl<V: Serialize + ?Sized> Serialize for Value<'_, '_, V> {
    fn serialize<S: Serializer>(&self, inner: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Checked { inner, report: self.1 })
    }
}

macro_rules! forward {
    ($($method:ident($($arg:ident: $type:ty),*);)*) => {$(
        fn $method(self, $($arg: $type),*) -> Result<S::Ok, S::Error> {
            self.inner.$method($($arg),*)
        }
    )*};
}

macro_rules! forward_compound {
    ($($method:ident($($arg:ident: $type:ty),*) -> $compound:ident;)*) => {$(
        fn $method(self, $($arg: $type),*) -> Result<Compound<'r, S::$compound>, S::Error> {
            let inner = self.inner.$method($($arg),*)?;
            Ok(Compound { inner, report: self.report, place: 0, names: None, name: None })
        }
    )*};
}

impl<'r, S: Serializer> Serializer for Checked<'r, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Compound<'r, S::SerializeSeq>;
    type SerializeTuple = Compound<'r, S::SerializeTuple>;
    type SerializeTupleStruct = Compound<'r, S::SerializeTupleStruct>;
    type SerializeTupleVariant = Compound<'r, S::SerializeTupleVariant>;
    type SerializeMap = Compound<'r, S::SerializeMap>;
    type SerializeStruct = Compound<'r, S::SerializeStruct>;
    type SerializeStructVariant = Compound<'r, S::SerializeStructVariant>;

    forward! {
        serialize_bool(v: bool); serialize_char(v: char); serialize_str(v: &str);
        serialize_bytes(v: &[u8]);
        serialize_i8(v: i8); serialize_i16(v: i16); serialize_i32(v: i32); serialize_i64(v: i64);
        serialize_u8(v: u8); serialize_u16(v: u16); serialize_u32(v: u32); serialize_u64(v: u64);
        serialize_i128(v: i128); serialize_u128(v: u128);
        serialize_none(); serialize_unit(); serialize_unit_struct(name: &'static str);
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
    }

    forward_compound! {
        serialize_seq(len: Option<usize>) -> SerializeSeq;
        serialize_tuple(len: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, len: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, len: usize
        ) -> SerializeTupleVariant;
        serialize_map(len: Option<usize>) -> SerializeMap;
        serialize_struct(name: &'static str, len: usize) -> SerializeStruct;
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, len: usize
        ) -> SerializeStructVariant;
    }

    fn serialize_f32(self, number: f32) -> Result<S::Ok, S::Error> {
        if !number.is_finite() {
            return Err(self.report.refuse(Unwritable::NOT_FINITE));
        }
        self.inner.serialize_f32(number)
    }

    fn serialize_f64(self, number: f64) -> Result<S::Ok, S::Error> {
        if !number.is_finite() {
            return Err(self.report.refuse(Unwritable::NOT_FINITE));
        }
        self.inner.serialize_f64(number)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(&Value(value, self.report))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, &Value(value, self.report))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = Value(value, self.report);
        self.inner.serialize_newtype_variant(name, index, variant, &value)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

struct Compound<'r, C> {
    inner: C,
    report: &'r Report,
    /// The place of the next element of a list.
    place: usize,
    /// The names that a map has given so far.
    names: Option<HashSet<Rc<str>>>,
    /// The name of the member that is next.
    name: Option<Rc<str>>,
}

macro_rules! elements {
    ($($trait:ident::$method:ident)*) => {$(
        impl<C: $trait> $trait for Compound<'_, C> {
            type Ok = C::Ok;
            type Error = C::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
                let written = self.inner.$method(&Value(value, self.report));
                if written.is_err() {
                    self.report.passed(&self.place.to_string());
                }
                self.place += 1;
                written
            }

            fn end(self) -> Result<C::Ok, C::Error> {
                self.inner.end()
            }
        }
    )*};
}

elements! {
    SerializeSeq::serialize_element SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field SerializeTupleVariant::serialize_field
}

macro_rules! fields {
    ($($trait:ident)*) => {$(
        impl<C: $trait> $trait for Compound<'_, C> {
            type Ok = C::Ok;
            type Error = C::Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), C::Error> {
                let written = self.inner.serialize_field(name, &Value(value, self.report));
                if written.is_err() {
                    self.report.passed(name);
                }
                written
            }

            fn skip_field(&mut self, name: &'static str) -> Result<(), C::Error> {
                self.inner.skip_field(name)
            }

            fn end(self) -> Result<C::Ok, C::Error> {
                self.inner.end()
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }

impl<C: SerializeMap> SerializeMap for Compound<'_, C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), C::Error> {
        // A key that is no scalar is left to serde_json, which refuses it, too.
        let name = text(key).ok().flatten().map(Rc::from);
        if let Some(name) = &name
            && !self.names.get_or_insert_default().insert(Rc::clone(name))
        {
            self.report.passed(name);
            return Err(self.report.refuse(Unwritable::TWICE));
        }
        self.name = name;
        self.inner.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        let written = self.inner.serialize_value(&Value(value, self.report));
        if written.is_err() {
            self.report.passed(self.name.as_deref().unwrap_or_default());
        }
        written
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.inner.end()
    }
}
