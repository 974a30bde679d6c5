//! One call: a filled request that is sent when it is awaited.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::Request;
use http::header::IF_NONE_MATCH;
use serde::Serialize;

use crate::pipeline::{self, Observed};
use crate::request::RequestParts;
use crate::response::{Decode, RawResponse, RawResponseFuture, Response, ReturnType, WatchedPage};
use crate::retry::IDEMPOTENCY_KEY;
use crate::shown::Shown;
use crate::wire::style::Style;
use crate::{Body, Credentials, Endpoint, Error, Result, Retry};

/// One call to an endpoint, and its options. Nothing is sent until it is awaited.
///
/// Awaiting it gives the `Result` that the endpoint declares. An argument that cannot be sent, such
/// as a path value of `..`, is an error there, too. A function that takes futures, such as `join_all`, takes
/// calls by `into_future`.
///
/// ```
/// # mod demo {
/// # use api_core::{Result, api};
/// #
/// #[api]
/// pub trait Users {
///     #[endpoint(GET, "/users/{id}/name")]
///     async fn name(&self, id: u64) -> Result<String>;
/// }
/// # }
/// # use demo::*;
/// # async fn run(users: UsersClient) -> api_core::Result<()> {
/// use std::time::Duration;
///
/// use futures_util::future::try_join_all;
///
/// let name = users.name(7).timeout(Duration::from_secs(2)).header("X-Trace", "1").await?;
///
/// // Several at a time: as many as `max_concurrent` are under way.
/// let names = try_join_all((1..100).map(|id| users.name(id).into_future())).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Panics
///
/// Awaiting it panics in a tokio runtime without timers: call `enable_all` on the runtime's builder.
/// Outside of any tokio runtime it is an error of kind [`Build`](crate::ErrorKind::Build).
#[must_use = "a call sends nothing until it is awaited"]
pub struct Call<R, K = Single> {
    pub(crate) request: RequestParts,
    pub(crate) decode: Decode<R>,
    pub(crate) kind: K,
}

/// Marks a call that is no page of a list.
#[derive(Clone, Copy, Debug)]
pub struct Single;

impl<R, K> Call<R, K> {
    pub(crate) fn new(mut request: RequestParts, decode: Decode<R>, kind: K) -> Self {
        request.accept(decode.accept);
        Self { request, decode, kind }
    }

    /// The longest that this call may take, from its beginning to the end of the response, with all
    /// attempts and the waits between them; see
    /// [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.options().timeouts.total = Some(timeout);
        self
    }

    /// The longest that one attempt of this call may take; see
    /// [`ClientBuilder::attempt_timeout`](crate::ClientBuilder::attempt_timeout).
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.request.options().timeouts.attempt = Some(timeout);
        self
    }

    /// The longest that making a connection for this call may take; see
    /// [`ClientBuilder::connect_timeout`](crate::ClientBuilder::connect_timeout).
    ///
    /// Over the default transport, calls with this option share no connections with calls without.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.request.options().timeouts.connect = Some(timeout);
        self
    }

    /// The longest pause within the body of the response; see
    /// [`ClientBuilder::read_timeout`](crate::ClientBuilder::read_timeout).
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.request.options().timeouts.read = Some(timeout);
        self
    }

    /// Sets when this call is sent again after a failure. What `retry` leaves open, the endpoint and
    /// the client decide.
    ///
    /// ```
    /// # async fn run(call: api_core::Call<api_core::Result<()>>) -> api_core::Result<()> {
    /// # use api_core::Retry;
    /// call.retry(Retry::repeatable().attempts(5)).await
    /// # }
    /// ```
    pub fn retry(mut self, retry: Retry) -> Self {
        let own = &mut self.request.options().retry;
        *own = retry.or(*own);
        self
    }

    /// Sets a header of this call, in place of those of its name from anywhere else. Takes texts, and
    /// typed names and values.
    ///
    /// ```
    /// # use api_core::http::HeaderValue;
    /// # use api_core::http::header::RANGE;
    /// # fn run(call: api_core::Call<api_core::Result<()>>, tag: HeaderValue) {
    /// let call = call.header("X-Page", "2").header(RANGE, "bytes=0-99").header("X-Tag", tag);
    /// # }
    /// ```
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<[u8]>) -> Self {
        let (name, value) = (name.as_ref(), value.as_ref());
        if let Err(why) = self.request.set_header(name, value) {
            let name = Shown::new(name);
            self.request.keep_error(Error::build(format!("header `{name}` {why}")));
        }
        self
    }

    /// Adds a query parameter to this call, behind the declared ones.
    pub fn query<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        if let Err(why) = self.request.push_query(name, value, Style::PLAIN) {
            let name = Shown::new(name);
            self.request.keep_error(Error::build(format!("query parameter `{name}` {why}")));
        }
        self
    }

    /// Sets the credentials of this call, in place of the client's.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.request.options().credentials = Some(credentials);
        self
    }

    /// Sets the `Idempotency-Key` header of this call, by which a server recognizes a repetition.
    ///
    /// Every attempt carries the same key, so the call may be sent again, whatever its method. Make one
    /// key per thing that is to be done once, such as an order, or let every call make its own
    /// (`#[endpoint(…, idempotency_key)]`). A server that does not know the header ignores it; set
    /// [`Retry::never`] then.
    ///
    /// The streams of [`items`](Self::items) and [`pages`](Self::pages) send this key with the first page.
    /// Each page behind it has a key made of this one and its cursor, since a key names one request.
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header(IDEMPOTENCY_KEY, key)
    }

    /// Asks for the response only if the resource has changed, by its `ETag` of an earlier response: sets
    /// `If-None-Match` (RFC 9110 §13.1.2). A server whose resource has not changed responds with 304,
    /// which is an error unless the endpoint declares `none = [304]`.
    ///
    /// The tag is sent as it was received, in its quotes.
    pub fn if_none_match(self, etag: impl AsRef<[u8]>) -> Self {
        self.header(IF_NONE_MATCH, etag)
    }

    /// Fails with [`ErrorKind::RateLimited`](crate::ErrorKind::RateLimited) where the call would have
    /// to wait for a rate limit; see [`ClientBuilder::rate_limits`](crate::ClientBuilder::rate_limits).
    /// A request that the server refuses for a limit is not sent again either.
    pub fn try_now(mut self) -> Self {
        self.request.options().try_now = true;
        self
    }

    /// Adds a value for the layers of the transport to the request's extensions.
    pub fn extension<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.request.options().extensions.insert(value);
        self
    }

    /// Makes the call give a [`Response`]: the value with its status and headers.
    pub fn with_response(self) -> WithResponse<R>
    where
        R: ReturnType,
    {
        WithResponse(Call { request: self.request, decode: self.decode, kind: Single })
    }

    /// The request as it would be sent, with credentials. Sends nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if an argument cannot be sent.
    pub fn build(mut self) -> Result<Request<Body>> {
        self.request.finish()
    }

    /// The call as a boxed future, as the methods of the declared trait return it.
    #[must_use = "a call sends nothing until it is awaited"]
    pub fn boxed<'a>(self) -> Pin<Box<dyn Future<Output = R> + Send + 'a>>
    where
        R: 'a,
    {
        Box::pin(self.into_future())
    }

    fn send(self) -> InFlight<R> {
        let Decode { read, expected, is_page, .. } = self.decode;
        let endpoint = self.request.endpoint;
        let watched = if is_page {
            WatchedPage::begin(self.request.url_so_far(), expected.spec)
        } else {
            None
        };
        let inner = pipeline::execute(self.request, expected, Observed::FromNow);
        InFlight { endpoint, read, inner, watched }
    }
}

