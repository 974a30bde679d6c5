//! Name-value pairs of a query or a form, read back in the style that they were written in.

use serde::de::DeserializeOwned;

use super::is_of_parameter;
use crate::wire::invalid::InvalidValue;
use crate::wire::node::{Entry, Node};
use crate::wire::percent::decode;
use crate::wire::style::{List, Nested, Style};

/// The pairs of a query or a form: names decoded, values as they came.
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

    /// `true` if a pair with this name and value is there.
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
        let has_brackets = matches!(style.list, List::Brackets | List::Indices)
            || style.nested == Nested::Brackets;
        let has_dots = style.nested == Nested::Dots;
        let own = self.0.iter().filter_map(|(own, text)| {
            let rest = own.strip_prefix(name)?;
            let fits = rest.is_empty()
                || (has_brackets && rest.starts_with('['))
                || (has_dots && rest.starts_with('.'));
            fits.then(|| Entry { rest, text: text.as_deref().unwrap_or_default() })
        });
        Node::named(own.collect(), style).read()
    }

    /// The value whose members were written as pairs of their own: all but those of the `others`.
    pub(crate) fn members<'n, T: DeserializeOwned>(
        &self,
        others: impl Iterator<Item = &'n str>,
        style: Style,
    ) -> Result<T, InvalidValue> {
        let others: Vec<&str> = others.filter(|name| !name.is_empty()).collect();
        let is_free = |name: &str| !others.iter().any(|other| is_of_parameter(name, other));
        let own = self.0.iter().filter(|(name, _)| is_free(name));
        let own =
            own.map(|(name, text)| Entry { rest: name, text: text.as_deref().unwrap_or_default() });
        Node::spread(own.collect(), style).read()
    }

    /// `true` if the name is there. It must have no value.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, InvalidValue> {
        let mut own = self.0.iter().filter(|(own, _)| own == name);
        match (own.next(), own.next()) {
            (None, _) => Ok(false),
            (Some((_, None)), None) => Ok(true),
            (Some((_, Some(value))), None) if value.is_empty() => Ok(true),
            (Some(_), None) => Err(InvalidValue::expected("a flag, which has no value")),
            (Some(_), Some(_)) => Err(InvalidValue::repeated()),
        }
    }
}
