//! Name-value pairs of a query or a form, read back in the style that they were written in.
//!
//! Everything that was sent for one value is a [`Node`]: for a scalar one pair, for a list one or
//! several, for a struct or map those whose names begin with it. What it is becomes clear when the
//! declared type asks.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

use super::node::{Entry, Node};
use crate::wire::invalid::InvalidValue;
use crate::wire::style::{List, Style};

/// The pairs of a query or a form: names decoded, values as they stand there.
#[derive(Debug, Default)]
pub(crate) struct Pairs(Vec<(String, Option<String>)>);

impl Pairs {
    /// Takes a text apart. Fails where a name is not percent-encoded UTF-8.
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidValue> {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = match pair.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (pair, None),
            };
            Ok((decode(name)?.into_owned(), value))
        });
        Ok(Self(pairs.collect::<Result<_, InvalidValue>>()?))
    }

    /// Whether a pair with this name and value is there.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        let is = |text: &Option<String>| {
            decode(text.as_deref().unwrap_or_default()).is_ok_and(|text| text == value)
        };
        self.0.iter().any(|(own, text)| own == name && is(text))
    }

    /// The value that was written under `name`.
    pub(crate) fn value<T: DeserializeOwned>(
        &self,
        name: &str,
        style: Style,
    ) -> Result<T, InvalidValue> {
        let bracketed = matches!(style.list, List::Brackets | List::Indices);
        let own = self.0.iter().filter_map(|(own, value)| {
            let rest = own.strip_prefix(name)?;
            let fits = rest.is_empty() || (bracketed && rest.starts_with('['));
            fits.then(|| Entry { rest, value: value.as_deref().unwrap_or_default() })
        });
        T::deserialize(Node { entries: own.collect(), style, depth: 0, root: false, empty: &[] })
    }

    /// The value whose members were written as pairs of their own: all but those of the `others`.
    pub(crate) fn members<'n, T: DeserializeOwned>(
        &self,
        others: impl Iterator<Item = &'n str>,
        style: Style,
    ) -> Result<T, InvalidValue> {
        let others: Vec<&str> = others.filter(|name| !name.is_empty()).collect();
        let is_free = |name: &str| {
            !others.iter().any(|other| {
                name.strip_prefix(other)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
            })
        };
        let free = self.0.iter().filter(|(name, _)| is_free(name));
        let entries: Vec<_> = free
            .map(|(name, value)| Entry { rest: name, value: value.as_deref().unwrap_or_default() })
            .collect();
        // An empty list leaves nothing behind, and serde takes nothing for a mistake. Whether a field
        // that it misses is a list shows when it is given none; one that has a default is not missed.
        let mut empty = Vec::new();
        loop {
            let entries = entries.clone();
            let unfit = match T::deserialize(Node {
                entries,
                style,
                depth: 0,
                root: true,
                empty: &empty,
            }) {
                Ok(value) => return Ok(value),
                Err(unfit) => unfit,
            };
            match unfit.missing_field() {
                Some(field) if !empty.contains(&field) => empty.push(field),
                _ => return Err(unfit),
            }
        }
    }

    /// Whether a name stands there without a value.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, InvalidValue> {
        let mut own = self.0.iter().filter(|(own, _)| own == name);
        match (own.next(), own.next()) {
            (None, _) => Ok(false),
            (Some((_, None)), None) => Ok(true),
            (Some((_, Some(value))), None) if value.is_empty() => Ok(true),
            (Some(_), None) => Err(InvalidValue::new("it is a flag, which has no value")),
            (Some(_), Some(_)) => Err(twice()),
        }
    }
}

/// Decodes a text of a query or form, in which a plus sign is a space to most who write one; none of
/// ours does.
pub(super) fn decode(text: &str) -> Result<Cow<'_, str>, InvalidValue> {
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        return Ok(Cow::Owned(unescape(&spaced)?.into_owned()));
    }
    unescape(text)
}

/// Decodes what is percent-encoded. Strictly: what is no percent-encoded UTF-8 was written by nobody
/// we know.
pub(crate) fn unescape(text: &str) -> Result<Cow<'_, str>, InvalidValue> {
    let bytes = text.as_bytes();
    let bad = bytes.iter().enumerate().any(|(at, byte)| {
        let digits = bytes.get(at + 1..at + 3);
        *byte == b'%' && !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let decoded = percent_decode_str(text).decode_utf8().ok().filter(|_| !bad);
    decoded.ok_or_else(|| InvalidValue::malformed("expected percent-encoded UTF-8"))
}

pub(super) fn twice() -> InvalidValue {
    InvalidValue::malformed("it stands there more than once")
}
