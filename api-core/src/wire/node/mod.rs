//! All that came in for one value, before the declared type has said what it is: for a scalar one
//! text, for a list one or several, for a struct or a map those whose names begin with its own.
//!
//! Pairs of a query or a form, lines of headers and parts of one name are all read from this.

mod read;

use std::borrow::Cow;
use std::collections::HashMap;

use serde::de::DeserializeOwned;

use super::invalid::InvalidValue;
use super::pairs::{DEPTH, place_and_rest, without_list_suffix};
use super::percent::decode;
use super::scalar::read::Text;
use super::style::{List, Nested, Style};

/// A text of a value, and what of its name is still to be read.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) rest: &'a str,
    pub(crate) text: &'a str,
}

/// All that came in for one value.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    entries: Cow<'a, [Entry<'a>]>,
    style: Style,
    /// The number of structs and maps around it.
    depth: usize,
    names: Names,
    /// Fields that are empty lists if nothing is there for them.
    empty: &'a [&'static str],
}

/// The part of each name that the names of members are in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Behind the value's own name.
    Nested,
    /// The whole of each name.
    Whole,
    /// The whole of each name, in any case of letters.
    AnyCase,
}

impl<'a> Node<'a> {
    /// A value that came in under a name of its own, which is cut off from `entries`.
    pub(crate) fn named(entries: &'a [Entry<'a>], style: Style) -> Self {
        Self::of(Cow::Borrowed(entries), style)
    }

    fn of(entries: Cow<'a, [Entry<'a>]>, style: Style) -> Self {
        Self { entries, style, depth: 0, names: Names::Nested, empty: &[] }
    }

    /// Texts of one name, which are not encoded.
    pub(crate) fn texts(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let entries = texts.into_iter().map(|text| Entry { rest: "", text });
        Self::of(entries.collect(), Style::PLAIN.encoded())
    }

    /// A value whose members came in under names of their own.
    pub(crate) fn spread(entries: &'a [Entry<'a>], style: Style) -> Self {
        Self { names: Names::Whole, ..Self::named(entries, style) }
    }

    /// A value whose members came in as headers.
    pub(crate) fn headers(entries: &'a [Entry<'a>]) -> Self {
        Self { names: Names::AnyCase, ..Self::named(entries, Style::PLAIN.encoded()) }
    }

    /// Reads the value, an empty list among its fields too.
    ///
    /// An empty list leaves nothing behind, and serde takes nothing for a missing field. serde names the
    /// first missing field and neither its type nor the next one, so the field is tried as empty in
    /// another pass: it was a list if the pass gets beyond it. To offer all absent fields as empty in one
    /// pass would be plainer, and wrong: a field with a default would be empty instead, and nobody can
    /// tell which have one. A request with all its lists takes one pass. Each list that is left out
    /// takes another, of up to 3 000 instructions; a served request takes 14 000.
    pub(crate) fn read<T: DeserializeOwned>(self) -> Result<T, InvalidValue> {
        let mut empty = Vec::new();
        loop {
            let entries = Cow::Borrowed(&*self.entries);
            let invalid = match T::deserialize(Node { entries, empty: &empty, ..self }) {
                Ok(value) => return Ok(value),
                Err(invalid) => invalid,
            };
            match invalid.missing_member() {
                Some(field) if !empty.contains(&field) => empty.push(field),
                _ => return Err(invalid),
            }
        }
    }

    fn is_spread(&self) -> bool {
        self.names != Names::Nested
    }

    fn text(&self, text: &'a str) -> Result<Text<'a>, InvalidValue> {
        let text = if self.style.encoded { text.into() } else { decode(text)? };
        Ok(Text { text, digits: self.style.digits })
    }

    /// The one text of a scalar.
    fn scalar(&self) -> Result<Text<'a>, InvalidValue> {
        match &self.entries[..] {
            [] => Err(InvalidValue::missing()),
            [entry] if entry.rest.is_empty() => self.text(entry.text),
            [_] => Err(InvalidValue::expected("one value, without brackets")),
            _ => Err(InvalidValue::repeated()),
        }
    }

    /// The elements of a list, in order.
    fn elements(self) -> Result<Vec<Element<'a>>, InvalidValue> {
        let separator: fn(&[u8]) -> usize = match self.style.list {
            List::Indices => return self.indexed_elements(),
            List::Repeat | List::Brackets => {
                let suffix = if self.style.list == List::Brackets { "[]" } else { "" };
                let elements = self.entries.iter().map(|entry| match entry.rest {
                    rest if rest == suffix => self.text(entry.text).map(Element::Text),
                    _ => Err(self.not_a_list()),
                });
                return elements.collect();
            }
            List::Csv => |text| usize::from(text.starts_with(b",")),
            List::Ssv => |text| match text {
                [b'+', ..] => 1,
                [b'%', b'2', b'0', ..] => 3,
                _ => 0,
            },
            List::Pipes => |text| match text {
                [b'|', ..] => 1,
                [b'%', b'7', b'C' | b'c', ..] => 3,
                _ => 0,
            },
        };
        match &self.entries[..] {
            [] => Ok(Vec::new()),
            [entry] if entry.rest.is_empty() => {
                let pieces = split(entry.text, separator).into_iter();
                pieces.map(|piece| self.text(piece).map(Element::Text)).collect()
            }
            [_] => Err(self.not_a_list()),
            _ => Err(InvalidValue::repeated()),
        }
    }

    /// The elements of a list whose names say their places. Each may be a struct or a map.
    fn indexed_elements(self) -> Result<Vec<Element<'a>>, InvalidValue> {
        let mut elements: Vec<(usize, Self)> = Vec::new();
        let mut known: HashMap<usize, usize> = HashMap::new();
        for entry in &*self.entries {
            let (place, rest) = place_and_rest(entry.rest).ok_or_else(|| self.not_a_list())?;
            let index = *known.entry(place).or_insert(elements.len());
            if index == elements.len() {
                elements
                    .push((place, Self { entries: Cow::default(), names: Names::Nested, ..self }));
            }
            if let Some((_, element)) = elements.get_mut(index) {
                element.entries.to_mut().push(Entry { rest, ..*entry });
            }
        }
        elements.sort_by_key(|(place, _)| *place);
        if elements.iter().enumerate().any(|(at, (place, _))| at != *place) {
            return Err(InvalidValue::malformed("expected the indices 0, 1, 2 and so on"));
        }
        let elements = elements.into_iter().map(|(_, element)| match &element.entries[..] {
            [Entry { rest: "", .. }] => element.scalar().map(Element::Text),
            [Entry { rest: "", .. }, ..] => Err(InvalidValue::repeated()),
            _ => Ok(Element::Node(element)),
        });
        elements.collect()
    }

    #[cold]
    fn not_a_list(&self) -> InvalidValue {
        InvalidValue::expected(match self.style.list {
            List::Brackets => "a list, with `[]` behind its name",
            List::Indices => "a list, with `[0]`, `[1]` and so on behind its name",
            _ => "a list, without brackets",
        })
    }

    /// `true` if a type that takes any kind of value should get a list.
    fn looks_like_a_list(&self) -> bool {
        self.entries.first().is_some_and(|first| match self.style.list {
            List::Brackets => matches!(first.rest, "" | "[]"),
            List::Indices => first.rest.is_empty() || place_and_rest(first.rest).is_some(),
            _ => first.rest.is_empty(),
        })
    }

    /// The texts by the names of members, in the order in which these came first; behind them, of
    /// the `fields`, those that are to be empty.
    fn members(self, fields: &[&'static str]) -> Result<Vec<(&'a str, Self)>, InvalidValue> {
        let Self { entries, style, depth, names, empty } = self;
        if depth == DEPTH {
            return Err(InvalidValue::malformed("it nests deeper than 16 levels"));
        }
        let nothing =
            Self { entries: Cow::default(), style, depth: depth + 1, names: Names::Nested, empty };
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut members: Vec<(&str, Self)> = Vec::new();
        for entry in &*entries {
            let Some((mut name, rest)) = member_and_rest(entry.rest, style, names) else {
                return Err(InvalidValue::expected("members, each with a name"));
            };
            if names == Names::AnyCase
                && let Some(field) = fields.iter().find(|field| field.eq_ignore_ascii_case(name))
            {
                name = field;
            }
            let index = *known.entry(name).or_insert(members.len());
            if index == members.len() {
                members.push((name, nothing.clone()));
            }
            if let Some((_, member)) = members.get_mut(index) {
                member.entries.to_mut().push(Entry { rest, ..*entry });
            }
        }
        let empty = empty.iter().filter(|field| fields.contains(field));
        let empty = empty.filter(|field| !known.contains_key(*field));
        members.extend(empty.map(|field| (*field, nothing.clone())));
        Ok(members)
    }

    /// The pairs of a list of pairs: a name and a value each.
    fn pairs(self) -> Vec<(&'a str, Self)> {
        let pairs = self.entries.iter().map(|entry| {
            let name = match self.style.list {
                List::Brackets | List::Indices => without_list_suffix(entry.rest),
                _ => entry.rest,
            };
            let rest = entry.rest.get(name.len()..).unwrap_or_default();
            let value = Self::of(vec![Entry { rest, ..*entry }].into(), self.style);
            (name, Self { depth: 1, ..value })
        });
        pairs.collect()
    }
}

