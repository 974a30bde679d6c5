//! Adapters for the JSON that KOOK really sends, for use in `#[serde_as(as = "…")]`.
//!
//! The service's language does not distinguish `0` from `false`, or an empty map from an empty list, and
//! its responses show it. A flag has changed from a number to a boolean in production. Numbers are sent
//! as text. A missing value is `null`, `""`, `0`, `[]` or left out. A client that accepts one spelling
//! only stops working when the service changes it.
//!
//! Each adapter is one visitor and buffers nothing, so an error still names its own line and column.
//! Each writes one spelling only.

mod schemas;
mod visitors;

use std::collections::BTreeMap;
use std::marker::PhantomData;

use jiff::Timestamp;
use serde::de::{self, Deserializer, Unexpected};
use serde::{Serialize, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

use self::visitors::{FlagVisitor, IdVisitor, NumberVisitor, OrEmptyVisitor};

/// A boolean. `true` may be `true`, `1`, `"1"`, `"true"` or `"t"`; `false` their opposites, `""` or `null`.
#[derive(Debug)]
pub enum Flag {}

/// A whole number: `7`, `7.0` or `"7"`. `""` and `null` are 0.
#[derive(Debug)]
pub enum Number {}

/// Text: a string, or an id sent as a number. `null` is the empty string.
#[derive(Debug)]
pub enum Id {}

/// A time in milliseconds since 1970. `0`, `""` and `null` mean never.
#[derive(Debug)]
pub enum Millis {}

/// A map, read by `U`. `null` and any list are read as an empty map, and an empty map is written as an
/// empty list.
#[derive(Debug)]
pub struct OrEmpty<U>(PhantomData<U>);

impl<'de> DeserializeAs<'de, bool> for Flag {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(FlagVisitor)
    }
}

impl SerializeAs<bool> for Flag {
    fn serialize_as<S: Serializer>(source: &bool, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*source)
    }
}

impl<'de, T: TryFrom<i64>> DeserializeAs<'de, T> for Number {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let number = deserializer.deserialize_any(NumberVisitor)?;
        T::try_from(number)
            .map_err(|_| de::Error::invalid_value(Unexpected::Signed(number), &"a number in range"))
    }
}

impl<T: Serialize> SerializeAs<T> for Number {
    fn serialize_as<S: Serializer>(source: &T, serializer: S) -> Result<S::Ok, S::Error> {
        source.serialize(serializer)
    }
}

impl<'de> DeserializeAs<'de, String> for Id {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(IdVisitor)
    }
}

impl SerializeAs<String> for Id {
    fn serialize_as<S: Serializer>(source: &String, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(source)
    }
}

impl<'de> DeserializeAs<'de, Option<Timestamp>> for Millis {
    fn deserialize_as<D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        match deserializer.deserialize_any(NumberVisitor)? {
            0 => Ok(None),
            millis => Timestamp::from_millisecond(millis).map(Some).map_err(|_| {
                de::Error::invalid_value(Unexpected::Signed(millis), &"milliseconds since 1970")
            }),
        }
    }
}

impl SerializeAs<Option<Timestamp>> for Millis {
    fn serialize_as<S: Serializer>(
        source: &Option<Timestamp>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(source.map_or(0, Timestamp::as_millisecond))
    }
}

impl<'de, T: Default, U: DeserializeAs<'de, T>> DeserializeAs<'de, T> for OrEmpty<U> {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(OrEmptyVisitor::<T, U>(PhantomData))
    }
}

impl<K, V, U: SerializeAs<BTreeMap<K, V>>> SerializeAs<BTreeMap<K, V>> for OrEmpty<U> {
    fn serialize_as<S: Serializer>(
        source: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        if source.is_empty() {
            [(); 0].serialize(serializer)
        } else {
            U::serialize_as(source, serializer)
        }
    }
}
