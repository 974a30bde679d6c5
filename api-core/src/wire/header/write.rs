//! Header values: visible ASCII with inner spaces and tabs, refused otherwise and never repaired.

use std::collections::HashSet;

use http::HeaderValue;
use serde::Serialize;

use crate::shown;
use crate::wire::scalar::write::texts;
use crate::wire::style::List;
use crate::wire::unwritable::Unwritable;
use crate::wire::walk::{Scalar, Sink, walk};

/// A text or a typed value as a header value, or the end of a sentence that says why not.
///
/// Stricter than `http`, which lets bytes above 0x7F and outer spaces pass: the former have no
/// agreed meaning and the latter are stripped by every recipient (RFC 9110 §5.5).
pub(crate) fn header_value<V: AsRef<[u8]> + ?Sized>(
    value: &V,
) -> Result<HeaderValue, &'static str> {
    checked(value.as_ref(), false)
}

/// The value of a header that is UTF-8: see [`is_utf8`](super::is_utf8).
pub(crate) fn utf8_value<V: AsRef<[u8]> + ?Sized>(value: &V) -> Result<HeaderValue, &'static str> {
    let value = value.as_ref();
    checked(value, std::str::from_utf8(value).is_ok())
}

fn checked(value: &[u8], is_utf8: bool) -> Result<HeaderValue, &'static str> {
    if value.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
        return Err("holds a line break or NUL, which would forge another header");
    }
    let is_blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t'));
    if is_blank(value.first()) || is_blank(value.last()) {
        return Err("begins or ends with a space, which the recipient would strip");
    }
    let may_be =
        |byte: &u8| *byte == b'\t' || (b' '..=b'~').contains(byte) || is_utf8 && !byte.is_ascii();
    if !value.iter().all(may_be) {
        return Err("holds a character that a header cannot carry; encode it first");
    }
    HeaderValue::from_bytes(value).map_err(|_| "cannot be sent in a header")
}

/// The lines of a header that is a list: one, or one per element.
pub(crate) fn lines<V: Serialize + ?Sized>(
    value: &V,
    list: List,
) -> Result<Vec<String>, Unwritable> {
    let texts = texts(value)?;
    match list {
        List::Csv if texts.is_empty() => Ok(texts),
        List::Csv if texts.iter().any(|text| text.contains(',')) => {
            Err("has an element with a comma, which is what separates the elements".into())
        }
        List::Csv => Ok(vec![texts.join(", ")]),
        _ => Ok(texts),
    }
}

/// The members of a struct, a map or a list of pairs, each a header.
pub(crate) fn members<V: Serialize + ?Sized>(
    value: &V,
) -> Result<Vec<(String, String)>, Unwritable> {
    let mut sink = Members::default();
    walk(value, &mut sink).map_err(|error| match &sink.name {
        Some(name) => error.in_member(shown::name(name).to_owned()),
        None => error,
    })?;
    let mut names = HashSet::new();
    if sink.members.iter().all(|(name, _)| names.insert(name.to_ascii_lowercase())) {
        Ok(sink.members)
    } else {
        Err("names a header twice".into())
    }
}

#[derive(Default)]
struct Members {
    members: Vec<(String, String)>,
    place: Place,
    name: Option<String>,
    in_list: bool,
}

#[derive(Default)]
enum Place {
    #[default]
    Outside,
    InListOfPairs,
    InMembers,
}

const NO_MEMBERS: Unwritable =
    Unwritable::new("has no members to spread; it must be a struct, a map or a list of pairs");

impl Sink for Members {
    fn put(&mut self, scalar: Scalar<'_>) -> Result<(), Unwritable> {
        let name = self.name.clone().ok_or(NO_MEMBERS)?;
        self.members.push((name, scalar.into_string()));
        Ok(())
    }

    fn none(&mut self, _: bool) -> Result<(), Unwritable> {
        if self.in_list { Err(Unwritable::NONE_IN_LIST) } else { Ok(()) }
    }

    fn begin_list(&mut self) -> Result<(), Unwritable> {
        match (&self.place, &self.name) {
            (_, Some(_)) if self.in_list => return Err(Unwritable::LIST_OF_LISTS),
            (_, Some(_)) => self.in_list = true,
            (Place::Outside, None) => self.place = Place::InListOfPairs,
            _ => return Err(NO_MEMBERS),
        }
        Ok(())
    }

    fn end_list(&mut self) {
        self.in_list = false;
    }

    fn begin_tuple(&mut self, len: usize) -> Result<bool, Unwritable> {
        let is_pair = len == 2 && self.name.is_none() && matches!(self.place, Place::InListOfPairs);
        if is_pair { Ok(true) } else { self.begin_list().map(|()| false) }
    }

    fn begin_members(&mut self) -> Result<(), Unwritable> {
        match self.place {
            Place::Outside => {
                self.place = Place::InMembers;
                Ok(())
            }
            Place::InListOfPairs => Err(NO_MEMBERS),
            Place::InMembers => Err(Unwritable::COMPOUND),
        }
    }

    fn begin_member(&mut self, name: &str) -> Result<(), Unwritable> {
        self.name = Some(name.to_owned());
        Ok(())
    }

    fn end_member(&mut self) {
        self.name = None;
    }
}
