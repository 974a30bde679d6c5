//! A description as text that is the same in every build.

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::{Map, Value};

/// The members of a description, in the order in which people look for them.
const ORDER: [&str; 7] = ["openapi", "info", "servers", "security", "tags", "paths", "components"];

/// A description whose members are in a fixed order: the first as in [`ORDER`], and all below by their
/// names. They would be anyway, unless a crate of the build has switched on serde_json's feature
/// `preserve_order`.
pub(super) struct Ordered(Map<String, Value>);

impl Ordered {
    pub(super) fn new(mut description: Map<String, Value>) -> Self {
        description.values_mut().for_each(Value::sort_all_objects);
        Self(description)
    }

    pub(super) fn into_value(self) -> Value {
        let mut value = Value::Object(self.0);
        value.sort_all_objects();
        value
    }
}

impl Serialize for Ordered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(Some(self.0.len()))?;
        for name in ORDER {
            if let Some(value) = self.0.get(name) {
                members.serialize_entry(name, value)?;
            }
        }
        for (name, value) in self.0.iter().filter(|(name, _)| !ORDER.contains(&name.as_str())) {
            members.serialize_entry(name, value)?;
        }
        members.end()
    }
}
