//! JSON, whole or member by member.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use serde::Serialize;

use super::checked::{Report, write_checked};
use super::members::Members;
use super::none::is_none;
use crate::endpoint::Constant;
use crate::wire::unwritable::Unwritable;

/// The first capacity of the JSON text of a request, in bytes: most fit, and are never moved.
const ROOM: usize = 128;

/// The first capacity of the JSON text of a response, which is longer than a request.
pub(crate) const RESPONSE_ROOM: usize = 512;

/// A value as JSON. Refused are numbers that JSON has no text for and members that repeat.
pub(crate) fn to_vec<V: Serialize + ?Sized>(value: &V) -> Result<Vec<u8>, Unwritable> {
    let mut text = Vec::with_capacity(ROOM);
    write(value, &mut text)?;
    Ok(text)
}

/// A value as a JSON text; none for `None`.
pub(crate) fn text<V: Serialize + ?Sized>(value: &V) -> Result<Option<String>, Unwritable> {
    if is_none(value) {
        return Ok(None);
    }
    // `serde_json` writes UTF-8, but hands out bytes.
    Ok(Some(String::from_utf8_lossy(&to_vec(value)?).into_owned()))
}

/// Appends a value, by the same rules.
pub(crate) fn write<V: Serialize + ?Sized>(
    value: &V,
    text: &mut Vec<u8>,
) -> Result<(), Unwritable> {
    let report = Report::default();
    write_checked(value, text, &report).map_err(|_| report.into_error())
}

/// A JSON object up to its last member so far.
#[derive(Clone)]
pub(crate) struct ObjectText {
    text: Vec<u8>,
    /// The opening brace of the object that takes the members: of the whole, or of one inside of it.
    brace: usize,
}

impl ObjectText {
    pub(crate) fn begin() -> Self {
        let mut text = Vec::with_capacity(ROOM);
        text.push(b'{');
        Self { text, brace: 0 }
    }

    /// Appends a constant.
    pub(crate) fn constant(&mut self, name: &str, value: Constant) {
        self.name(name);
        match value {
            Constant::Text(text) => _ = serde_json::to_writer(&mut self.text, text),
            // As it is: `serde_json::Value` would round it.
            Constant::Number(number) => self.text.extend_from_slice(number.as_bytes()),
            Constant::Bool(value) => self.text.extend_from_slice(value.to_string().as_bytes()),
        }
    }

    /// Lets all further members go into an object of their own, under `key`.
    pub(crate) fn open(&mut self, key: &str) {
        self.name(key);
        self.brace = self.text.len();
        self.text.push(b'{');
    }

    /// Appends a member.
    pub(crate) fn member<V: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &V,
    ) -> Result<(), Unwritable> {
        self.name(name);
        write(value, &mut self.text)
    }

    /// Appends the members of a struct or map. None may have the name of one of the endpoint's `fields`.
    pub(crate) fn spread<V: Serialize + ?Sized>(
        &mut self,
        value: &V,
        fields: Vec<&'static str>,
    ) -> Result<(), Unwritable> {
        self.append(&to_vec(value)?, fields)
    }

    fn append(&mut self, object: &[u8], fields: Vec<&str>) -> Result<(), Unwritable> {
        if object == b"null" {
            return Ok(());
        }
        let members: Members = serde_json::from_slice(object)
            .map_err(|_| Unwritable::new("has no members to spread"))?;
        let mut written = self.text.get(self.brace..).unwrap_or_default().to_vec();
        written.push(b'}');
        let written: Members = serde_json::from_slice(&written).unwrap_or_default();
        let mut taken: HashSet<Cow<str>> = fields.into_iter().map(Cow::Borrowed).collect();
        taken.extend(written.0.into_iter().map(|(name, _)| name));
        for (name, value) in members.0 {
            self.name(&name);
            self.text.extend_from_slice(value.get().as_bytes());
            if !taken.insert(name.clone()) {
                return Err(Unwritable::TWICE.in_member(crate::shown::name(&name).to_owned()));
            }
        }
        Ok(())
    }

    fn name(&mut self, name: &str) {
        if self.text.len() > self.brace + 1 {
            self.text.push(b',');
        }
        // Fails only if the text cannot grow, and a `Vec` can.
        _ = serde_json::to_writer(&mut self.text, name);
        self.text.push(b':');
    }

    /// The length of what is written so far, in bytes.
    pub(crate) fn written(&self) -> usize {
        self.text.len()
    }

    /// Ends the text where `place` begins, and gives the members behind `place`.
    pub(crate) fn take_from(&mut self, place: Range<usize>) -> Vec<u8> {
        let rest = self.text.get(place.end..).unwrap_or_default();
        let rest = rest.strip_prefix(b",").unwrap_or(rest).to_vec();
        self.text.truncate(place.start);
        rest
    }

    /// Appends members that are written out already.
    pub(crate) fn members(&mut self, members: &[u8]) {
        if !members.is_empty() && self.text.len() > self.brace + 1 {
            self.text.push(b',');
        }
        self.text.extend_from_slice(members);
    }

    /// The text, up to the value of a last member of this name.
    pub(crate) fn up_to(mut self, name: &str) -> Vec<u8> {
        self.name(name);
        self.text
    }

    /// The object, at its end.
    pub(crate) fn end(&mut self) -> Vec<u8> {
        self.text.extend_from_slice(if self.brace > 0 { b"}}" } else { b"}" });
        std::mem::take(&mut self.text)
    }
}