impl<R, K> IntoFuture for Call<R, K> {
    type Output = R;
    type IntoFuture = CallFuture<R>;

    fn into_future(self) -> CallFuture<R> {
        CallFuture(self.send())
    }
}

impl<R, K> fmt::Debug for Call<R, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({})", self.request.endpoint)
    }
}

/// A call that gives a [`Response`]: its value with status and headers.
#[must_use = "a call sends nothing until it is awaited"]
pub struct WithResponse<R>(Call<R>);

impl<R: ReturnType> IntoFuture for WithResponse<R> {
    type Output = Result<Response<R::Value>, R::Error>;
    type IntoFuture = WithResponseFuture<R>;

    fn into_future(self) -> WithResponseFuture<R> {
        WithResponseFuture(self.0.send())
    }
}

impl<R> fmt::Debug for WithResponse<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A call under way. Dropping it cancels the call.
pub struct CallFuture<R>(InFlight<R>);

impl<R> Future for CallFuture<R> {
    type Output = R;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let raw = ready!(self.0.inner.as_mut().poll(cx));
        Poll::Ready(match raw {
            Ok(mut raw) => self.0.read(&mut raw),
            Err(error) => (self.0.read)(self.0.endpoint, Err(error)),
        })
    }
}

impl<R> fmt::Debug for CallFuture<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CallFuture({})", self.0.endpoint)
    }
}

/// A call under way that gives a [`Response`]. Dropping it cancels the call.
pub struct WithResponseFuture<R>(InFlight<R>);

impl<R: ReturnType> Future for WithResponseFuture<R> {
    type Output = Result<Response<R::Value>, R::Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut raw = match ready!(self.0.inner.as_mut().poll(cx)) {
            Ok(raw) => raw,
            Err(error) => return Poll::Ready(Err(error.into())),
        };
        let value = self.0.read(&mut raw).into_result()?;
        Poll::Ready(Ok({
            let body = raw.read_body().clone();
            Response::from_parts(raw.status, raw.headers, value, body).limited(raw.rate_limit)
        }))
    }
}

impl<R> fmt::Debug for WithResponseFuture<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WithResponseFuture({})", self.0.endpoint)
    }
}

/// A call that was sent. Its future is boxed and not generic, so that all endpoints share its code.
struct InFlight<R> {
    endpoint: &'static Endpoint,
    read: fn(&'static Endpoint, Result<&mut RawResponse>) -> R,
    inner: RawResponseFuture,
    /// For a list that asks for this page, if one does.
    watched: Option<Box<WatchedPage>>,
}

impl<R> InFlight<R> {
    /// Reads the response.
    fn read(&mut self, raw: &mut RawResponse) -> R {
        if let Some(page) = self.watched.take() {
            page.came(raw);
        }
        (self.read)(self.endpoint, Ok(raw))
    }
}
