//! A JSON deserializer whose errors have a kind. serde_json's have none: they are a text, which
//! quotes what was read.
//!
//! serde_json does the reading, and each visitor goes through it in a wrapper. Within the wrapper an
//! error has a kind; on its way out through serde_json, it is put down in [`Seen`].

use std::cell::RefCell;
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde_json::error::Category;

use crate::wire::invalid::{InvalidValue, NULL};

/// Reads a value from the whole of a text.
pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, InvalidValue> {
    let seen = Seen::default();
    let mut json = serde_json::Deserializer::from_slice(text);
    match T::deserialize(Kinded { inner: &mut json, seen: &seen }) {
        Ok(value) => json.end().map_err(|error| seen.error(&error, text)).map(|()| value),
        Err(Wrapped::Inner(error)) => Err(seen.error(&error, text)),
        Err(Wrapped::Own(invalid)) => Err(invalid),
    }
}

/// Notes about an error that is on its way out through serde_json.
#[derive(Default)]
struct Seen {
    invalid: RefCell<Option<InvalidValue>>,
    /// The expectation of the visitor that was asked last.
    expected: RefCell<String>,
}

impl Seen {
    /// The inner error of one, or, of one that has a kind, one to send through serde_json.
    #[cold]
    fn unwrap<E: serde::de::Error>(&self, error: Wrapped<E>) -> E {
        match error {
            Wrapped::Inner(error) => error,
            Wrapped::Own(invalid) => {
                *self.invalid.borrow_mut() = Some(invalid);
                E::custom("put down")
            }
        }
    }

    /// The error that serde_json ended with.
    #[cold]
    fn error(&self, error: &serde_json::Error, text: &[u8]) -> InvalidValue {
        let invalid = self.invalid.take().unwrap_or_else(|| match error.classify() {
            Category::Syntax | Category::Io => InvalidValue::malformed("it is no valid JSON"),
            Category::Eof => InvalidValue::malformed("it ends in the middle of its JSON"),
            Category::Data => InvalidValue::found(self.expected.take(), kind_before(text, error)),
        });
        let text = std::str::from_utf8(text).unwrap_or_default();
        match crate::envelope::path(error, text) {
            Some(path) if !invalid.is_malformed() => invalid.at(path),
            _ => invalid,
        }
    }
}

/// An error within a wrapper.
#[derive(Debug)]
enum Wrapped<E> {
    /// One that comes out of serde_json.
    Inner(E),
    /// One of the declared type, with its kind.
    Own(InvalidValue),
}

impl<E: fmt::Display> fmt::Display for Wrapped<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inner(error) => error.fmt(f),
            Self::Own(invalid) => invalid.fmt(f),
        }
    }
}

impl<E: std::error::Error> std::error::Error for Wrapped<E> {}

impl<E: serde::de::Error> serde::de::Error for Wrapped<E> {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::Own(InvalidValue::custom(text))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Own(InvalidValue::invalid_type(found, expected))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Own(InvalidValue::invalid_value(found, expected))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::Own(InvalidValue::invalid_length(length, expected))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::Own(InvalidValue::unknown_variant(variant, expected))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::Own(InvalidValue::unknown_field(field, expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Own(InvalidValue::missing_field(field))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::Own(InvalidValue::duplicate_field(field))
    }
}

/// The kind of the value that serde_json stopped at: behind a scalar, in front of a list or object.
fn kind_before(text: &[u8], error: &serde_json::Error) -> &'static str {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let lines = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len);
    let place = lines.sum::<usize>() + error.column();
    let (before, behind) = text.split_at_checked(place).unwrap_or((text, &[]));
    match (before.trim_ascii_end().last(), behind.trim_ascii_start().first()) {
        (_, Some(b'[')) => "a list",
        (_, Some(b'{')) => "an object",
        (Some(b'"'), _) => "a text",
        (Some(b'l'), _) => NULL,
        (Some(b'e'), _) => "a truth value",
        _ => "a number",
    }
}

/// Anything of serde_json's or of a visitor's that is on the way to the other.
struct Kinded<'s, D> {
    inner: D,
    seen: &'s Seen,
}

impl<'s, D> Kinded<'s, D> {
    fn with<T>(&self, inner: T) -> Kinded<'s, T> {
        Kinded { inner, seen: self.seen }
    }
}

