//! A page of a list, and what it knows of its surroundings.

use http::HeaderMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::link;
use crate::Response;
use crate::envelope::{self, EnvelopeSpec};

/// A page of a list, which says how the list goes on. Derived: see
/// [`derive@Paginated`](derive@crate::Paginated).
///
/// By hand, for a rule that the derive does not offer:
///
/// ```
/// use api_core::{Next, PageContext, Paginated};
/// use serde::Deserialize;
///
/// /// A page whose last item has the number that the next page begins with.
/// #[derive(Deserialize)]
/// struct Lines {
///     lines: Vec<u64>,
///     open: bool,
/// }
///
/// impl Paginated for Lines {
///     type Item = u64;
///     type Cursor = u64;
///
///     fn count(&self) -> usize {
///         self.lines.len()
///     }
///
///     fn next(&self, _: &PageContext<'_>) -> Next<u64> {
///         match self.lines.last() {
///             Some(last) if self.open => Next::Cursor(last + 1),
///             _ => Next::End,
///         }
///     }
///
///     fn into_items(self) -> Vec<u64> {
///         self.lines
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how a list goes on behind it",
    label = "is no page: it does not implement `api_core::Paginated`",
    note = "derive `api_core::Paginated` on it; for a bare list, say it on the endpoint: `page(link)`, \
            `page(until_short)`, `page(offset)` or `page(last_key = \"id\")`"
)]
pub trait Paginated: Sized {
    /// An item of the list.
    type Item;
    /// The value that the `#[cursor]` parameter takes for the next page.
    type Cursor: Serialize;

    /// The number of items on this page.
    fn count(&self) -> usize;

    /// The place of the next page behind this one.
    fn next(&self, at: &PageContext<'_>) -> Next<Self::Cursor>;

    /// The items, in order.
    fn into_items(self) -> Vec<Self::Item>;

    /// True if this is the page before once more. Of a page by hand, all of it is compared; a derived one
    /// knows where in the response its items are.
    #[doc(hidden)]
    fn is_again(&self, at: &PageContext<'_>) -> bool {
        at.has_same(&[])
    }
}

/// The place of the page behind another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next<C> {
    /// It ends with this page.
    End,
    /// The next page is asked for with this value of the `#[cursor]` parameter.
    Cursor(C),
    /// The next page is at this URL, absolute or relative to that of this page.
    Url(String),
    /// The list ended before this page, whose items are left out: a server that has no such page any
    /// more may send its last one.
    Over,
    /// This page was there before, in the words given. It is left out, and the stream ends with
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit).
    Repeats(String),
    /// Nobody can tell how it goes on, for the reason given. The stream ends with
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) behind the items of this page.
    Fails(String),
}

/// The surroundings of a page: how it was asked for, and what came with it.
#[derive(Clone, Copy, Debug)]
pub struct PageContext<'a> {
    /// The cursor that it was asked for with.
    pub(super) cursor: Option<&'a Value>,
    /// True if it is where the caller began.
    pub(super) is_first: bool,
    pub(super) number: u64,
    pub(super) before: u64,
    /// The most items that a page before it had.
    pub(super) largest: usize,
    pub(super) headers: Option<&'a HeaderMap>,
    pub(super) body: Option<&'a [u8]>,
    /// The body of the page before it.
    pub(super) last_body: Option<&'a [u8]>,
    pub(super) spec: Option<&'static EnvelopeSpec>,
    /// The member of the payload that the page is, if it is inside of another.
    pub(super) within: Option<&'a Within<'a>>,
    /// True if this page has the items of the page before.
    pub(super) is_again: bool,
}

/// A member that a page is, by its names in the response.
#[derive(Clone, Copy, Debug)]
pub(super) struct Within<'a> {
    names: &'a [&'a str],
    outer: Option<&'a Within<'a>>,
}

