//! The walk from page to page: what the streams have in common, whatever their pages come from.
//!
//! It asks for a page when one is wanted, or ahead of that when it may. It stays where it is after an
//! error, so that the same page is asked for next. And it notices when it does not get on: when a page
//! says that it repeats, when a cursor was there before, when too many pages in a row are empty or alike.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use serde_json::Value;

use super::paginated::{Next, PageContext};
use super::place::{At, Place};
use super::seen::Seen;
use crate::request::absolute;
use crate::response::PageHead;
use crate::{Error, ErrorKind, Result};

/// The most pages without items that may follow each other. Filtered lists have some.
const EMPTY_IN_A_ROW: u32 = 100;

/// The most pages with the same items that may follow each other, each with a cursor of its own. A server that
/// does not know the cursor's parameter sends the first page for ever, and may put a new cursor on each. But a
/// list of plain values, such as measurements that do not change, has long rows of pages that are alike.
const ALIKE_IN_A_ROW: u32 = 20_000;

/// Where the pages come from.
pub(super) trait Source {
    type Page;
    type Item;
    type Error;

    /// The cursor that the call itself is made with.
    fn start(&self) -> Option<&Value>;

    /// Asks for a page; in a task of its own if it is asked for `ahead` of its time.
    fn ask<'a>(&mut self, at: &At, ahead: bool) -> Asking<'a, Self::Page, Self::Error>
    where
        Self: 'a;

    fn count(&self, page: &Self::Page) -> usize;
    fn next(&self, page: &Self::Page, at: &PageContext<'_>) -> Next<Value>;
    /// True if the page is the one before once more.
    fn is_again(&self, page: &Self::Page, at: &PageContext<'_>) -> bool;
    fn items_of(&self, page: Self::Page) -> Vec<Self::Item>;
    fn error(&self, error: Error) -> Self::Error;
}

/// A page under way.
pub(super) type Asking<'a, P, E> =
    Pin<Box<dyn Future<Output = Result<Received<P>, Failed<E>>> + Send + 'a>>;

/// A page as it came.
pub(super) struct Received<P> {
    pub(super) page: P,
    pub(super) head: Option<PageHead>,
}

/// A page that did not come.
pub(super) struct Failed<E> {
    pub(super) error: E,
    /// True if the same request would fail in the same way.
    pub(super) is_final: bool,
}

/// A page in hand: what a stream hands out of it, and where it is.
pub(super) struct Got<O> {
    pub(super) out: O,
    pub(super) count: usize,
    pub(super) place: Place,
}

/// The walk, which hands out `O` of each page. Stripped of the types of its source by [`Steps`].
pub(super) struct Walk<'a, S: Source, O> {
    source: S,
    out: fn(&S, S::Page) -> O,
    asking: Option<Asking<'a, S::Page, S::Error>>,
    /// Pages that came ahead of their time.
    ready: VecDeque<Got<O>>,
    /// The error behind them.
    failed: Option<S::Error>,
    /// The page to ask for next.
    at: At,
    /// The number of its items that were taken before the stream was resumed.
    skip: usize,
    /// The number of items on the pages before it.
    before: u64,
    largest: usize,
    /// The number of pages that came.
    pages: u64,
    /// The number of items that came and count towards the most that are wanted.
    items: u64,
    /// The number of pages in a row, up to this one, without items.
    empty: u32,
    /// The number of those that were like the one before.
    alike: u32,
    last_body: Bytes,
    seen: Seen,
    /// True if nothing comes any more.
    is_over: bool,
    pub(super) limits: Limits,
}

/// The limits that the caller has set.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) pages: u64,
    pub(super) items: u64,
    /// The number of pages that may come ahead of their time.
    pub(super) ahead: usize,
}

/// A walk without the types of its source.
pub(super) trait Steps<O, E>: Send {
    /// Goes on as far as is wanted without waiting: to one page at least if one `is_wanted`.
    fn step(&mut self, cx: &mut Context<'_>, is_wanted: bool);
    /// The next page, if one is there; none at the end.
    fn take(&mut self) -> Poll<Option<Result<Got<O>, E>>>;
    fn limits(&mut self) -> &mut Limits;
    fn resume(&mut self, text: &str);
    /// The place behind all pages that were taken.
    fn place(&self) -> Place;
}

impl<'a, S: Source + 'a, O> Walk<'a, S, O> {
    pub(super) fn new(source: S, out: fn(&S, S::Page) -> O) -> Self {
        Self {
            source,
            out,
            asking: None,
            ready: VecDeque::new(),
            failed: None,
            at: At::Start,
            skip: 0,
            before: 0,
            largest: 0,
            pages: 0,
            items: 0,
            empty: 0,
            alike: 0,
            last_body: Bytes::new(),
            seen: Seen::new(),
            is_over: false,
            limits: Limits { pages: u64::MAX, items: u64::MAX, ahead: 0 },
        }
    }

    /// True if no further page is to be asked for.
    fn has_enough(&self) -> bool {
        self.is_over
            || self.at == At::End
            || self.pages >= self.limits.pages
            || self.items >= self.limits.items
    }

