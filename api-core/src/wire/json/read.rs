//! Whole JSON bodies, and the object that loose fields are the members of.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::kinded;
use super::members::Members;
use crate::wire::invalid::InvalidValue;
use crate::wire::scalar::read::Absent;

/// The object that loose fields are the members of.
#[derive(Debug, Default)]
pub(crate) struct Object(Members);

impl Object {
    /// Takes an object apart.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, InvalidValue> {
        let members: Members =
            serde_json::from_slice(body).map_err(|error| match error.classify() {
                Category::Data => InvalidValue::expected("a JSON object"),
                Category::Eof if body.is_empty() => {
                    InvalidValue::malformed("it is missing; expected a JSON object")
                }
                _ => InvalidValue::malformed("it is no valid JSON"),
            })?;
        // Readers disagree about which of the two counts, and that is how a filter in front of a
        // server is bypassed.
        if has_duplicates(&members.0) {
            return Err(InvalidValue::malformed("a member is given more than once"));
        }
        Ok(Self(members))
    }

    /// A member.
    pub(crate) fn member<T: DeserializeOwned>(&self, name: &str) -> Result<T, InvalidValue> {
        match self.0.0.iter().find(|(own, _)| own == name) {
            Some((_, raw)) => read(raw.get().as_bytes()),
            None => T::deserialize(Absent),
        }
    }

    /// The object that is a member. One that is left out has no members.
    pub(crate) fn object(&self, name: &str) -> Result<Self, InvalidValue> {
        match self.0.0.iter().find(|(own, _)| own == name) {
            Some((_, raw)) => Self::parse(raw.get().as_bytes()),
            None => Ok(Self::default()),
        }
    }

    /// The value whose members these are: all but the `others`.
    pub(crate) fn members<'n, T: DeserializeOwned>(
        &self,
        others: impl Iterator<Item = &'n str>,
    ) -> Result<T, InvalidValue> {
        let others: Vec<&str> = others.collect();
        let free: Vec<_> =
            self.0.0.iter().filter(|(name, _)| !others.contains(&name.as_str())).collect();
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

/// `true` if two members have one name.
fn has_duplicates<T>(members: &[(String, T)]) -> bool {
    // A look at each pair takes fewer instructions than a hash of each, as long as they are few.
    if members.len() <= 8 {
        let is_after = |(at, (name, _)): (usize, &(String, T))| {
            members.iter().skip(at + 1).any(|(other, _)| other == name)
        };
        return members.iter().enumerate().any(is_after);
    }
    let mut names = HashSet::new();
    !members.iter().all(|(name, _)| names.insert(name))
}

/// A value from its JSON text, which may be left out.
pub(crate) fn read_text<T: DeserializeOwned>(text: Option<String>) -> Result<T, InvalidValue> {
    match text {
        Some(text) => read(text.as_bytes()),
        None => T::deserialize(Absent),
    }
}

/// A value from its JSON.
pub(crate) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, InvalidValue> {
    kinded::read(text)
}