/// Lets a page inside of another see where in the response it is.
pub fn inside<R>(
    at: &PageContext<'_>,
    names: &[&str],
    see: impl FnOnce(&PageContext<'_>) -> R,
) -> R {
    let within = Within { names, outer: at.within };
    see(&PageContext { within: Some(&within), ..*at })
}

impl<'a> PageContext<'a> {
    /// The value that this page was asked for with: of the first page, what the caller gave. None if
    /// there was none, if it was a URL, or if it is no `C`.
    #[must_use]
    pub fn cursor<C: DeserializeOwned>(&self) -> Option<C> {
        C::deserialize(self.cursor?).ok()
    }

    /// The number of this page among those that the stream has asked for, from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The number of items on the pages before this one, as far as the stream has seen them.
    #[must_use]
    pub fn items_before(&self) -> u64 {
        self.before
    }

    /// The headers of the response, where the stream has them: that of a call, or a page in
    /// [`Response`](crate::Response).
    #[must_use]
    pub fn headers(&self) -> Option<&'a HeaderMap> {
        self.headers
    }

    /// The target of the `Link` header (RFC 8288) with this relation, such as `next`. It may be relative.
    #[must_use]
    pub fn link(&self, relation: &str) -> Option<String> {
        link::target(self.headers?, relation)
    }

    /// A member of the page's items, which have one of these names on the page, by a path of indices and
    /// names.
    pub(super) fn member_of_items<M: DeserializeOwned>(
        &self,
        items: &[&str],
        path: &str,
    ) -> Option<M> {
        let items = envelope::value_at(self.text_from(self.body?, items)?, 0);
        envelope::member(items.as_bytes(), path).ok().flatten()
    }

    pub(super) fn has_body(&self) -> bool {
        self.body.is_some()
    }

    /// True if this page is the one before once more.
    pub(super) fn is_repeated(&self) -> bool {
        self.is_again
    }

    /// True if the member of the page that has one of these names is as on the page before, or the whole
    /// page without any. What is around it may have changed: servers count and time their responses.
    pub(super) fn has_same(&self, names: &[&str]) -> bool {
        let (Some(body), Some(last)) = (self.body, self.last_body) else { return false };
        let of = |body| self.text_from(body, names);
        body == last
            || of(body).zip(of(last)).is_some_and(|(one, other)| envelope::begin_alike(one, other))
    }

    /// The text of a body from a member of the page on.
    fn text_from<'b>(&self, body: &'b [u8], names: &[&str]) -> Option<&'b str> {
        let payload = self.spec.and_then(EnvelopeSpec::payload_names).unwrap_or_default();
        let mut steps = vec![names];
        let mut within = self.within;
        while let Some(Within { names, outer }) = within {
            steps.push(names);
            within = *outer;
        }
        steps.push(&payload);
        steps.reverse();
        envelope::text_from(body, &steps)
    }

    pub(super) fn with_response<T>(self, response: &'a Response<T>) -> Self {
        let body = response.body();
        let body = if body.is_empty() { self.body } else { Some(body) };
        Self { headers: Some(response.headers()), body, ..self }
    }
}

/// A page with the status and the headers of its response.
impl<P: Paginated> Paginated for Response<P> {
    type Item = P::Item;
    type Cursor = P::Cursor;

    fn count(&self) -> usize {
        self.value().count()
    }

    fn next(&self, at: &PageContext<'_>) -> Next<P::Cursor> {
        self.value().next(&at.with_response(self))
    }

    fn is_again(&self, at: &PageContext<'_>) -> bool {
        self.value().is_again(&at.with_response(self))
    }

    fn into_items(self) -> Vec<P::Item> {
        self.into_value().into_items()
    }
}

impl<P: Paginated> Paginated for Box<P> {
    type Item = P::Item;
    type Cursor = P::Cursor;

    fn count(&self) -> usize {
        P::count(self)
    }

    fn next(&self, at: &PageContext<'_>) -> Next<P::Cursor> {
        P::next(self, at)
    }

    fn is_again(&self, at: &PageContext<'_>) -> bool {
        P::is_again(self, at)
    }

    fn into_items(self) -> Vec<P::Item> {
        P::into_items(*self)
    }
}

/// Without a page, the list has ended.
impl<P: Paginated> Paginated for Option<P> {
    type Item = P::Item;
    type Cursor = P::Cursor;

    fn count(&self) -> usize {
        self.as_ref().map_or(0, P::count)
    }

    fn next(&self, at: &PageContext<'_>) -> Next<P::Cursor> {
        self.as_ref().map_or(Next::End, |page| page.next(at))
    }

    fn is_again(&self, at: &PageContext<'_>) -> bool {
        self.as_ref().is_some_and(|page| page.is_again(at))
    }

    fn into_items(self) -> Vec<P::Item> {
        self.map_or_else(Vec::new, P::into_items)
    }
}
