//! A value that may be null, and is always sent.

use std::fmt;
use std::marker::PhantomData;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field of a JSON body, or a whole JSON body, that is required and may be null.
///
/// As a parameter, a `None` is left out; `Null` is sent as `null`. Where the three differ, there is
/// [`Patch`](crate::Patch). A struct's `Option` without `skip_serializing_if` is written as null anyway.
///
/// ```
/// # use api_core::{Client, Nullable, Result, api};
/// #[api]
/// trait Tickets {
///     #[endpoint(PUT, "/tickets/{id}")]
///     async fn assign(&self, id: u64, assignee: Nullable<&str>) -> Result<()>;
/// }
///
/// # fn main() -> Result<()> {
/// let tickets = TicketsClient::new(Client::builder("https://api.example").build()?);
/// let request = tickets.assign(7, Nullable::Null).build()?;
/// assert_eq!(request.body().as_bytes(), Some(&br#"{"assignee":null}"#[..]));
/// let request = tickets.assign(7, Some("ann").into()).build()?;
/// assert_eq!(request.body().as_bytes(), Some(&br#"{"assignee":"ann"}"#[..]));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Sends null.
    #[default]
    Null,
    /// Sends a value.
    Value(T),
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T> From<Nullable<T>> for Option<T> {
    fn from(value: Nullable<T>) -> Self {
        match value {
            Nullable::Null => None,
            Nullable::Value(value) => Some(value),
        }
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    // A unit struct is null in JSON, and not left out as `none` is: see `Patch`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit_struct("Null"),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

/// The name of [`Nullable`] where it is read. The deserializers here know it: a field that was left out is
/// missing, and not null. To others it is the name of any newtype.
pub(crate) const NULLABLE: &str = "$api_core::Nullable";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct States<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for States<T> {
            type Value = Nullable<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("null or a value")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Nullable<T>, D::Error> {
                Option::deserialize(deserializer).map(Nullable::from)
            }
        }

        deserializer.deserialize_newtype_struct(NULLABLE, States(PhantomData))
    }
}
