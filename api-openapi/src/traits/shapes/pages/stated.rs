//! The members of a page that tell of the list and of what follows.

use indexmap::IndexMap;

use super::asked::{Asked, is_integer, is_text};
use super::key_of;
use super::words::{
    ITEMS, LAST, LINKS, MORE, NESTS, NEXT, NEXT_URL, NUMBER, OFFSET, SIZE, TOTAL, is_one, squeezed,
};
use crate::document::Value;
use crate::model::{Api, Integer, Kind, Parameter, Schema};
use crate::traits::shapes::{Member, members};

/// As far as members within members are looked at: `_links.next.href`.
const DEPTH: usize = 3;

/// The way to a member: its name, and the names of those around it in front.
type Path = Vec<String>;

/// The facts that a page states about itself.
pub(super) struct Stated<'a> {
    pub(super) items: String,
    pub(super) next: Option<Cursor<'a>>,
    pub(super) next_url: Option<Path>,
    pub(super) more: Option<Path>,
    pub(super) number: Option<Path>,
    pub(super) last: Option<Path>,
    pub(super) total: Option<Path>,
    pub(super) size: Option<Path>,
    pub(super) offset: Option<Path>,
    /// The key of an item.
    pub(super) key: Option<String>,
}

/// The cursor of the next page.
pub(super) struct Cursor<'a> {
    pub(super) path: Path,
    /// Its type, if it is no text.
    pub(super) integer: Option<Integer>,
    /// The parameter that takes it.
    pub(super) parameter: &'a Parameter,
}

/// A member, and the way to it.
struct Found<'s> {
    path: Path,
    schema: &'s Schema,
}

impl<'a> Stated<'a> {
    /// None if there is no list, or more than one and nothing that tells them apart.
    pub(super) fn of(api: &Api, page: &Schema, asked: &Asked<'a>) -> Option<Self> {
        let own = members(api, page)?;
        let (items, item) = items(api, &own)?;
        let mut found = Vec::new();
        gather(api, &own, &mut Vec::new(), &mut found);
        let named = |words: &[&str], fits: fn(&Api, &Schema) -> bool| {
            let mut fitting = found.iter().filter(|f| fits(api, f.schema));
            fitting.find(|f| is_one(f.name(), words)).map(|f| f.path.clone())
        };
        Some(Self {
            next: next(api, &found, asked),
            next_url: found.iter().find(|f| f.is_url(api)).map(|f| f.path.clone()),
            more: named(MORE, |api, schema| matches!(api.resolved(schema).kind, Kind::Boolean)),
            number: named(NUMBER, is_integer),
            last: named(LAST, is_integer),
            total: named(TOTAL, is_integer),
            size: named(SIZE, is_integer),
            offset: named(OFFSET, is_integer),
            key: key_of(api, item, None),
            items,
        })
    }
}

/// The list of the items: the only one, or the one that is called so.
fn items<'s>(api: &'s Api, own: &IndexMap<&str, Member<'s>>) -> Option<(String, &'s Schema)> {
    let lists = own.iter().filter_map(|(name, member)| match &api.resolved(member.schema).kind {
        Kind::List(item) => Some(((*name).to_owned(), &**item)),
        _ => None,
    });
    let mut lists: Vec<(String, &Schema)> = lists.collect();
    match lists.len() {
        1 => lists.pop(),
        _ => lists.into_iter().find(|(name, _)| is_one(name, ITEMS)),
    }
}

/// All members that may say something, the nearest first.
fn gather<'s>(
    api: &'s Api,
    own: &IndexMap<&str, Member<'s>>,
    way: &mut Path,
    found: &mut Vec<Found<'s>>,
) {
    let path = |name: &str, way: &Path| way.iter().cloned().chain([name.to_owned()]).collect();
    for (name, member) in own {
        found.push(Found { path: path(name, way), schema: member.schema });
    }
    for (name, member) in own {
        let is_nest = is_one(name, NESTS) || !way.is_empty() && squeezed(name) == "next";
        let inner = api.resolved(member.schema);
        if is_nest
            && way.len() + 1 < DEPTH
            && matches!(inner.kind, Kind::Object(_) | Kind::All(_))
            && let Some(inside) = members(api, inner)
        {
            way.push((*name).to_owned());
            gather(api, &inside, way, found);
            way.pop();
        }
    }
}

/// The cursor of the next page: a member of a name that says so, or of the parameter's own name.
fn next<'a>(api: &Api, found: &[Found<'_>], asked: &Asked<'a>) -> Option<Cursor<'a>> {
    let has_more = found.iter().any(|f| is_one(f.name(), MORE));
    let texts = asked.cursor.map(|parameter| (parameter, is_text as fn(&Api, &Schema) -> bool));
    let number = asked.number.or(asked.offset);
    let integers = number.map(|p| (p, is_integer as fn(&Api, &Schema) -> bool));
    for (parameter, fits) in [texts, integers].into_iter().flatten() {
        let mut fitting = found.iter().filter(|f| fits(api, f.schema) && !f.is_url(api));
        let next = fitting.find(|f| {
            let is_text = asked.cursor.is_some_and(|cursor| std::ptr::eq(cursor, parameter));
            let nested = f.path.len() > 1;
            is_one(f.name(), NEXT)
                // The page's own cursor is that of the next one, by the name of what asks for it.
                || is_text && squeezed(f.name()) == squeezed(&parameter.name) && f.name() != "page"
                || is_text && nested && is_one(f.name(), &["after", "continue", "cursor"])
                || is_text && has_more && squeezed(f.name()) == "lastid"
        });
        if let Some(next) = next {
            let integer = match api.resolved(next.schema).kind {
                Kind::Integer(width) => Some(width),
                _ => None,
            };
            return Some(Cursor { path: next.path.clone(), integer, parameter });
        }
    }
    None
}

impl Found<'_> {
    fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// `true` of the URL of the next page.
    fn is_url(&self, api: &Api) -> bool {
        let schema = api.resolved(self.schema);
        if !matches!(schema.kind, Kind::Text(_)) {
            return false;
        }
        if is_one(self.name(), NEXT_URL) {
            return true;
        }
        let around = self.path.len().checked_sub(2).and_then(|index| self.path.get(index));
        let around = around.map(|name| squeezed(name)).unwrap_or_default();
        let is_next = matches!(squeezed(self.name()).as_str(), "next" | "nextpage")
            || around == "next" && matches!(self.name(), "href" | "url");
        if !is_next {
            return false;
        }
        let words = self.schema.description.as_deref().or(schema.description.as_deref());
        let words = words.unwrap_or_default();
        let example = self.schema.example.as_ref().or(schema.example.as_ref());
        matches!(schema.format.as_deref(), Some("uri" | "url" | "uri-reference"))
            || around == "next"
            || LINKS.contains(&around.as_str())
            || words
                .split(|c: char| !c.is_alphanumeric())
                .any(|w| matches!(w, "URL" | "url" | "link"))
            || matches!(example, Some(Value::Text(text)) if text.starts_with("http") || text.starts_with('/'))
    }
}
