//! The streams: of items, and of pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::place::Place;
use super::walk::{Got, Steps};
use crate::Error;

/// The items of a list, page after page: a `Stream` of `Result<T, E>`.
///
/// Pages are asked for as they are needed, each with all options of the call, and one is held at a time.
/// Dropping the stream ends it.
///
/// After an error, the stream stays where it is: polled again, it asks for the same page again. It ends
/// behind an error that would only come again, such as an argument that cannot be sent, and behind one of
/// kind [`Limit`](crate::ErrorKind::Limit) that says that the pages repeat.
pub struct Items<'a, T, E = Error> {
    walk: Box<dyn Steps<Vec<T>, E> + 'a>,
    items: vec::IntoIter<T>,
    /// The page that they are of.
    page: Option<Page>,
    /// The number of items that may still be handed out.
    left: u64,
    /// True if pages come ahead of their time.
    is_ahead: bool,
}

/// Where a page is, and how many items it has.
struct Page {
    place: Place,
    count: usize,
}

/// The pages of a list: a `Stream` of `Result<P, E>`. See [`Items`], which has the same options.
pub struct Pages<'a, P, E = Error> {
    walk: Box<dyn Steps<P, E> + 'a>,
}

impl<'a, T, E> Items<'a, T, E> {
    pub(super) fn new(walk: impl Steps<Vec<T>, E> + 'a) -> Self {
        let items = Vec::new().into_iter();
        Self { walk: Box::new(walk), items, page: None, left: u64::MAX, is_ahead: false }
    }

    /// The place behind the item that was handed out last, as a short text that can be stored: in the
    /// middle of a page, too. [`resume`](Self::resume) begins there.
    ///
    /// It holds the cursor or the URL of a page, as the server sent it.
    #[must_use]
    pub fn cursor(&self) -> String {
        match &self.page {
            Some(Page { place, count }) if !self.items.as_slice().is_empty() => {
                let skip = count.saturating_sub(self.items.as_slice().len());
                Place { skip, ..place.clone() }.text()
            }
            _ => self.walk.place().text(),
        }
    }
}

impl<'a, P, E> Pages<'a, P, E> {
    pub(super) fn new(walk: impl Steps<P, E> + 'a) -> Self {
        Self { walk: Box::new(walk) }
    }

    /// The place behind the page that was handed out last, as a short text that can be stored.
    /// [`resume`](Self::resume) begins there.
    ///
    /// It holds the cursor or the URL of a page, as the server sent it.
    #[must_use]
    pub fn cursor(&self) -> String {
        self.walk.place().text()
    }
}

/// The options of both streams.
macro_rules! options {
    ($($stream:ident<$out:ident>, $each:literal, $resumed:literal;)*) => {$(
        impl<'a, $out, E> $stream<'a, $out, E> {
            /// Ends the stream behind so many pages.
            #[must_use]
            pub fn max_pages(mut self, pages: usize) -> Self {
                self.walk.limits().pages = pages as u64;
                self
            }

            /// Lets so many pages come ahead of their time, while the items before them are used. They
            /// come one after the other, since each says how to ask for the next, and in order.
            #[must_use]
            pub fn prefetch(mut self, pages: usize) -> Self {
                self.walk.limits().ahead = pages;
                self
            }

            /// Begins at a place that `cursor()` gave, of this stream or of another one of the same
            /// endpoint with the same arguments. What this one had at hand is dropped, and its limits
            /// count anew. The text may name any URL that `#[url]` takes: do not take it from anyone whom you
            /// would not let choose one.
            #[doc = $resumed]
            ///
            /// # Errors
            ///
            /// The first item is an error of kind [`Build`](crate::ErrorKind::Build) if the text is none
            /// that `cursor()` gave.
            #[must_use]
            pub fn resume(mut self, cursor: impl AsRef<str>) -> Self {
                self.walk.resume(cursor.as_ref());
                self.forget();
                self
            }

            #[doc = $each]
            ///
            /// # Errors
            ///
            /// The first error ends it.
            pub async fn try_collect<C: Default + Extend<$out>>(mut self) -> Result<C, E> {
                let mut all = C::default();
                while let Some(one) = self.next().await {
                    all.extend(Some(one?));
                }
                Ok(all)
            }

            /// The next one; none at the end.
            ///
            /// # Errors
            ///
            /// If its page does not come, or if the pages repeat.
            // An async function would move each item once more: 0.4 % of a page of fifty, where the aim is
            // to add no more than 2 % to it.
            #[expect(clippy::should_implement_trait, reason = "is async, as that of an iterator is not")]
            pub fn next(&mut self) -> impl Future<Output = Option<Result<$out, E>>> {
                poll_fn(|cx| self.poll_one(cx))
            }
        }

        // What is pinned is in a box.
        impl<$out, E> Unpin for $stream<'_, $out, E> {}

        impl<$out, E> Stream for $stream<'_, $out, E> {
            type Item = Result<$out, E>;

            fn poll_next(
                mut self: Pin<&mut Self>,
                cx: &mut Context<'_>,
            ) -> Poll<Option<Result<$out, E>>> {
                self.poll_one(cx)
            }
        }

        impl<$out, E> fmt::Debug for $stream<'_, $out, E> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($stream))
            }
        }
    )*};
}

