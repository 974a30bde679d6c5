//! Name-value pairs of a query or a form, read back in the style that they were written in.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::is_of_parameter;
use crate::wire::cut;
use crate::wire::invalid::InvalidValue;
use crate::wire::node::{Entry, Node};
use crate::wire::percent::decode;
use crate::wire::style::{List, Nested, Style};

/// The pairs of a query or a form, taken apart anew by each reader: to keep them would cost every
/// request a list and two texts per pair.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pairs<'a>(&'a str);

impl<'a> Pairs<'a> {
    /// The pairs of a text that has been checked.
    pub(crate) fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// Fails where a name is not percent-encoded UTF-8.
    pub(crate) fn check(text: &str) -> Result<(), InvalidValue> {
        match text.contains('%') {
            true => split(text).try_for_each(|(name, _)| decode(name).map(drop)),
            false => Ok(()),
        }
    }

    /// The pairs, names decoded and values as they came.
    fn iter(self) -> impl Iterator<Item = (Cow<'a, str>, Option<&'a str>)> {
        split(self.0).filter_map(|(name, value)| Some((decode(name).ok()?, value)))
    }

    /// `true` if a pair with this name and value is there.
    pub(crate) fn has(self, name: &str, value: &str) -> bool {
        let is =
            |text: Option<&str>| decode(text.unwrap_or_default()).is_ok_and(|text| text == value);
        self.iter().any(|(own, text)| own == name && is(text))
    }

    /// The value that was written under `name`.
    pub(crate) fn value<T: DeserializeOwned>(
        self,
        name: &str,
        style: Style,
    ) -> Result<T, InvalidValue> {
        let has_brackets = matches!(style.list, List::Brackets | List::Indices)
            || style.nested == Nested::Brackets;
        let has_dots = style.nested == Nested::Dots;
        if !has_brackets && !has_dots {
            let own = pairs(self.0).filter_map(|pair| value_of(pair, name));
            let mut own = own.map(|text| Entry { rest: "", text });
            return match (own.next(), own.next()) {
                (Some(first), Some(second)) => {
                    let entries: Vec<_> = [first, second].into_iter().chain(own).collect();
                    Node::named(&entries, style).read()
                }
                (only, _) => Node::named(only.as_slice(), style).read(),
            };
        }
        let fits = |rest: &str| {
            rest.is_empty()
                || (has_brackets && rest.starts_with('['))
                || (has_dots && rest.starts_with('.'))
        };
        let own: Vec<_> =
            self.iter().filter(|(own, _)| own.strip_prefix(name).is_some_and(fits)).collect();
        let entries = own.iter().filter_map(|(own, text)| {
            Some(Entry { rest: own.strip_prefix(name)?, text: text.unwrap_or_default() })
        });
        Node::named(&entries.collect::<Vec<_>>(), style).read()
    }

    /// The value whose members were written as pairs of their own: all but those of the `others`.
    pub(crate) fn members<'n, T: DeserializeOwned>(
        self,
        others: impl Iterator<Item = &'n str>,
        style: Style,
    ) -> Result<T, InvalidValue> {
        let others: Vec<&str> = others.filter(|name| !name.is_empty()).collect();
        let is_free = |name: &str| !others.iter().any(|other| is_of_parameter(name, other));
        let own: Vec<_> = self.iter().filter(|(name, _)| is_free(name)).collect();
        let entries =
            own.iter().map(|(name, text)| Entry { rest: name, text: text.unwrap_or_default() });
        Node::spread(&entries.collect::<Vec<_>>(), style).read()
    }

    /// `true` if the name is there. It must have no value.
    pub(crate) fn flag(self, name: &str) -> Result<bool, InvalidValue> {
        let mut own = self.iter().filter(|(own, _)| own == name);
        match (own.next(), own.next()) {
            (None, _) => Ok(false),
            (Some((_, None)), None) => Ok(true),
            (Some((_, Some(""))), None) => Ok(true),
            (Some(_), None) => Err(InvalidValue::expected("a flag, which has no value")),
            (Some(_), Some(_)) => Err(InvalidValue::repeated()),
        }
    }
}

/// The value of a pair, if its name is this one in any spelling.
fn value_of<'a>(pair: &'a str, name: &str) -> Option<&'a str> {
    let is_special = |byte: u8| matches!(byte, b'%' | b'+' | b'=');
    let mut bytes = pair.bytes().zip(name.bytes());
    match bytes.find(|(own, named)| own != named || is_special(*own)) {
        // From here on, it is encoded.
        Some((b'%' | b'+', _)) => {
            let (own, value) = cut(pair, b'=');
            decode(own).is_ok_and(|own| own == name).then_some(value.unwrap_or_default())
        }
        Some(_) => None,
        None => match pair.get(name.len()..)? {
            "" => Some(""),
            rest => rest.strip_prefix('='),
        },
    }
}

/// The pairs of a text, as they came, names and values apart.
fn split(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    pairs(text).map(|pair| cut(pair, b'='))
}

/// The pairs of a text, as they came.
fn pairs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let pairs = std::iter::from_fn(move || {
        let (pair, behind) = cut(rest?, b'&');
        rest = behind;
        Some(pair)
    });
    pairs.filter(|pair| !pair.is_empty())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "of a value that is plain")]
mod tests {
    use super::{Pairs, value_of};
    use crate::wire::style::Style;

    #[test]
    fn names_in_every_spelling() {
        for (pair, name, value) in [
            ("a=1", "a", Some("1")),
            ("a", "a", Some("")),
            ("a=", "a", Some("")),
            ("ab=1", "a", None),
            ("a=1", "ab", None),
            ("a=b=1", "a", Some("b=1")),
            ("a=b=1", "a=b", None),
            ("a%3Db=1", "a=b", Some("1")),
            ("%61=1", "a", Some("1")),
            ("a+b=1", "a b", Some("1")),
            ("a+b=1", "a+b", None),
            ("a%2Bb=1", "a+b", Some("1")),
            ("a%25b=1", "a%b", Some("1")),
            ("a%25b", "a%b", Some("")),
        ] {
            assert_eq!(value_of(pair, name), value, "{pair} {name}");
            let read = Pairs::new(pair).value::<Option<String>>(name, Style::PLAIN).unwrap();
            assert_eq!(read.as_deref(), value, "{pair} {name}");
        }
    }
}
