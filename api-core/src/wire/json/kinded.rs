//! A JSON deserializer whose errors have a kind. serde_json's have none: they are a text, which
//! quotes what was read.
//!
//! serde_json does the reading, and each visitor goes through it in a wrapper. Within the wrapper an
//! error has a kind; on its way out through serde_json, it is put down in [`Seen`].

use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::seen::{Seen, Wrapped};
use crate::wire::invalid::InvalidValue;

/// Reads a value from the whole of a text. A text that does not fit is read once more, to find out
/// which member of it does not: to keep the names of members in hand would cost every other text.
pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, InvalidValue> {
    attempt(text, false).or_else(|_| attempt(text, true))
}

fn attempt<T: DeserializeOwned>(text: &[u8], tracking: bool) -> Result<T, InvalidValue> {
    let seen = Seen::new(tracking);
    let mut json = serde_json::Deserializer::from_slice(text);
    match T::deserialize(Kinded { inner: &mut json, seen: &seen }) {
        Ok(value) => json.end().map_err(|error| seen.error(&error, text)).map(|()| value),
        Err(Wrapped::Inner(error)) => Err(seen.error(&error, text)),
        Err(Wrapped::Own(invalid)) => Err(invalid),
    }
}

/// A part of serde_json or of a visitor that is passed to the other of the two.
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

macro_rules! visit_text {
    ($($method:ident($type:ty))*) => {$(
        fn $method<E: serde::de::Error>(self, text: $type) -> Result<V::Value, E> {
            self.seen.read_text(&text);
            self.inner.$method(text).map_err(|error| self.seen.unwrap(error))
        }
    )*};
}

macro_rules! visit_access {
    ($($method:ident($trait:ident))*) => {$(
        fn $method<A: $trait<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
            let inner = Access { inner, seen: self.seen, place: 0, name: None };
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
        visit_bytes(value: &[u8]) visit_borrowed_bytes(value: &'de [u8])
        visit_byte_buf(value: Vec<u8>)
    }

    visit_text! { visit_str(&str) visit_borrowed_str(&'de str) visit_string(String) }

    visit_access! { visit_seq(SeqAccess) visit_map(MapAccess) visit_enum(EnumAccess) }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let inner = self.with(inner);
        self.inner.visit_some(inner).map_err(|error| self.seen.unwrap(error))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let inner = self.with(inner);
        self.inner.visit_newtype_struct(inner).map_err(|error| self.seen.unwrap(error))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Kinded<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        let inner = self.with(inner);
        self.inner.deserialize(inner).map_err(|error| self.seen.unwrap(error))
    }
}

/// The inside of a list, an object or a variant.
struct Access<'s, A> {
    inner: A,
    seen: &'s Seen,
    /// The place of the next element.
    place: usize,
    /// The name of the next member, or of the variant, if anything is to be told of it.
    name: Option<String>,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Access<'_, A> {
    type Error = Wrapped<A::Error>;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        inner: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        let seed = Kinded { inner, seen: self.seen };
        let element = self.inner.next_element_seed(seed).map_err(|error| {
            self.seen.failed_in(Some(&self.place.to_string()));
            Wrapped::Inner(error)
        });
        self.place += 1;
        element
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Access<'_, A> {
    type Error = Wrapped<A::Error>;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        inner: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        let seed = Kinded { inner, seen: self.seen };
        let key = self.inner.next_key_seed(seed).map_err(Wrapped::Inner);
        self.name = self.seen.text.take();
        key
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(
        &mut self,
        inner: T,
    ) -> Result<T::Value, Self::Error> {
        let seed = Kinded { inner, seen: self.seen };
        self.inner.next_value_seed(seed).map_err(|error| {
            self.seen.failed_in(self.name.as_deref());
            Wrapped::Inner(error)
        })
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, 's, A: EnumAccess<'de>> EnumAccess<'de> for Access<'s, A> {
    type Error = Wrapped<A::Error>;
    type Variant = Access<'s, A::Variant>;

    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        inner: T,
    ) -> Result<(T::Value, Self::Variant), Self::Error> {
        let Self { seen, .. } = self;
        let seed = Kinded { inner, seen };
        let (value, inner) = self.inner.variant_seed(seed).map_err(Wrapped::Inner)?;
        Ok((value, Access { inner, seen, place: 0, name: seen.text.take() }))
    }
}

impl<A> Access<'_, A> {
    fn in_variant<T, E>(
        result: Result<T, E>,
        seen: &Seen,
        name: Option<&str>,
    ) -> Result<T, Wrapped<E>> {
        result.map_err(|error| {
            seen.failed_in(name);
            Wrapped::Inner(error)
        })
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Access<'_, A> {
    type Error = Wrapped<A::Error>;

    fn unit_variant(self) -> Result<(), Self::Error> {
        self.inner.unit_variant().map_err(Wrapped::Inner)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        inner: T,
    ) -> Result<T::Value, Self::Error> {
        let seed = Kinded { inner, seen: self.seen };
        let value = self.inner.newtype_variant_seed(seed);
        Self::in_variant(value, self.seen, self.name.as_deref())
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, inner: V) -> Result<V::Value, Self::Error> {
        let value = self.inner.tuple_variant(len, Kinded { inner, seen: self.seen });
        Self::in_variant(value, self.seen, self.name.as_deref())
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        inner: V,
    ) -> Result<V::Value, Self::Error> {
        let value = self.inner.struct_variant(fields, Kinded { inner, seen: self.seen });
        Self::in_variant(value, self.seen, self.name.as_deref())
    }
}