options! {
    Items<T>, "Collects all items into a collection.", "";
    Pages<P>, "Collects all pages into a collection.",
        "The place may be in the middle of a page, which is then handed out whole.";
}

impl<T, E> Items<'_, T, E> {
    /// Ends the stream behind so many items, with those that it has handed out already.
    #[must_use]
    pub fn max_items(mut self, items: usize) -> Self {
        let before = std::mem::replace(&mut self.walk.limits().items, items as u64);
        self.left = (items as u64).saturating_sub(before.saturating_sub(self.left));
        self
    }

    /// Drops what is left of the page at hand.
    fn forget(&mut self) {
        self.items = Vec::new().into_iter();
        self.page = None;
        self.is_ahead = false;
        self.left = self.walk.limits().items;
    }

    /// Inlined, so that an item is moved once: moves were 2 % of a page of fifty.
    #[inline]
    fn poll_one(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, E>>> {
        if self.left == 0 || self.is_ahead || self.items.as_slice().is_empty() {
            match ready!(self.poll_item(cx)) {
                Some(Ok(())) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
        self.left -= 1;
        Poll::Ready(self.items.next().map(Ok))
    }

    /// Waits until an item is at hand, and lets further pages come ahead of their time. None at the end.
    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<(), E>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        while self.items.as_slice().is_empty() {
            self.walk.step(cx, true);
            match ready!(self.walk.take()) {
                Some(Ok(page)) => self.begin(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
        if self.is_ahead {
            self.walk.step(cx, false);
        }
        Poll::Ready(Some(Ok(())))
    }

    /// Begins a page, behind the items that were taken before the list was resumed.
    fn begin(&mut self, page: Got<Vec<T>>) {
        let Got { out, count, place } = page;
        self.is_ahead = self.walk.limits().ahead > 0;
        self.items = out.into_iter();
        if let Some(last) = place.skip.checked_sub(1) {
            self.items.nth(last);
        }
        self.page = Some(Page { place, count });
    }
}

impl<P, E> Pages<'_, P, E> {
    /// Ends the stream behind the page with the last of so many items.
    #[must_use]
    pub fn max_items(mut self, items: usize) -> Self {
        self.walk.limits().items = items as u64;
        self
    }

    /// Nothing: each page is handed out whole.
    fn forget(&mut self) {}

    fn poll_one(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<P, E>>> {
        self.walk.step(cx, true);
        let next = ready!(self.walk.take());
        if self.walk.limits().ahead > 0 {
            self.walk.step(cx, false);
        }
        Poll::Ready(next.map(|page| page.map(|Got { out, .. }| out)))
    }
}