    /// Takes in a page that came.
    fn arrive(&mut self, received: Received<S::Page>) {
        let Received { page, head } = received;
        let count = self.source.count(&page);
        let cursor = match &self.at {
            At::Start => self.source.start(),
            At::Cursor(cursor) => Some(cursor),
            At::Url(_) | At::End => None,
        };
        // A page that was resumed is not the first, though the first of this walk.
        let mut context = PageContext {
            cursor,
            is_first: self.at == At::Start,
            number: self.pages + 1,
            before: self.before,
            largest: self.largest,
            headers: head.as_ref().map(|head| &head.headers),
            body: head.as_ref().map(|head| &head.body[..]),
            last_body: Some(&self.last_body[..]).filter(|_| self.pages > 0),
            spec: head.as_ref().and_then(|head| head.spec),
            within: None,
            is_again: false,
        };
        context.is_again = count > 0 && self.source.is_again(&page, &context);
        self.empty = if count == 0 { self.empty + 1 } else { 0 };
        self.alike = if context.is_again { self.alike + 1 } else { 0 };
        let next = self.source.next(&page, &context);
        // Where it began is a place to come back to, if it goes on.
        if self.pages == 0 && matches!(next, Next::Cursor(_) | Next::Url(_)) {
            let start = cursor.cloned().map_or_else(|| self.at.clone(), At::Cursor);
            self.seen.add(&start.name(), 1);
        }
        let (at, trouble) = match next {
            Next::Over => return self.at = At::End,
            Next::Repeats(what) => return self.stop(Error::new(ErrorKind::Limit, what)),
            Next::Fails(why) => (At::End, Some(Error::new(ErrorKind::Decode, why))),
            Next::End => (At::End, None),
            Next::Cursor(cursor) => self.onward(At::Cursor(cursor)),
            Next::Url(url) => {
                let from = head.as_ref().map_or("", |head| &head.url);
                if self.pages == 0 {
                    self.seen.add(&At::Url(from.to_owned()).name(), 1);
                }
                self.onward(At::Url(absolute(from, &url)))
            }
        };
        self.last_body = head.map_or_else(Bytes::new, |head| head.body);
        self.pages += 1;
        let skip = std::mem::take(&mut self.skip).min(count);
        let place = Place { at: std::mem::replace(&mut self.at, at), skip, before: self.before };
        self.before = self.before.saturating_add(count as u64);
        self.items = self.items.saturating_add((count - skip) as u64);
        self.largest = self.largest.max(count);
        let out = (self.out)(&self.source, page);
        self.ready.push_back(Got { out, count, place });
        if let Some(error) = trouble {
            self.stop(error);
        }
    }

    /// Turns to the next page, unless that gets nowhere.
    fn onward(&mut self, at: At) -> (At, Option<Error>) {
        let page = self.pages + 1;
        // The first of those that are alike is like none before it.
        let rows = [
            (self.empty, EMPTY_IN_A_ROW, "were empty"),
            (self.alike + 1, ALIKE_IN_A_ROW, "had the same items"),
        ];
        for (row, most, were) in rows {
            if row >= most {
                let message = format!("{row} pages in a row {were}, up to page {page}");
                return (at, Some(Error::new(ErrorKind::Limit, message)));
            }
        }
        match self.seen.add(&at.name(), page + 1) {
            None => (at, None),
            Some(first) => {
                let what = if let At::Url(_) = at { "URL" } else { "cursor" };
                // Neither is shown: they are values of the query.
                let message = format!(
                    "the pages go round in a circle: the {what} behind page {page} is that of page {first}"
                );
                (at, Some(Error::new(ErrorKind::Limit, message)))
            }
        }
    }

    /// Forgets all that came so far. A walk that goes back to a page it was at is no circle.
    fn forget(&mut self) {
        self.asking = None;
        self.ready.clear();
        self.failed = None;
        self.is_over = false;
        self.last_body = Bytes::new();
        self.seen = Seen::new();
        (self.pages, self.items, self.largest) = (0, 0, 0);
        (self.empty, self.alike) = (0, 0);
    }

    /// Ends the walk with an error, behind the pages that came.
    fn stop(&mut self, error: Error) {
        self.failed = Some(self.source.error(error));
        self.is_over = true;
    }
}

impl<'a, S, O> Steps<O, S::Error> for Walk<'a, S, O>
where
    S: Source + Send + 'a,
    S::Error: Send,
    O: Send,
{
    fn step(&mut self, cx: &mut Context<'_>, is_wanted: bool) {
        let wanted = self.limits.ahead.max(usize::from(is_wanted));
        loop {
            if let Some(asking) = &mut self.asking {
                let Poll::Ready(result) = asking.as_mut().poll(cx) else { return };
                self.asking = None;
                match result {
                    Ok(received) => self.arrive(received),
                    Err(Failed { error, is_final }) => {
                        self.failed = Some(error);
                        self.is_over = is_final;
                    }
                }
            }
            if self.failed.is_some() || self.ready.len() >= wanted || self.has_enough() {
                return;
            }
            self.asking = Some(self.source.ask(&self.at, self.limits.ahead > 0));
        }
    }

    fn take(&mut self) -> Poll<Option<Result<Got<O>, S::Error>>> {
        if let Some(got) = self.ready.pop_front() {
            return Poll::Ready(Some(Ok(got)));
        }
        match self.failed.take() {
            Some(error) => Poll::Ready(Some(Err(error))),
            None if self.asking.is_some() => Poll::Pending,
            None => Poll::Ready(None),
        }
    }

    fn limits(&mut self) -> &mut Limits {
        &mut self.limits
    }

    fn resume(&mut self, text: &str) {
        let place = Place::parse(text);
        self.forget();
        match place {
            Ok(place) => {
                self.at = place.at;
                self.skip = place.skip;
                self.before = place.before;
            }
            Err(error) => self.stop(error),
        }
    }

    fn place(&self) -> Place {
        match self.ready.front() {
            Some(got) => got.place.clone(),
            None => Place { at: self.at.clone(), skip: self.skip, before: self.before },
        }
    }
}
