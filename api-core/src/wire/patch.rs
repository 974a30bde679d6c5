//! A field with three states.

use std::fmt;
use std::marker::PhantomData;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field of a JSON body that can be left out, set to null, or set to a value, where an API tells
/// the three apart (as RFC 7396 does).
///
/// As a parameter, `Absent` leaves the field out. Inside of a struct, serde asks the field:
///
/// ```
/// # use api_core::Patch;
/// #[derive(Default, serde::Serialize)]
/// struct Profile {
///     #[serde(skip_serializing_if = "Patch::is_absent")]
///     nickname: Patch<String>,
///     #[serde(skip_serializing_if = "Patch::is_absent")]
///     avatar: Patch<String>,
/// }
///
/// let profile = Profile { nickname: Patch::Null, ..Profile::default() };
/// assert_eq!(serde_json::to_string(&profile)?, r#"{"nickname":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// Leaves the field out: it stays as it is.
    #[default]
    Absent,
    /// Sets the field to null.
    Null,
    /// Sets the field to a value.
    Value(T),
}

impl<T> Patch<T> {
    /// `true` if the field is left out; for `skip_serializing_if`.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    // A parameter that is `none` is left out. A unit struct is null in JSON, and has no text: a query
    // cannot say null, and must not leave it out in silence as it does a `unit` in a spread value.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Null => serializer.serialize_unit_struct("Null"),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

/// The name of [`Patch`] where it is read. The deserializers here know it, and give it `none` for a
/// field that was left out. To others it is the name of any newtype.
pub(crate) const PATCH: &str = "$api_core::Patch";

/// Null is `Null`; a missing field is `Absent` with `#[serde(default)]`.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct States<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for States<T> {
            type Value = Patch<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("null or a value")
            }

            fn visit_none<E>(self) -> Result<Patch<T>, E> {
                Ok(Patch::Absent)
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Patch<T>, D::Error> {
                Ok(Option::deserialize(deserializer)?.map_or(Patch::Null, Patch::Value))
            }
        }

        deserializer.deserialize_newtype_struct(PATCH, States(PhantomData))
    }
}
