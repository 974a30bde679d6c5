//! JSON, whole or member by member.

use std::collections::HashSet;

use serde::Serialize;

use super::checked::{Report, write_checked};
use super::members::Members;
use crate::wire::unwritable::Unwritable;

/// The first capacity of a JSON text, in bytes: most bodies fit, and are never moved.
const ROOM: usize = 128;

/// A value as JSON. Refused are numbers that JSON has no text for and members that repeat.
pub(crate) fn to_vec<V: Serialize + ?Sized>(value: &V) -> Result<Vec<u8>, Unwritable> {
    let mut text = Vec::with_capacity(ROOM);
    write(value, &mut text)?;
    Ok(text)
}

fn write<V: Serialize + ?Sized>(value: &V, text: &mut Vec<u8>) -> Result<(), Unwritable> {
    let report = Report::default();
    write_checked(value, text, &report).map_err(|_| report.into_error())
}

/// The members of a JSON object so far, with the opening brace.
pub(crate) struct ObjectText(Vec<u8>);

impl ObjectText {
    pub(crate) fn begin() -> Self {
        let mut text = Vec::with_capacity(ROOM);
        text.push(b'{');
        Self(text)
    }

    /// Appends a member.
    pub(crate) fn member<V: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &V,
    ) -> Result<(), Unwritable> {
        self.name(name);
        write(value, &mut self.0)
    }

    /// Appends the members of a struct or map, none of which may have the name of one of the
    /// endpoint's `fields`.
    pub(crate) fn spread<V: Serialize + ?Sized>(
        &mut self,
        value: &V,
        fields: Vec<&'static str>,
    ) -> Result<(), Unwritable> {
        self.append(&to_vec(value)?, fields.into_iter().map(str::to_owned).collect())
    }

    fn append(&mut self, object: &[u8], mut taken: HashSet<String>) -> Result<(), Unwritable> {
        if object == b"null" {
            return Ok(());
        }
        let members: Members = serde_json::from_slice(object)
            .map_err(|_| Unwritable::new("has no members to spread"))?;
        let mut written = self.0.clone();
        written.push(b'}');
        let written: Members = serde_json::from_slice(&written).unwrap_or_default();
        taken.extend(written.0.into_iter().map(|(name, _)| name));
        for (name, value) in members.0 {
            self.name(&name);
            self.0.extend_from_slice(value.get().as_bytes());
            if !taken.insert(name.clone()) {
                return Err(Unwritable::TWICE.in_member(crate::shown::name(&name).to_owned()));
            }
        }
        Ok(())
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        // Fails only if the text cannot grow, and a `Vec` can.
        _ = serde_json::to_writer(&mut self.0, name);
        self.0.push(b':');
    }

    /// The object, at its end.
    pub(crate) fn end(&mut self) -> Vec<u8> {
        self.0.push(b'}');
        std::mem::take(&mut self.0)
    }
}
