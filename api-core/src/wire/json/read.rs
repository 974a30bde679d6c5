//! Whole JSON bodies, and the object that loose fields are the members of.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::kinded;
use super::members::Members;
use crate::wire::invalid::InvalidValue;
use crate::wire::scalar::read::Absent;

/// The object that loose fields are the members of: its text, and where in it they are.
#[derive(Debug, Default)]
pub(crate) struct Object {
    text: Bytes,
    members: Vec<Member>,
}

/// A member of an [`Object`].
#[derive(Debug)]
struct Member {
    name: Name,
    value: Range<usize>,
}

#[derive(Debug)]
enum Name {
    /// As it is in the text.
    Plain(Range<usize>),
    /// Free of its escapes.
    Unescaped(String),
}

impl Object {
    /// Takes an object apart.
    pub(crate) fn parse(body: Bytes) -> Result<Self, InvalidValue> {
        if body.is_empty() {
            return Err(InvalidValue::malformed("it is missing; expected a JSON object"));
        }
        let malformed = || InvalidValue::malformed("it is no valid JSON");
        let text = std::str::from_utf8(&body).map_err(|_| malformed())?;
        let members: Members =
            serde_json::from_str(text).map_err(|error| match error.classify() {
                Category::Data => InvalidValue::expected("a JSON object"),
                _ => malformed(),
            })?;
        // Readers disagree about which of the two counts, and that is how a filter in front of a
        // server is bypassed.
        if has_duplicates(&members.0) {
            return Err(InvalidValue::malformed("a member is given more than once"));
        }
        let members = members.0.into_iter().map(|(name, value)| Member {
            name: match name {
                Cow::Borrowed(name) => Name::Plain(place(text, name)),
                Cow::Owned(name) => Name::Unescaped(name),
            },
            value: place(text, value.get()),
        });
        Ok(Self { members: members.collect(), text: body })
    }

    /// The members, with the JSON of their values.
    fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.members.iter().filter_map(|Member { name, value }| {
            let name = match name {
                Name::Plain(place) => self.text.get(place.clone())?,
                Name::Unescaped(name) => name.as_bytes(),
            };
            Some((name, self.text.get(value.clone())?))
        })
    }

    /// A member.
    pub(crate) fn member<T: DeserializeOwned>(&self, name: &str) -> Result<T, InvalidValue> {
        match self.iter().find(|(own, _)| *own == name.as_bytes()) {
            Some((_, value)) => read(value),
            None => T::deserialize(Absent),
        }
    }

    /// The object that is a member. One that is left out has no members.
    pub(crate) fn object(&self, name: &str) -> Result<Self, InvalidValue> {
        match self.iter().find(|(own, _)| *own == name.as_bytes()) {
            Some((_, value)) => Self::parse(Bytes::copy_from_slice(value)),
            None => Ok(Self::default()),
        }
    }

    /// The value whose members these are: all but the `others`.
    pub(crate) fn members<'n, T: DeserializeOwned>(
        &self,
        others: impl Iterator<Item = &'n str>,
    ) -> Result<T, InvalidValue> {
        let others: Vec<&[u8]> = others.map(str::as_bytes).collect();
        let free: Vec<_> = self.iter().filter(|(name, _)| !others.contains(name)).collect();
        // A null is what nothing is written for; only what may be nothing can be read from it.
        if free.is_empty()
            && let Ok(nothing) = read(b"null")
        {
            return Ok(nothing);
        }
        // Put together again, so that whatever serde does with an object is done with this one.
        let mut text = vec![b'{'];
        for (name, value) in free {
            if text.len() > 1 {
                text.push(b',');
            }
            let name = serde_json::Value::from(String::from_utf8_lossy(name));
            text.extend_from_slice(name.to_string().as_bytes());
            text.push(b':');
            text.extend_from_slice(value);
        }
        text.push(b'}');
        read(&text)
    }
}

/// Where in a text a part of it is. For a part of another text, some other place.
fn place(text: &str, part: &str) -> Range<usize> {
    let begin = part.as_ptr().addr().wrapping_sub(text.as_ptr().addr());
    begin..begin.wrapping_add(part.len())
}

/// `true` if two members have one name.
fn has_duplicates<T>(members: &[(Cow<'_, str>, T)]) -> bool {
    // A look at each pair takes fewer instructions than a hash of each, as long as they are few.
    if members.len() <= 8 {
        let is_after = |(at, (name, _)): (usize, &(Cow<'_, str>, T))| {
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
