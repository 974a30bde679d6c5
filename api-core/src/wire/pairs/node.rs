//! What was sent for one value, before the declared type has said what it is.

use std::collections::HashMap;

use super::read::{decode, twice};
use crate::wire::invalid::InvalidValue;
use crate::wire::scalar::read::Text;
use crate::wire::style::{List, Nested, Style};

/// How deep structs and maps may nest, as deep as they are written.
const DEPTH: usize = 16;

/// A pair of a value: what of its name is still to be read, and its text.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) rest: &'a str,
    pub(crate) value: &'a str,
}

/// All pairs of one value.
pub(crate) struct Node<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
    pub(crate) style: Style,
    pub(crate) depth: usize,
    /// Whether the rests of the names are whole names.
    pub(crate) root: bool,
    /// Fields that are empty if they are not there.
    pub(crate) empty: &'a [&'static str],
}

impl<'a> Node<'a> {
    fn text(&self, value: &'a str) -> Result<Text<'a>, InvalidValue> {
        let text = if self.style.encoded { value.into() } else { decode(value)? };
        Ok(Text { text, digits: self.style.digits })
    }

    /// The one text of a scalar.
    pub(crate) fn scalar(&self) -> Result<Text<'a>, InvalidValue> {
        match &self.entries[..] {
            [] => Err(InvalidValue::missing()),
            [entry] if entry.rest.is_empty() => self.text(entry.value),
            [_] => Err(InvalidValue::new("expected one value, without brackets")),
            _ => Err(twice()),
        }
    }

    /// The elements of a list, in order.
    pub(crate) fn elements(self) -> Result<Vec<Text<'a>>, InvalidValue> {
        let style = self.style;
        let mut places = Vec::new();
        for entry in &self.entries {
            let place = match (style.list, entry.rest) {
                (List::Brackets, "[]") => 0,
                (List::Indices, rest) => {
                    let index = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
                    let index = index.filter(|index| index.bytes().all(|b| b.is_ascii_digit()));
                    index
                        .and_then(|index| index.parse::<usize>().ok())
                        .ok_or_else(|| unlisted(style))?
                }
                (List::Brackets, _) => return Err(unlisted(style)),
                (_, "") => 0,
                (_, _) => return Err(unlisted(style)),
            };
            places.push((place, entry.value));
        }
        if style.list == List::Indices {
            places.sort_by_key(|(place, _)| *place);
            if places.iter().enumerate().any(|(at, (place, _))| at != *place) {
                return Err(InvalidValue::malformed("expected the indices 0, 1, 2 and so on"));
            }
        }
        let separators: &[&str] = match style.list {
            List::Csv => &[","],
            List::Ssv => &["%20", "+"],
            List::Pipes => &["%7C", "%7c", "|"],
            List::Repeat | List::Brackets | List::Indices => {
                return places.into_iter().map(|(_, value)| self.text(value)).collect();
            }
        };
        match &places[..] {
            [] => Ok(Vec::new()),
            [(_, value)] => split(value, separators).into_iter().map(|v| self.text(v)).collect(),
            _ => Err(twice()),
        }
    }

    /// The pairs by the names of members, in the order in which these came first; behind them, of the
    /// `fields`, those that are to be empty.
    pub(crate) fn members(
        self,
        fields: &[&'static str],
    ) -> Result<Vec<(&'a str, Self)>, InvalidValue> {
        let Self { entries, style, depth, root, empty } = self;
        if depth == DEPTH {
            return Err(InvalidValue::malformed("it nests deeper than 16 levels"));
        }
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut members: Vec<(&str, Self)> = Vec::new();
        for entry in entries {
            let Some((key, rest)) = key(entry.rest, style, root) else {
                return Err(InvalidValue::new("expected members, each with a name"));
            };
            let place = *places.entry(key).or_insert(members.len());
            if place == members.len() {
                let node =
                    Self { entries: Vec::new(), style, depth: depth + 1, root: false, empty };
                members.push((key, node));
            }
            if let Some((_, member)) = members.get_mut(place) {
                member.entries.push(Entry { rest, ..entry });
            }
        }
        for field in empty.iter().filter(|field| fields.contains(field)) {
            if !places.contains_key(field) {
                let entries = Vec::new();
                members
                    .push((field, Self { entries, style, depth: depth + 1, root: false, empty }));
            }
        }
        Ok(members)
    }
}

fn unlisted(style: Style) -> InvalidValue {
    InvalidValue::new(match style.list {
        List::Brackets => "expected a list, with `[]` behind its name",
        List::Indices => "expected a list, with `[0]`, `[1]` and so on behind its name",
        _ => "expected a list, without brackets",
    })
}

/// Splits at whichever of the separators comes first, again and again.
fn split<'a>(mut text: &'a str, separators: &[&str]) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    loop {
        let found = separators.iter().filter_map(|separator| {
            let at = text.find(separator)?;
            Some((at, separator.len()))
        });
        let Some((at, len)) = found.min() else {
            pieces.push(text);
            return pieces;
        };
        let (piece, rest) = text.split_at(at);
        pieces.push(piece);
        text = rest.get(len..).unwrap_or_default();
    }
}

/// The name of a member, and what follows it: `b` and `[c]` of `[b][c]`, at the root of `b[c]`.
fn key(rest: &str, style: Style, root: bool) -> Option<(&str, &str)> {
    let rest = match (style.nested, root) {
        (_, true) => rest,
        (Nested::Dots, false) => rest.strip_prefix('.')?,
        (Nested::Brackets, false) => {
            let (key, rest) = rest.strip_prefix('[')?.split_once(']')?;
            return Some((key, rest));
        }
        (Nested::Unsupported, false) => return None,
    };
    let end = match style.nested {
        Nested::Brackets => rest.find('[').filter(|at| *at > 0),
        Nested::Dots => rest.find('.').filter(|at| *at > 0).or_else(|| listed(rest, style)),
        Nested::Unsupported => listed(rest, style),
    };
    Some(rest.split_at(end.unwrap_or(rest.len())))
}

/// Where the name of a list ends and its brackets begin.
pub(crate) fn listed(name: &str, style: Style) -> Option<usize> {
    let open = name.rfind('[').filter(|at| *at > 0 && name.ends_with(']'))?;
    let inner = name.get(open + 1..name.len() - 1)?;
    let fits = match style.list {
        List::Brackets => inner.is_empty(),
        List::Indices => !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    fits.then_some(open)
}
