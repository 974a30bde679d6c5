//! A place in a list: a page, and an item on it. As a text, it can be stored.
//!
//! The text is `1;SKIP;BEFORE;PAGE`: a version, the items of the page that were taken, the items on the
//! pages before it, and the page: `-` for the one that the call itself asks for, `=` and the cursor as
//! JSON, `~` and a URL, or `.` for the end of the list.

use serde_json::Value;

use crate::{Error, Result};

/// A page, by what asks for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum At {
    /// The page that the call itself asks for.
    Start,
    /// The page behind a cursor.
    Cursor(Value),
    /// The page at an absolute URL.
    Url(String),
    /// No page: the list has ended.
    End,
}

impl At {
    /// A text that no other page has.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Start => "-".to_owned(),
            Self::Cursor(cursor) => format!("={cursor}"),
            Self::Url(url) => format!("~{url}"),
            Self::End => ".".to_owned(),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Some(match (name, name.strip_prefix('='), name.strip_prefix('~')) {
            ("-", _, _) => Self::Start,
            (".", _, _) => Self::End,
            (_, Some(cursor), _) => Self::Cursor(self::cursor(cursor)?),
            (_, _, Some(url)) => Self::Url(url.to_owned()),
            _ => return None,
        })
    }
}

/// Reads a cursor. Of numbers with a fraction, serde_json reads one in five a little off, which would ask for
/// another page.
fn cursor(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    match text.parse::<f64>() {
        Ok(number) if value.is_f64() => Some(number.into()),
        _ => Some(value),
    }
}

/// A place in a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) at: At,
    /// The number of items of the page that were taken.
    pub(super) skip: usize,
    /// The number of items on the pages before it.
    pub(super) before: u64,
}

const VERSION: &str = "1";

impl Place {
    pub(super) fn text(&self) -> String {
        format!("{VERSION};{};{};{}", self.skip, self.before, self.at.name())
    }

    /// Reads what [`text`](Self::text) wrote.
    ///
    /// # Errors
    ///
    /// Any other text.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut parts = text.splitn(4, ';');
        let mut part = || parts.next().unwrap_or_default();
        let (version, skip, before, at) = (part(), part(), part(), part());
        let place = || {
            let (skip, before) = (skip.parse().ok()?, before.parse().ok()?);
            Some(Self { at: At::parse(at)?, skip, before })
        };
        place().filter(|_| version == VERSION).ok_or_else(|| {
            Error::build("the list cannot be resumed: the text is not one that `cursor()` gave")
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{At, Place};

    fn any_at() -> impl Strategy<Value = At> {
        prop_oneof![
            Just(At::Start),
            Just(At::End),
            any::<u64>().prop_map(|number| At::Cursor(json!(number))),
            any::<f64>().prop_map(|number| At::Cursor(json!(number))),
            any::<String>().prop_map(|text| At::Cursor(json!({ "key": text }))),
            any::<String>().prop_map(|text| At::Cursor(json!(text))),
            any::<String>().prop_map(At::Url),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(at in any_at(), skip: usize, before: u64) {
            let place = Place { at, skip, before };
            prop_assert_eq!(Place::parse(&place.text()).ok(), Some(place));
        }

        #[test]
        fn any_other_text_is_an_error(text: String) {
            if let Ok(place) = Place::parse(&text) {
                prop_assert_eq!(place.text(), text);
            }
        }
    }
}
