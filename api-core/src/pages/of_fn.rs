//! Pages that a function asks for: of a trait object, a fake, or anything else.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::fit::{CursorParam, Holds};
use super::paginated::{Next, PageContext, Paginated};
use super::place::At;
use super::streams::{Items, Pages};
use super::walk::{Asking, Failed, Received, Source, Walk};
use crate::observe::ListSpan;
use crate::response::{PageWatch, ReturnType};
use crate::{Error, ErrorKind};

/// The pages of a list that `ask` asks for, with the cursor of each; none for the first page.
///
/// For an API behind a trait object, whose methods return no [`Call`](crate::Call):
///
/// ```
/// # mod demo {
/// # use api_core::{Paginated, Result, api};
/// # use serde::Deserialize;
/// # #[derive(Deserialize, Paginated)]
/// # pub struct Page {
/// #     #[page(items)]
/// #     pub names: Vec<String>,
/// #     #[page(number)]
/// #     pub page: u32,
/// #     #[page(last)]
/// #     pub pages: u32,
/// # }
/// #[api]
/// pub trait Users {
///     #[endpoint(GET, "/users")]
///     async fn list(&self, #[cursor] page: Option<u32>) -> Result<Page>;
/// }
/// # }
/// # use demo::*;
/// # async fn run(users: std::sync::Arc<dyn Users>) -> api_core::Result<()> {
/// let names: Vec<String> = api_core::pages(|cursor| users.list(cursor)).items().try_collect().await?;
/// # Ok(())
/// # }
/// ```
///
/// The streams are those of a call, with the same options. What comes with a page, such as its `Link`
/// header, is seen if the function makes the one call of it, in its own task. Of a page that comes from
/// elsewhere, as from a fake, only the page itself is seen: a rule that reads headers needs a page in
/// [`Response`](crate::Response) then. Where the next page is known by its URL, the cursor is that URL, for
/// an endpoint with `#[url]`.
pub fn pages<'a, C, K, F, Fut>(ask: F) -> PagesOf<'a, F, Fut, C, K>
where
    F: FnMut(Option<C>) -> Fut + Send + 'a,
    Fut: IntoFuture<Output: ReturnType<Value: Paginated>, IntoFuture: Send> + 'a,
    C: DeserializeOwned + CursorParam<<<Fut::Output as ReturnType>::Value as Paginated>::Cursor, K>,
    K: Holds,
{
    PagesOf { ask, types: PhantomData }
}

/// The pages of a list that a function asks for: see [`pages`].
#[must_use = "nothing is asked for before a stream is polled"]
pub struct PagesOf<'a, F, Fut, C, K> {
    ask: F,
    types: PhantomData<fn(C, K, &'a ()) -> Fut>,
}

type PageOf<Fut> = <<Fut as IntoFuture>::Output as ReturnType>::Value;
type ErrorOf<Fut> = <<Fut as IntoFuture>::Output as ReturnType>::Error;

impl<'a, F, Fut, C, K> PagesOf<'a, F, Fut, C, K>
where
    F: FnMut(Option<C>) -> Fut + Send + 'a,
    Fut: IntoFuture<Output: ReturnType, IntoFuture: Send> + 'a,
    PageOf<Fut>: Paginated<Item: Send> + Send,
    ErrorOf<Fut>: Send,
    C: DeserializeOwned + 'a,
    K: 'a,
{
    /// All items of the list: see [`Call::items`](crate::Call::items).
    #[must_use = "nothing is asked for before the stream is polled"]
    pub fn items(self) -> Items<'a, <PageOf<Fut> as Paginated>::Item, ErrorOf<Fut>> {
        Items::new(Walk::new(OfFn::new(self), OfFn::items_of))
    }

    /// All pages of the list: see [`Call::pages`](crate::Call::pages).
    #[must_use = "nothing is asked for before the stream is polled"]
    pub fn pages(self) -> Pages<'a, PageOf<Fut>, ErrorOf<Fut>> {
        Pages::new(Walk::new(OfFn::new(self), |_, page| page))
    }
}

impl<F, Fut, C, K> std::fmt::Debug for PagesOf<'_, F, Fut, C, K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PagesOf")
    }
}

const URL_UNTAKEN: &str = "the next page is known by its URL, which this function does not take; let its \
                           cursor be an `Option<String>`, for an endpoint whose `#[cursor]` is the `#[url]`";

/// A function as the source of pages.
struct OfFn<'a, F, Fut, C, K> {
    pages: PagesOf<'a, F, Fut, C, K>,
    span: ListSpan,
}

impl<'a, F, Fut, C, K> OfFn<'a, F, Fut, C, K> {
    fn new(pages: PagesOf<'a, F, Fut, C, K>) -> Self {
        Self { pages, span: ListSpan::default() }
    }
}

impl<F, Fut, C, K> Source for OfFn<'_, F, Fut, C, K>
where
    F: FnMut(Option<C>) -> Fut + Send,
    Fut: IntoFuture<Output: ReturnType, IntoFuture: Send>,
    PageOf<Fut>: Paginated + Send,
    ErrorOf<Fut>: Send,
    C: DeserializeOwned,
{
    type Page = PageOf<Fut>;
    type Item = <PageOf<Fut> as Paginated>::Item;
    type Error = ErrorOf<Fut>;

    fn start(&self) -> Option<&Value> {
        None
    }

    fn ask<'b>(&mut self, at: &At, _: bool) -> Asking<'b, Self::Page, Self::Error>
    where
        Self: 'b,
    {
        let cursor = match at {
            At::Start | At::End => Ok(None),
            At::Cursor(cursor) => C::deserialize(cursor).map(Some),
            At::Url(url) => C::deserialize(Value::from(url.as_str())).map(Some),
        };
        let Ok(cursor) = cursor else {
            let why = match at {
                At::Url(_) => URL_UNTAKEN,
                _ => "the next page's cursor is none that this function takes",
            };
            let error = Error::new(ErrorKind::Decode, why).into();
            return Box::pin(async { Err(Failed { error, is_final: true }) });
        };
        let ask = &mut self.pages.ask;
        let watch = PageWatch::default();
        let page = self.span.run(None, || watch.over(|| ask(cursor).into_future()));
        let asking = async move {
            match watch.over_all_of(page).await.into_result() {
                Ok(page) => Ok(Received { page, head: watch.take() }),
                Err(error) => Err(Failed { error, is_final: false }),
            }
        };
        Box::pin(self.span.cover(None, asking))
    }

    fn count(&self, page: &Self::Page) -> usize {
        page.count()
    }

    fn next(&self, page: &Self::Page, at: &PageContext<'_>) -> Next<Value> {
        page.next(at).into_value()
    }

    fn is_again(&self, page: &Self::Page, at: &PageContext<'_>) -> bool {
        page.is_again(at)
    }

    fn items_of(&self, page: Self::Page) -> Vec<Self::Item> {
        page.into_items()
    }

    fn error(&self, error: Error) -> Self::Error {
        error.into()
    }
}