/// An element of a list.
enum Element<'a> {
    Text(Text<'a>),
    /// A struct or a map.
    Node(Node<'a>),
}

/// Splits at separators. `separator` gives the length of the one that a text begins with.
fn split(text: &str, separator: fn(&[u8]) -> usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut begin, mut at) = (0, 0);
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        match separator(rest) {
            0 => at += 1,
            length => {
                pieces.extend(text.get(begin..at));
                at += length;
                begin = at;
            }
        }
    }
    pieces.extend(text.get(begin..));
    pieces
}

/// The name of a member, and what follows it: `b` and `[c]` of `[b][c]`, or of the whole name `b[c]`.
fn member_and_rest(name: &str, style: Style, names: Names) -> Option<(&str, &str)> {
    let name = match (style.nested, names) {
        (_, Names::Whole | Names::AnyCase) => name,
        (Nested::Dots, Names::Nested) => name.strip_prefix('.')?,
        (Nested::Brackets, Names::Nested) => {
            return name.strip_prefix('[')?.split_once(']');
        }
        (Nested::Unsupported, Names::Nested) => return None,
    };
    let end = match style.nested {
        Nested::Brackets => name.find('['),
        Nested::Dots => {
            let end = name.find('.').unwrap_or(name.len());
            let member = name.get(..end).unwrap_or_default();
            let has_place = matches!(style.list, List::Brackets | List::Indices);
            Some(if has_place { without_list_suffix(member).len() } else { end })
        }
        Nested::Unsupported => match style.list {
            List::Brackets | List::Indices => Some(without_list_suffix(name).len()),
            _ => None,
        },
    };
    Some(name.split_at(end.filter(|end| *end > 0).unwrap_or(name.len())))
}