macro_rules! deserialize {
    ($($method:ident($($arg:ident: $type:ty),*);)*) => {$(
        fn $method<V: Visitor<'de>>(
            self,
            $($arg: $type,)*
            visitor: V,
        ) -> Result<V::Value, Self::Error> {
            let visitor = self.with(visitor);
            self.inner.$method($($arg,)* visitor).map_err(Wrapped::Inner)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Kinded<'_, D> {
    type Error = Wrapped<D::Error>;

    deserialize! {
        deserialize_any(); deserialize_bool(); deserialize_char();
        deserialize_i8(); deserialize_i16(); deserialize_i32(); deserialize_i64();
        deserialize_i128(); deserialize_u8(); deserialize_u16(); deserialize_u32();
        deserialize_u64(); deserialize_u128(); deserialize_f32(); deserialize_f64();
        deserialize_str(); deserialize_string(); deserialize_bytes(); deserialize_byte_buf();
        deserialize_option(); deserialize_unit(); deserialize_seq(); deserialize_map();
        deserialize_identifier(); deserialize_ignored_any();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_tuple(len: usize);
        deserialize_tuple_struct(name: &'static str, len: usize);
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

macro_rules! visit_scalar {
    ($($method:ident($($value:ident: $type:ty)?))*) => {$(
        fn $method<E: serde::de::Error>(self, $($value: $type)?) -> Result<V::Value, E> {
            self.inner.$method($($value)?).map_err(|error| self.seen.unwrap(error))
        }
    )*};
}

macro_rules! visit_access {
    ($($method:ident($trait:ident))*) => {$(
        fn $method<A: $trait<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
            let inner = self.with(inner);
            self.inner.$method(inner).map_err(|error| self.seen.unwrap(error))
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Kinded<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        *self.seen.expected.borrow_mut() = (&self.inner as &dyn Expected).to_string();
        self.inner.expecting(f)
    }

    visit_scalar! {
        visit_bool(value: bool) visit_char(value: char) visit_none() visit_unit()
        visit_i8(value: i8) visit_i16(value: i16) visit_i32(value: i32) visit_i64(value: i64)
        visit_u8(value: u8) visit_u16(value: u16) visit_u32(value: u32) visit_u64(value: u64)
        visit_i128(value: i128) visit_u128(value: u128)
        visit_f32(value: f32) visit_f64(value: f64)
        visit_str(value: &str) visit_borrowed_str(value: &'de str) visit_string(value: String)
        visit_bytes(value: &[u8]) visit_borrowed_bytes(value: &'de [u8])
        visit_byte_buf(value: Vec<u8>)
    }

    visit_access! {
        visit_some(Deserializer) visit_newtype_struct(Deserializer) visit_seq(SeqAccess)
        visit_map(MapAccess) visit_enum(EnumAccess)
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Kinded<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        let inner = self.with(inner);
        self.inner.deserialize(inner).map_err(|error| self.seen.unwrap(error))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Kinded<'_, A> {
    type Error = Wrapped<A::Error>;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        let seed = self.with(seed);
        self.inner.next_element_seed(seed).map_err(Wrapped::Inner)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Kinded<'_, A> {
    type Error = Wrapped<A::Error>;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        let seed = self.with(seed);
        self.inner.next_key_seed(seed).map_err(Wrapped::Inner)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<T::Value, Self::Error> {
        let seed = self.with(seed);
        self.inner.next_value_seed(seed).map_err(Wrapped::Inner)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, 's, A: EnumAccess<'de>> EnumAccess<'de> for Kinded<'s, A> {
    type Error = Wrapped<A::Error>;
    type Variant = Kinded<'s, A::Variant>;

    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<(T::Value, Self::Variant), Self::Error> {
        let Self { inner, seen } = self;
        let (value, variant) =
            inner.variant_seed(Kinded { inner: seed, seen }).map_err(Wrapped::Inner)?;
        Ok((value, Kinded { inner: variant, seen }))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Kinded<'_, A> {
    type Error = Wrapped<A::Error>;

    fn unit_variant(self) -> Result<(), Self::Error> {
        self.inner.unit_variant().map_err(Wrapped::Inner)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, Self::Error> {
        let seed = self.with(seed);
        self.inner.newtype_variant_seed(seed).map_err(Wrapped::Inner)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let visitor = self.with(visitor);
        self.inner.tuple_variant(len, visitor).map_err(Wrapped::Inner)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let visitor = self.with(visitor);
        self.inner.struct_variant(fields, visitor).map_err(Wrapped::Inner)
    }
}
