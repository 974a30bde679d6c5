//! Lists in pages: how an operation goes on, which OpenAPI has no words for.

use std::marker::PhantomData;

use serde_json::{Map, Value, json};

use super::operation::Operation;
use super::schema::Object;
use crate::Response;
use crate::endpoint::Location;

/// The rule by which a list goes on behind a page, as `#[derive(Paginated)]` or `page(…)` declare it.
#[derive(Clone, Copy, Debug)]
pub struct PageTable {
    rule: &'static str,
    /// The members of the payload, by what they say.
    members: [Option<(&'static str, &'static str)>; MOST],
    first: Option<u64>,
    until_short: Option<u64>,
}

/// One more than the words of the derive that can be together.
const MOST: usize = 8;

impl PageTable {
    /// A list that goes on by this rule.
    #[must_use]
    pub const fn new(rule: &'static str) -> Self {
        Self { rule, members: [None; MOST], first: None, until_short: None }
    }

    /// Adds a member of the payload.
    #[must_use]
    pub const fn with(mut self, word: &'static str, path: &'static str) -> Self {
        let mut rest: &mut [Option<(&'static str, &'static str)>] = &mut self.members;
        while let [slot, others @ ..] = rest {
            if slot.is_none() {
                *slot = Some((word, path));
                return self;
            }
            rest = others;
        }
        self
    }

    /// Sets the number of the first page, where that is not 1.
    #[must_use]
    pub const fn first(mut self, first: u64) -> Self {
        self.first = Some(first);
        self
    }

    /// Ends the list with a page of fewer items than `size`; with 0, than the largest page so far.
    #[must_use]
    pub const fn until_short(mut self, size: u64) -> Self {
        self.until_short = Some(size);
        self
    }

    fn described(&self, location: Location, name: &str) -> Value {
        let mut cursor = Object::default().with("in", place(location));
        if location != Location::Url {
            cursor = cursor.with("name", name);
        }
        let mut members: Map<String, Value> = self
            .members
            .iter()
            .flatten()
            .map(|(word, path)| ((*word).to_owned(), Value::from(*path)))
            .collect();
        members.retain(|_, path| path.as_str().is_some_and(|path| !path.is_empty()));
        let short = self.until_short.map(|size| match size {
            0 => json!(true),
            size => json!(size),
        });
        Object(members)
            .with("cursor", Value::from(cursor))
            .with("rule", self.rule)
            .with_some("first", self.first)
            .with_some("until_short", short)
            .into()
    }
}

/// Where a cursor is sent, in the words that OpenAPI has for a parameter.
fn place(location: Location) -> &'static str {
    match location {
        Location::Field | Location::Part | Location::Body => "body",
        other => other.word(),
    }
}

/// A page type with a table. Derived.
pub trait DescribedPage {
    /// The table; none of a page around one that has none.
    const TABLE: Option<PageTable>;
}

impl<T: DescribedPage> DescribedPage for Response<T> {
    const TABLE: Option<PageTable> = T::TABLE;
}

impl<T: DescribedPage> DescribedPage for Option<T> {
    const TABLE: Option<PageTable> = T::TABLE;
}

impl<T: DescribedPage> DescribedPage for Box<T> {
    const TABLE: Option<PageTable> = T::TABLE;
}

/// The page that an endpoint returns, or that another is around. Generated code calls its method, or reads its
/// constant, which is this type's own for a page with a table, and for any other that of [`Untold`]: a page
/// may say by a function how it goes on.
#[derive(Debug)]
pub struct PageOf<P>(PhantomData<P>);

impl<P> PageOf<P> {
    /// The page of an endpoint.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "generated code alone makes it")]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<P: DescribedPage> PageOf<P> {
    /// The table of the page.
    pub const TABLE: Option<PageTable> = P::TABLE;

    /// The table of the page.
    #[must_use]
    pub fn table(self) -> Option<PageTable> {
        Self::TABLE
    }
}

/// The way for a page without a table.
pub trait Untold: Sized {
    /// None.
    const TABLE: Option<PageTable> = None;

    /// None.
    #[must_use]
    fn table(self) -> Option<PageTable> {
        None
    }
}

impl<P> Untold for PageOf<P> {}

impl Operation<'_> {
    /// Says how a list goes on, for which the parameter `name` asks.
    pub fn pages(&mut self, location: Location, name: &str, table: Option<PageTable>) {
        self.pages = table.map(|table| table.described(location, name));
    }
}
