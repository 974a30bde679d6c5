//! The rules of bare lists, as their endpoints declare them: `page(…)`.

use std::fmt;

use serde_json::Value;

use super::list::PageItems;
use super::of_call::Rule;
use super::paginated::{Next, PageContext};
use super::rules::{PageFacts, by_key, by_link, by_number, by_offset};

/// The rule of a bare list by page numbers, until a short page.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByNumber {
    /// The number of the first page, where that is not 1.
    pub first: Option<u64>,
    /// The number of items on a full page, where that is declared.
    pub size: Option<u64>,
}

impl<L: PageItems> Rule<L> for ByNumber {
    type Item = L::Item;

    fn count(&self, list: &L) -> usize {
        list.count()
    }

    fn next(&self, list: &L, at: &PageContext<'_>) -> Next<Value> {
        let (first, size, count) = (self.first, self.size, list.count());
        let facts = PageFacts { count, first, size, until_short: true, ..PageFacts::default() };
        by_number(at, &facts).into_value()
    }

    fn items_of(&self, list: L) -> Vec<L::Item> {
        list.into_items()
    }
}

/// The rule of a bare list by the number of items to leave out.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByOffset {
    /// True if a short page is the last.
    pub until_short: bool,
    /// The number of items on a full page, where that is declared.
    pub size: Option<u64>,
}

impl<L: PageItems> Rule<L> for ByOffset {
    type Item = L::Item;

    fn count(&self, list: &L) -> usize {
        list.count()
    }

    fn next(&self, list: &L, at: &PageContext<'_>) -> Next<Value> {
        let (count, size, until_short) = (list.count(), self.size, self.until_short);
        let facts = PageFacts { count, size, until_short, ..PageFacts::default() };
        by_offset(at, &facts).into_value()
    }

    fn items_of(&self, list: L) -> Vec<L::Item> {
        list.into_items()
    }
}

/// The rule of a bare list by the `Link` header.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByLink;

impl<L: PageItems> Rule<L> for ByLink {
    type Item = L::Item;

    fn count(&self, list: &L) -> usize {
        list.count()
    }

    fn next(&self, list: &L, at: &PageContext<'_>) -> Next<Value> {
        by_link(at, &PageFacts { count: list.count(), ..PageFacts::default() }).into_value()
    }

    fn items_of(&self, list: L) -> Vec<L::Item> {
        list.into_items()
    }
}

/// The rule of a bare list by the key of its last item.
pub struct ByLastKey<L> {
    /// The key of the last item.
    pub key: fn(&L) -> Option<Value>,
    /// True if a short page is the last.
    pub until_short: bool,
    /// The number of items on a full page, where that is declared.
    pub size: Option<u64>,
}

impl<L: PageItems> Rule<L> for ByLastKey<L> {
    type Item = L::Item;

    fn count(&self, list: &L) -> usize {
        list.count()
    }

    fn next(&self, list: &L, at: &PageContext<'_>) -> Next<Value> {
        let (count, size, until_short) = (list.count(), self.size, self.until_short);
        let facts = PageFacts { count, size, until_short, ..PageFacts::default() };
        by_key(at, &facts, (self.key)(list))
    }

    fn items_of(&self, list: L) -> Vec<L::Item> {
        list.into_items()
    }
}

impl<L> fmt::Debug for ByLastKey<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByLastKey")
    }
}
