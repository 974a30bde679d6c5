//! Pages: a list, and a parameter that asks for what follows it.
//!
//! | question | file |
//! | --- | --- |
//! | Which rule a list is declared with | this file |
//! | Which parameter asks for the next page | `asked.rs` |
//! | Which members of a page say what | `stated.rs` |
//! | By which names they are known | `words.rs` |

mod asked;
mod stated;
mod words;

use self::asked::Asked;
use self::stated::{Cursor, Stated};
use super::members;
use crate::model::{Api, Kind, Operation, Parameter, Response, Schema};

/// The rule by which a list goes on behind a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageRule {
    /// The member with the items; none of a bare list.
    pub(crate) items: Option<String>,
    /// As in `link` and `last_key = "id"`: of the type, or of the endpoint of a bare list.
    pub(crate) options: Vec<String>,
    /// The facts that members state about the page: the word of the option, and the way to the member.
    pub(crate) facts: Vec<(&'static str, Vec<String>)>,
}

/// A page, and the name of the parameter that asks for the next one.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) rule: PageRule,
    pub(crate) parameter: String,
}

/// The rule of a response whose payload is `schema`, if it is a page.
pub(crate) fn find(
    api: &Api,
    operation: &Operation,
    response: &Response,
    schema: &Schema,
) -> Option<Page> {
    let page = api.resolved(schema);
    if schema.nullable || page.nullable {
        return None;
    }
    let asked = Asked::of(api, operation);
    let has_link = response.headers.keys().any(|name| name.eq_ignore_ascii_case("link"));
    match &page.kind {
        Kind::List(item) => bare(api, operation, &asked, has_link, item),
        Kind::Object(_) | Kind::All(_) => {
            let stated = Stated::of(api, page, &asked)?;
            of_members(&asked, &stated, has_link)
        }
        _ => None,
    }
}

/// A list without anything around it.
fn bare(
    api: &Api,
    operation: &Operation,
    asked: &Asked<'_>,
    has_link: bool,
    item: &Schema,
) -> Option<Page> {
    let found = |parameter: &Parameter, option: String| {
        let rule = PageRule { options: vec![option], ..PageRule::default() };
        Some(Page { rule, parameter: parameter.name.clone() })
    };
    if has_link && let Some(parameter) = asked.any(operation) {
        return found(parameter, "link".to_owned());
    }
    // The header may be sent and not be described. Then a short page need not be the last one.
    let tells_elsewhere = api.names_link_header();
    if let Some(parameter) = asked.after
        && let Some(key) = key_of(api, item, Some(&parameter.schema))
    {
        return found(parameter, format!("last_key = {key:?}"));
    }
    if tells_elsewhere || asked.size.is_none() {
        return None;
    }
    if let Some(parameter) = asked.number {
        let first = if asked.begins_with_zero { ", first = 0" } else { "" };
        return found(parameter, format!("until_short{first}"));
    }
    found(asked.offset?, "offset, until_short".to_owned())
}

/// An object with the list, and with members that tell of what follows.
fn of_members(asked: &Asked<'_>, stated: &Stated, has_link: bool) -> Option<Page> {
    let (mut options, mut facts) = (Vec::new(), Vec::new());
    let mut say = |word: &'static str, path: &Option<Vec<String>>| {
        if let Some(path) = path {
            facts.push((word, path.clone()));
        }
    };
    let parameter = if has_link && let Some(parameter) = asked.first() {
        options.push("link".to_owned());
        parameter
    } else if let Some(Cursor { path, integer, parameter }) = &stated.next {
        say("next", &Some(path.clone()));
        // Without a word, a cursor in an object of its own is a text.
        if let Some(integer) = integer.filter(|_| path.len() > 1) {
            options.push(format!("cursor = {}", integer.rust()));
        }
        say("more", &stated.more);
        parameter
    } else if stated.next_url.is_some()
        && let Some(parameter) = asked.first()
    {
        say("next_url", &stated.next_url);
        parameter
    } else if let Some(parameter) = asked.after
        && let Some(key) = stated.key.as_ref().filter(|_| stated.more.is_some())
    {
        options.push(format!("last_key = {key:?}"));
        say("more", &stated.more);
        parameter
    } else if let Some(parameter) = asked.number
        && (stated.last.is_some() || stated.total.is_some() || stated.more.is_some())
    {
        let counted = stated.number.is_some() || stated.last.is_some() || stated.total.is_some();
        say("number", &stated.number);
        say("last", &stated.last);
        say("total", &stated.total);
        say("size", &stated.size);
        say("more", &stated.more);
        if !counted {
            options.push("until_short".to_owned());
        }
        if asked.begins_with_zero {
            options.push("first = 0".to_owned());
        }
        parameter
    } else if let Some(parameter) = asked.offset
        && (stated.total.is_some() || stated.more.is_some())
    {
        // The member is the option where the page repeats its offset.
        match &stated.offset {
            Some(_) => say("offset", &stated.offset),
            None => options.push("offset".to_owned()),
        }
        say("total", &stated.total);
        say("more", &stated.more);
        parameter
    } else {
        return None;
    };
    let rule = PageRule { items: Some(stated.items.clone()), options, facts };
    Some(Page { rule, parameter: parameter.name.clone() })
}

/// The name of the key of an item, which a text asks for the items behind: its `id`. Of a bare list, key
/// and parameter must be of one named type, or of one format.
fn key_of(api: &Api, item: &Schema, asked: Option<&Schema>) -> Option<String> {
    // The variants of a union have no field in common.
    if !matches!(api.resolved(item).kind, Kind::Object(_)) {
        return None;
    }
    let id = *members(api, item)?.get("id")?;
    if !id.required || id.schema.nullable || !asked::is_text(api, id.schema) {
        return None;
    }
    let fits = asked.is_none_or(|asked| {
        let (asked, id) = (api.resolved(asked), api.resolved(id.schema));
        asked.at == id.at || asked.format.is_some() && asked.format == id.format
    });
    fits.then(|| "id".to_owned())
}
