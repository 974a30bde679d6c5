//! Reads a payload as the declared type: `()` takes anything, and a missing payload is `None`.

use serde::Deserializer;
use serde::de::{Deserialize, DeserializeOwned, Error, IgnoredAny, Visitor};

use super::scan::{ScanError, ScanErrorKind, Scanner, read};
use super::spec::EnvelopeSpec;

/// Where a payload goes. The engine knows no more of the payload's type than this, so that the
/// engine is compiled once and not for every type.
pub(crate) trait Sink {
    /// Reads the payload that `text` begins with. Returns how many bytes it took.
    fn take(&mut self, text: &str) -> Result<usize, ScanError>;

    /// Makes the payload of a response that has none. False if the type needs one: only `()` and
    /// `Option` do not.
    fn take_nothing(&mut self) -> bool;
}

/// Takes the whole text as the payload.
pub(super) fn whole(text: &str, sink: &mut dyn Sink) -> Result<(), ScanError> {
    let bytes = sink.take(text)?;
    Scanner::new(text, bytes).end()
}

/// Takes the next value as the payload.
pub(super) fn take(
    scan: &mut Scanner<'_>,
    spec: &EnvelopeSpec,
    sink: &mut dyn Sink,
) -> Result<(), ScanError> {
    let is_null = scan.peek() == Some(b'n');
    match sink.take(scan.rest()) {
        Ok(bytes) => {
            scan.advance(bytes);
            Ok(())
        }
        Err(error) if is_null && error.kind == ScanErrorKind::Unfit => {
            let null = ScanError { kind: ScanErrorKind::Null, ..error };
            Err(null.after(scan.at()).member(spec.payload_name()))
        }
        Err(error) => Err(error.after(scan.at())),
    }
}

impl<T: DeserializeOwned> Sink for Option<T> {
    fn take(&mut self, text: &str) -> Result<usize, ScanError> {
        let (Present(value), bytes) = read(text)?;
        *self = Some(value);
        Ok(bytes)
    }

    fn take_nothing(&mut self) -> bool {
        *self = T::deserialize(Missing).ok();
        self.is_some()
    }
}

/// A payload that is not missing.
struct Present<T>(T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Present<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(Lenient(deserializer)).map(Self)
    }
}

/// Passes everything on, except that `()` accepts any value: APIs send `[]`, `{}`, `null` and `true`
/// when they have nothing to say.
struct Lenient<D>(D);

macro_rules! pass_on {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Lenient<D> {
    type Error = D::Error;

    pass_on! {
        deserialize_any deserialize_bool deserialize_char deserialize_str deserialize_string
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf
        deserialize_option deserialize_seq deserialize_map deserialize_identifier
        deserialize_ignored_any
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_ignored_any(IgnoredAny)?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(len, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(name, len, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }
}

/// A payload that is missing.
struct Missing;

type Nothing = serde::de::value::Error;

impl<'de> Deserializer<'de> for Missing {
    type Error = Nothing;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Nothing> {
        Err(Nothing::custom("there is none"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Nothing> {
        visitor.visit_none()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Nothing> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Nothing> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
