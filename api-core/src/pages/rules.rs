//! The ways in which lists go on, each once: what the derive and the endpoint's `page(…)` come to.
//!
//! Each rule gets what the page says of itself as [`PageFacts`]. A server may leave out any of it, so
//! each of them also ends at a page without items, unless the page itself says that more follow. Where it
//! says so and nothing can ask for them, the list fails: its rest must not be taken for nothing.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::facts::{is_nothing, to_value};
use super::fit::{PageKey, PageUrl};
use super::paginated::{Next, PageContext};

/// The facts that a page states about itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageFacts {
    /// The number of items on it.
    pub count: usize,
    /// Its number.
    pub number: Option<u64>,
    /// The number of the last page.
    pub last: Option<u64>,
    /// The number of items on all pages.
    pub total: Option<u64>,
    /// The number of items on a full page.
    pub size: Option<u64>,
    /// The number of items before it.
    pub offset: Option<u64>,
    /// False if no page follows.
    pub more: Option<bool>,
    /// The number of the first page, where that is not 1.
    pub first: Option<u64>,
    /// True if a page with fewer items than a full one is the last.
    pub until_short: bool,
}

impl PageFacts {
    /// True if the page has no items, or fewer than a full one where that means the end. The size of a
    /// full page is the one that is known, or else that of the largest page so far: a server may send
    /// fewer items than it was asked for.
    fn is_short(&self, at: &PageContext<'_>) -> bool {
        let full = self.size.unwrap_or(at.largest as u64);
        self.count == 0 || self.until_short && (self.count as u64) < full
    }
}

/// Page numbers: until the last one, until there were as many items as there are in total, or until a
/// short page.
#[must_use]
pub fn by_number(at: &PageContext<'_>, facts: &PageFacts) -> Next<u64> {
    let first = facts.first.unwrap_or(1);
    let asked = at.cursor().unwrap_or(first);
    // The first page may be any: the server's default.
    let sent = facts.number.filter(|sent| *sent != asked && !at.is_first);
    if let Some(sent) = sent.filter(|sent| *sent < asked) {
        return match facts.last {
            Some(last) if last <= sent => Next::Over,
            None if facts.total.is_some_and(|total| total <= at.items_before()) => Next::Over,
            _ => Next::Repeats(format!("page {asked} was asked for, and page {sent} came again")),
        };
    }
    if facts.number.is_none() && facts.count > 0 && at.is_repeated() {
        return repeated(at);
    }
    let number = facts.number.unwrap_or(asked);
    let is_last = match facts {
        PageFacts { more: Some(more), .. } => !more,
        PageFacts { last: Some(last), .. } => number >= *last,
        PageFacts { total: Some(total), size: Some(size @ 1..), .. } => {
            let pages = number.saturating_sub(first).saturating_add(1);
            facts.count == 0 || pages.saturating_mul(*size) >= *total
        }
        PageFacts { total: Some(total), .. } => {
            facts.count == 0 || at.items_before().saturating_add(facts.count as u64) >= *total
        }
        _ => facts.is_short(at),
    };
    match number.checked_add(1).filter(|_| !is_last) {
        Some(next) => Next::Cursor(next),
        None => Next::End,
    }
}

/// The number of items to leave out.
#[must_use]
pub fn by_offset(at: &PageContext<'_>, facts: &PageFacts) -> Next<u64> {
    let asked = at.cursor().unwrap_or(0);
    let sent = facts.offset.filter(|sent| *sent < asked && !at.is_first);
    if let Some(sent) = sent {
        return match facts.total {
            Some(total) if total <= asked => Next::Over,
            _ => {
                Next::Repeats(format!("offset {asked} was asked for, and offset {sent} came again"))
            }
        };
    }
    if facts.offset.is_none() && facts.count > 0 && at.is_repeated() {
        return repeated(at);
    }
    if facts.count == 0 && facts.more == Some(true) {
        return stuck(at);
    }
    let next = facts.offset.unwrap_or(asked).checked_add(facts.count as u64);
    let is_last = match facts {
        PageFacts { more: Some(more), .. } => !more,
        PageFacts { total: Some(total), .. } => {
            facts.count == 0 || next.is_none_or(|next| next >= *total)
        }
        _ => facts.is_short(at),
    };
    match next.filter(|_| !is_last) {
        Some(next) => Next::Cursor(next),
        None => Next::End,
    }
}

/// A cursor in the payload.
#[must_use]
pub fn by_cursor<C: Serialize>(facts: &PageFacts, next: Option<C>) -> Next<C> {
    // One that cannot be written is not nothing: the list fails when it is.
    let is_cursor = |next: &C| !serde_json::to_value(next).is_ok_and(|next| is_nothing(&next));
    match next.filter(|next| facts.more != Some(false) && is_cursor(next)) {
        Some(next) => Next::Cursor(next),
        None => end(facts, "has no cursor"),
    }
}

