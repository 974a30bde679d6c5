//! Pages that are asked for by a call: the same request again, with another cursor or at another URL.

use std::fmt;
use std::marker::PhantomData;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use serde_json::Value;
use tokio::task::JoinHandle;

use super::fit::{CursorParam, PageUrl};
use super::list::PageItems;
use super::paginated::{Next, PageContext, Paginated};
use super::place::At;
use super::streams::{Items, Pages};
use super::walk::{Asking, Failed, Received, Source, Walk};
use crate::call::Call;
use crate::observe::ListSpan;
use crate::pipeline::{self, Observed};
use crate::request::{RequestParts, WriteCursor};
use crate::response::{Decode, PageHead, ReturnType};
use crate::{Error, ErrorKind, Result};

/// A rule by which a list goes on behind a page of type `P`: the page's own, or that of the endpoint.
pub trait Rule<P> {
    /// An item of the list.
    type Item;

    /// The number of items on a page.
    fn count(&self, page: &P) -> usize;
    /// The place of the next page behind this one.
    fn next(&self, page: &P, at: &PageContext<'_>) -> Next<Value>;
    /// Its items.
    fn items_of(&self, page: P) -> Vec<Self::Item>;

    /// True if the page is the one before once more.
    fn is_again(&self, _: &P, at: &PageContext<'_>) -> bool {
        at.has_same(&[])
    }
}

/// The rule of the page's type.
#[derive(Clone, Copy, Debug)]
pub struct ByItsPages;

impl<P: Paginated> Rule<P> for ByItsPages {
    type Item = P::Item;

    fn count(&self, page: &P) -> usize {
        page.count()
    }

    fn next(&self, page: &P, at: &PageContext<'_>) -> Next<Value> {
        page.next(at).into_value()
    }

    fn items_of(&self, page: P) -> Vec<P::Item> {
        page.into_items()
    }

    fn is_again(&self, page: &P, at: &PageContext<'_>) -> bool {
        page.is_again(at)
    }
}

/// The continuation of a call with a `#[cursor]`: the rule, and the function that puts a cursor into the request.
pub struct Paging<L> {
    rule: L,
    write: WriteCursor,
}

impl<L> Paging<L> {
    /// Pages by `rule`, asked for with cursors that `write` writes.
    pub fn new(rule: L, write: fn(&mut RequestParts, &Value)) -> Self {
        Self { rule, write }
    }
}

impl<L> fmt::Debug for Paging<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Paging")
    }
}

/// A call whose endpoint has a `#[cursor]`.
#[diagnostic::on_unimplemented(
    message = "this call cannot ask for further pages: its endpoint has no `#[cursor]`",
    label = "its endpoint has no `#[cursor]`",
    note = "mark the parameter that asks for another page, as in `#[cursor] page: Option<u32>`"
)]
pub trait WithCursor<P> {
    /// An item of the list.
    type Item;
    /// The rule by which the list goes on.
    type Rule: Rule<P, Item = Self::Item>;

    /// Takes the call's knowledge of further pages out.
    fn paging(self) -> Paging<Self::Rule>;
}

#[diagnostic::do_not_recommend]
impl<P, L: Rule<P>> WithCursor<P> for Paging<L> {
    type Item = L::Item;
    type Rule = L;

    fn paging(self) -> Self {
        self
    }
}

// The bounds are those of the methods, and no return type is looked up in `W`: so the compiler finds the
// method for any call, and shows the message of `WithCursor`. Without them, it would say that there is no such method.
impl<R: ReturnType, W> Call<R, W> {
    /// All items of the list, from this page on: a `Stream` that asks for further pages as they are
    /// needed. Only calls of endpoints with a `#[cursor]` have it.
    ///
    /// ```
    /// # mod demo {
    /// # use api_core::{Paginated, Result, api};
    /// # use serde::Deserialize;
    /// #[derive(Deserialize, Paginated)]
    /// pub struct Page {
    ///     #[page(items)]
    ///     names: Vec<String>,
    ///     #[page(next)]
    ///     next: Option<String>,
    /// }
    ///
    /// #[api]
    /// pub trait Users {
    ///     #[endpoint(GET, "/users")]
    ///     async fn list(&self, #[cursor] after: Option<&str>) -> Result<Page>;
    /// }
    /// # }
    /// # use demo::*;
    /// # async fn run(users: UsersClient) -> api_core::Result<()> {
    /// let mut names = users.list(None).items().prefetch(1);
    /// while let Some(name) = names.next().await {
    ///     println!("{}", name?);
    /// }
    /// let first: Vec<String> = users.list(None).items().max_items(100).try_collect().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "nothing is sent before the stream is polled"]
    pub fn items<I: Send + 'static>(self) -> Items<'static, I, R::Error>
    where
        W: WithCursor<R::Value, Item = I, Rule: Send + 'static>,
        R::Value: Send,
        R::Error: Send,
    {
        Items::new(Walk::new(OfCall::new(self), OfCall::items_of))
    }

    /// All pages of the list, from this one on: a `Stream` of what the endpoint returns.
    #[must_use = "nothing is sent before the stream is polled"]
    pub fn pages(self) -> Pages<'static, R::Value, R::Error>
    where
        W: WithCursor<R::Value, Rule: Send + 'static>,
        R::Value: Send,
        R::Error: Send,
    {
        Pages::new(Walk::new(OfCall::new(self), |_, page| page))
    }
}

