//! One pass where the payload stands beside the envelope's own members, as in `{"ok":true,"id":7}`.
//!
//! If the discriminant comes first, success is known before anything of the payload is read: the
//! payload's type then reads the rest of the same map, and the discriminant with it, should it
//! declare that member too. Anything else (a failure, a discriminant that comes later or not at
//! all) is left to the general engine, which looks before it reads.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::open::{Discriminant, Lenient};
use super::own::{Own, Replayed, next_name};
use super::payload;
use super::spec::EnvelopeSpec;

/// Reads a success in one pass; `None` if this is none, or not known to be one before its payload.
pub(super) fn open<T: DeserializeOwned>(
    spec: &'static EnvelopeSpec,
    json: &mut serde_json::Deserializer<serde_json::de::StrRead<'_>>,
) -> Option<Result<T, serde_json::Error>> {
    let known = Cell::new(false);
    let result = payload::present(Beside { json, spec, known: &known });
    known.get().then_some(result)
}

/// Gives the payload's type the members of the envelope, whatever it asks for.
struct Beside<'a, D> {
    json: D,
    spec: &'static EnvelopeSpec,
    /// Set once success is known.
    known: &'a Cell<bool>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Beside<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        let Self { json, spec, known } = self;
        json.deserialize_map(Members { visitor, spec, known })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Looks at the first member, and lets the payload's visitor have them all.
struct Members<'a, V> {
    visitor: V,
    spec: &'static EnvelopeSpec,
    known: &'a Cell<bool>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Members<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<V::Value, A::Error> {
        let Self { visitor, spec, known } = self;
        let unknown = || de::Error::custom("left to the general engine");
        let first = next_name(&mut map)?;
        let Some(key) = first.filter(|key| spec.unaliased(key) == spec.discriminant) else {
            return Err(unknown());
        };
        let discriminant = map.next_value_seed(Lenient)?;
        if !discriminant.means(spec.success) {
            return Err(unknown());
        }
        known.set(true);
        visitor.visit_map(Replay { map, spec, key: Some(key), value: Some(discriminant), seen: 0 })
    }
}

/// The members of the envelope, the first of which were read before.
struct Replay<'de, A> {
    map: A,
    spec: &'static EnvelopeSpec,
    key: Option<Cow<'de, str>>,
    value: Option<Discriminant>,
    /// A bit for each member of the envelope that has stood there.
    seen: u8,
}

impl<A> Replay<'_, A> {
    /// Refuses a member of the envelope that stands there twice.
    fn count<E: de::Error>(&mut self, key: &str) -> Result<(), E> {
        let Some(place) = self.spec.own().position(|own| own == self.spec.unaliased(key)) else {
            return Ok(());
        };
        if place == 0 || self.seen & (1 << place) != 0 {
            return Err(E::custom("a member of the envelope stands there twice"));
        }
        self.seen |= 1 << place;
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Replay<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let key = match self.key.take() {
            Some(first) => first,
            None => match next_name(&mut self.map)? {
                Some(key) => {
                    self.count(&key)?;
                    key
                }
                None => return Ok(None),
            },
        };
        seed.deserialize(Replayed::new(Own::Name(key))).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        match self.value.take() {
            None => self.map.next_value_seed(seed),
            Some(value) => seed.deserialize(Replayed::new(Own::Value(value))),
        }
    }
}