/// The URL of the next page in the payload.
#[must_use]
pub fn by_url(facts: &PageFacts, next: Option<&impl Serialize>) -> Next<PageUrl> {
    match next.map(to_value) {
        Some(url) if facts.more == Some(false) || is_nothing(&url) => end(facts, "has no URL"),
        Some(Value::String(url)) => Next::Url(url),
        Some(_) => Next::Fails("the URL of the next page is no text".to_owned()),
        None => end(facts, "has no URL"),
    }
}

/// The `Link` header.
#[must_use]
pub fn by_link(at: &PageContext<'_>, facts: &PageFacts) -> Next<PageUrl> {
    match at.link("next") {
        Some(_) if facts.count > 0 && at.is_repeated() => repeated(at),
        Some(url) if facts.more != Some(false) => Next::Url(url),
        _ => end(facts, "came without a `Link`"),
    }
}

/// The end of a list by a page that names no next one.
fn end<C>(facts: &PageFacts, lacks: &str) -> Next<C> {
    match facts.more {
        Some(true) => {
            Next::Fails(format!("the page says that more follow, and {lacks} to ask for them with"))
        }
        _ => Next::End,
    }
}

/// The failure of a list by a page that does not lead on: what asks for the next page is what asked for it.
fn stuck<C>(at: &PageContext<'_>) -> Next<C> {
    let number = at.number();
    Next::Repeats(format!(
        "page {number} says that more follow, and is empty: the page behind it is page {number} again"
    ))
}

/// The key of the last item. A page without items has none, and is the last.
#[must_use]
pub fn by_key<C: Serialize>(at: &PageContext<'_>, facts: &PageFacts, key: Option<C>) -> Next<C> {
    if facts.count == 0 && facts.more == Some(true) {
        return stuck(at);
    }
    let is_last = facts.more.map_or_else(|| facts.is_short(at), |more| !more);
    match key.filter(|key| !to_value(key).is_null()) {
        _ if is_last => Next::End,
        Some(key) => Next::Cursor(key),
        None => Next::Fails("the last item of the page has no key".to_owned()),
    }
}

/// The key of the last item as the response has it: for items of a type that the page is generic in.
/// `items` has the names of the list in the payload, and `key` is the path of the key in an item.
#[must_use]
pub fn by_key_in_response(
    at: &PageContext<'_>,
    facts: &PageFacts,
    items: &[&str],
    key: &str,
) -> Next<PageKey> {
    let Some(last) = facts.count.checked_sub(1) else { return by_key(at, facts, None) };
    if !at.has_body() {
        let why = "the key of the last item is read from the response, which is not at hand here: let the \
                   endpoint return `Response<…>`";
        return Next::Fails(why.to_owned());
    }
    match at.member_of_items::<Value>(items, &format!("{last}.{key}")) {
        Some(key) => by_key(at, facts, Some(PageKey::new(key))),
        None => Next::Fails(format!("the last item of the page has no `{key}`")),
    }
}

/// The key of an item, in a form that fits any parameter.
#[must_use]
pub(super) fn any_key(key: &(impl Serialize + ?Sized)) -> PageKey {
    PageKey::new(to_value(key))
}

/// The key of an item as JSON.
pub fn key_value(key: &(impl Serialize + ?Sized)) -> Value {
    to_value(key)
}

/// True if the items of the page before came once more; they have these names on the page.
#[must_use]
pub fn items_again(at: &PageContext<'_>, names: &[&str]) -> bool {
    at.has_same(names)
}

fn repeated<C>(at: &PageContext<'_>) -> Next<C> {
    let number = at.number();
    Next::Repeats(format!("page {number} is page {} again", number.saturating_sub(1)))
}

impl Next<PageKey> {
    /// Reads the key as a declared type.
    #[must_use]
    pub fn typed<C: DeserializeOwned>(self) -> Next<C> {
        match self {
            Self::Cursor(key) => match C::deserialize(to_value(&key)) {
                Ok(key) => Next::Cursor(key),
                Err(_) => Next::Fails("the key of the last item is of another type".to_owned()),
            },
            Self::End => Next::End,
            Self::Url(url) => Next::Url(url),
            Self::Over => Next::Over,
            Self::Repeats(what) => Next::Repeats(what),
            Self::Fails(why) => Next::Fails(why),
        }
    }
}

impl<C: Serialize> Next<C> {
    /// Turns the cursor into JSON.
    pub(super) fn into_value(self) -> Next<Value> {
        match self {
            Self::End => Next::End,
            Self::Cursor(cursor) => match serde_json::to_value(&cursor) {
                Ok(cursor) => Next::Cursor(cursor),
                Err(error) => {
                    Next::Fails(format!("the next page's cursor cannot be written: {error}"))
                }
            },
            Self::Url(url) => Next::Url(url),
            Self::Over => Next::Over,
            Self::Repeats(what) => Next::Repeats(what),
            Self::Fails(why) => Next::Fails(why),
        }
    }
}