/// A call as the source of pages.
struct OfCall<R, L> {
    /// The request without its cursor. Each page gets a copy.
    request: RequestParts,
    decode: Decode<R>,
    paging: Paging<L>,
    span: ListSpan,
}

impl<R, L> OfCall<R, L> {
    fn new<W: WithCursor<P, Rule = L>, P>(call: Call<R, W>) -> Self
    where
        L: Rule<P>,
    {
        let Call { request, decode, kind } = call;
        Self { request, decode, paging: kind.paging(), span: ListSpan::default() }
    }

    /// The request for a page.
    fn request(&mut self, at: &At) -> Result<RequestParts> {
        let mut request = self.request.another()?;
        match at {
            At::Start | At::End => {}
            At::Cursor(cursor) => request.set_cursor(self.paging.write, cursor),
            At::Url(url) => request.follow(url),
        }
        if *at != At::Start {
            request.name_page(&at.name());
        }
        Ok(request)
    }
}

impl<R, L> Source for OfCall<R, L>
where
    R: ReturnType,
    R::Value: Send,
    R::Error: Send,
    L: Rule<R::Value>,
{
    type Page = R::Value;
    type Item = L::Item;
    type Error = R::Error;

    fn start(&self) -> Option<&Value> {
        self.request.first_cursor()
    }

    fn ask<'a>(&mut self, at: &At, ahead: bool) -> Asking<'a, R::Value, R::Error>
    where
        Self: 'a,
    {
        let request = match self.request(at) {
            Ok(request) => request,
            Err(error) => {
                let failed = Failed { error: error.into(), is_final: true };
                return Box::pin(async { Err(failed) });
            }
        };
        let Decode { read, expected, .. } = self.decode;
        let observers = self.request.client.observers();
        let begin = || observers.begin(self.request.endpoint);
        // Here, and not in a task of its own: the page belongs to the trace of its caller, whom observers see.
        let observed = Observed::Already(self.span.run(Some(self.request.endpoint), begin));
        let asking = async move {
            let (endpoint, asked) = (request.endpoint, request.url_so_far().to_owned());
            let fails = |error: Error| {
                let is_final = matches!(error.kind(), ErrorKind::Build | ErrorKind::Closed);
                Failed { error: error.into(), is_final }
            };
            let mut raw = pipeline::execute(request, expected, observed).await.map_err(fails)?;
            let page = read(endpoint, Ok(&mut raw)).into_result();
            let page = page.map_err(|error| Failed { error, is_final: false })?;
            let (body, headers) = (raw.take_read_body(), raw.headers);
            let url = raw.redirected_to.map_or(asked, |to| to.url);
            let head = PageHead { url, headers, body, spec: expected.spec };
            Ok(Received { page, head: Some(head) })
        };
        let asking = self.span.cover(Some(self.request.endpoint), asking);
        // In a task of its own, it goes on while nobody polls the stream. Its deadline does so, too.
        if ahead && tokio::runtime::Handle::try_current().is_ok() {
            Box::pin(Task(tokio::spawn(asking)))
        } else {
            Box::pin(asking)
        }
    }

    fn count(&self, page: &R::Value) -> usize {
        self.paging.rule.count(page)
    }

    fn next(&self, page: &R::Value, at: &PageContext<'_>) -> Next<Value> {
        self.paging.rule.next(page, at)
    }

    fn is_again(&self, page: &R::Value, at: &PageContext<'_>) -> bool {
        self.paging.rule.is_again(page, at)
    }

    fn items_of(&self, page: R::Value) -> Vec<L::Item> {
        self.paging.rule.items_of(page)
    }

    fn error(&self, error: Error) -> R::Error {
        error.at(self.request.endpoint).into()
    }
}

/// A task that ends when this is dropped.
struct Task<T>(JoinHandle<T>);

impl<T> Future for Task<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        match ready!(Pin::new(&mut self.0).poll(cx)) {
            Ok(output) => Poll::Ready(output),
            Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
            // The runtime is shutting down, and with it whoever waits here.
            Err(_) => Poll::Pending,
        }
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The cursor of a page, to check a parameter with.
#[derive(Debug)]
pub struct CursorOf<C>(PhantomData<C>);

/// Checks that the key of an item fits a parameter.
pub fn key_fits<C, T: CursorParam<C, K>, K>(_: &C, _: &T) {}

/// The cursor of the page that an endpoint returns.
#[must_use]
pub fn page_of<R: ReturnType>() -> CursorOf<<R::Value as Paginated>::Cursor>
where
    R::Value: Paginated,
{
    CursorOf(PhantomData)
}

/// The cursor of a bare list that goes on by numbers.
#[must_use]
pub fn numbered_list_of<R: ReturnType>() -> CursorOf<u64>
where
    R::Value: PageItems,
{
    CursorOf(PhantomData)
}

/// The cursor of a bare list that goes on by the `Link` header.
#[must_use]
pub fn linked_list_of<R: ReturnType>() -> CursorOf<PageUrl>
where
    R::Value: PageItems,
{
    CursorOf(PhantomData)
}

impl<C> CursorOf<C> {
    /// Checks that the cursor fits a parameter.
    pub fn fits<T: CursorParam<C, K>, K>(self, _: &T) {}
}
