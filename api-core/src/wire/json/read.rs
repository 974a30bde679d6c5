//! The JSON object that loose parameters are the members of, and whole JSON bodies.

use std::fmt;

use http::StatusCode;
use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::server::rejection::Rejection;
use crate::wire::invalid::InvalidValue;
use crate::wire::scalar::read::Absent;

/// The members of an object, each as it stands in the text.
#[derive(Debug, Default)]
pub(crate) struct Object(Vec<(String, Box<RawValue>)>);

impl Object {
    /// Takes an object apart. Fails where it is none, or where a member stands there twice: which
    /// of the two another reader on the way has gone by, nobody knows.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, Rejection> {
        serde_json::from_slice(body).map_err(|error| match error.classify() {
            Category::Data if error.to_string().starts_with("duplicate") => {
                Rejection::unreadable("body: a member stands there twice")
            }
            Category::Data => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                Rejection::new(status, "body: expected a JSON object")
            }
            Category::Eof if body.is_empty() => {
                Rejection::unreadable("body: it is missing; expected a JSON object")
            }
            _ => Rejection::unreadable("body: it is no valid JSON"),
        })
    }

    /// A member.
    pub(crate) fn member<T: DeserializeOwned>(&self, name: &str) -> Result<T, InvalidValue> {
        match self.0.iter().find(|(own, _)| own == name) {
            Some((_, raw)) => read(raw.get().as_bytes()),
            None => T::deserialize(Absent),
        }
    }

    /// The value whose members these are: all but the `others`.
    pub(crate) fn members<'n, T: DeserializeOwned>(
        &self,
        others: impl Iterator<Item = &'n str>,
    ) -> Result<T, InvalidValue> {
        let others: Vec<&str> = others.collect();
        let free: Vec<_> =
            self.0.iter().filter(|(name, _)| !others.contains(&name.as_str())).collect();
        // A null is what nothing is written for; only what may be nothing can be read from it.
        if free.is_empty()
            && let Ok(nothing) = read(b"null")
        {
            return Ok(nothing);
        }
        // Put together again, so that whatever serde does with an object is done with this one.
        let mut text = String::from("{");
        for (name, raw) in free {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&serde_json::Value::from(name.as_str()).to_string());
            text.push(':');
            text.push_str(raw.get());
        }
        text.push('}');
        read(text.as_bytes())
    }
}

/// A value from its JSON. The place of a mistake is looked for once there is one.
pub(crate) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, InvalidValue> {
    serde_json::from_slice(text).map_err(|error| {
        let shown = std::str::from_utf8(text).unwrap_or_default();
        InvalidValue::of_json(&error, shown)
    })
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members: Vec<(String, Box<RawValue>)> = Vec::new();
                let mut names = std::collections::HashSet::new();
                while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    if !names.insert(name.clone()) {
                        return Err(de::Error::custom("duplicate member"));
                    }
                    members.push((name, value));
                }
                Ok(Object(members))
            }
        }

        deserializer.deserialize_map(Members)
    }
}
