//! Pages: a list beside a cursor for the next one, or beside a member that says that there is more.

use super::members;
use crate::document::Place;
use crate::model::{Api, Kind, Location, Operation, Schema, TextFormat};

/// How a list goes on behind a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageRule {
    /// The member with the items.
    pub(crate) items: String,
    pub(crate) next: NextPage,
    /// The member that is false on the last page.
    pub(crate) more: Option<String>,
}

/// What the next page is asked for with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NextPage {
    /// This member of the page.
    Member(String),
    /// This member of the last item.
    LastKey(String),
}

/// Parameters that take a cursor.
const CURSORS: &[&str] = &[
    "cursor",
    "after",
    "starting_after",
    "startingafter",
    "page_token",
    "pagetoken",
    "next_token",
    "nexttoken",
    "continuation_token",
    "continuationtoken",
    "marker",
    "next_cursor",
    "start_cursor",
    "page",
];
/// Members that hold the next cursor.
const NEXT: &[&str] = &[
    "next_cursor",
    "nextcursor",
    "next_page_token",
    "nextpagetoken",
    "next_token",
    "nexttoken",
    "next_marker",
    "nextmarker",
    "next_page",
    "nextpage",
    "continuation_token",
    "continuationtoken",
    "end_cursor",
    "endcursor",
];
const MORE: &[&str] = &["has_more", "hasmore", "has_next", "hasnext", "more"];

/// The rule of a page, the place of its type, and the parameter that takes the cursor.
pub(crate) fn find(
    api: &Api,
    operation: &Operation,
    schema: &Schema,
) -> Option<(PageRule, Place, String)> {
    let page = api.resolved(schema);
    if schema.nullable || page.nullable || !matches!(page.kind, Kind::Object(_)) {
        return None;
    }
    let is_text = |schema: &Schema| {
        matches!(api.resolved(schema).kind, Kind::Text(TextFormat::Plain | TextFormat::Uuid))
    };
    let parameter = operation.parameters.iter().find(|parameter| {
        parameter.location == Location::Query
            && !parameter.required
            && is_text(&parameter.schema)
            && CURSORS.contains(&parameter.name.to_ascii_lowercase().as_str())
    })?;
    let members = members(api, page)?;
    let mut lists = members.iter().filter(|(_, member)| {
        matches!(member.schema.kind, Kind::List(_)) && !member.schema.nullable
    });
    let (items, list) = lists.next().filter(|_| lists.next().is_none())?;
    let named = |names: &[&str]| {
        members.iter().find(|(name, _)| names.contains(&name.to_ascii_lowercase().as_str()))
    };
    let more = named(MORE).filter(|(_, member)| {
        member.required && !member.schema.nullable && matches!(member.schema.kind, Kind::Boolean)
    });
    let more = more.map(|(name, _)| (*name).to_owned());
    let next = named(NEXT).or_else(|| named(&["last_id"]).filter(|_| more.is_some()));
    let next = next.filter(|(_, member)| is_text(member.schema));
    let next = match (next, &list.schema.kind) {
        (Some((name, _)), _) => NextPage::Member((*name).to_owned()),
        (None, Kind::List(item)) if more.is_some() => {
            // The variants of a union have no field in common.
            if !matches!(api.resolved(item).kind, Kind::Object(_)) {
                return None;
            }
            let item = super::members(api, item)?;
            let id = item.get("id")?;
            if !id.required || !is_text(id.schema) || id.schema.nullable {
                return None;
            }
            NextPage::LastKey("id".to_owned())
        }
        _ => return None,
    };
    let rule = PageRule { items: (*items).to_owned(), next, more };
    Some((rule, page.at.clone(), parameter.name.clone()))
}
