//! A request while it is being filled: by the statements of generated code, one per argument (`params/`),
//! then by the options of a call.
//!
//! The text of the target is written front to back into one string: the base, the path, then the
//! query. The first error is kept and comes out when the call is awaited, so that the inherent
//! methods of a client need no `Result`. How a value is written is decided in `wire/`, and which of
//! several headers counts in `headers.rs`.

mod attempt;
mod begin;
mod content;
mod cursor;
mod options;
mod url;

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;
use http::header::HeaderName;
use serde::Serialize;

pub(crate) use self::content::Content;
pub(crate) use self::cursor::WriteCursor;
use self::options::Options;
pub(crate) use self::url::absolute;
use crate::client::NamedBase;
use crate::endpoint::{Accept, Location};
use crate::headers::own_header;
use crate::rate_limit::{Limiter, Name, Route};
use crate::retry::{IDEMPOTENCY_KEY, Plan};
use crate::timeouts::Timeouts;
use crate::wire::pairs::write::{Encoding, Pairs};
use crate::wire::path::write::{InvalidPath, PathWriter};
use crate::wire::style::Style;
use crate::wire::unwritable::Unwritable;
use crate::{Client, Credentials, Endpoint, Error, Result};

/// A request that is being filled, argument by argument. Made by generated code.
pub struct RequestParts {
    pub(crate) client: Client,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) target: String,
    pub(crate) path: PathWriter,
    /// Where the path ends and the query begins, once it does.
    path_end: Option<usize>,
    /// Set by a URL given at run time: whether it is of the base's own origin.
    at_url: Option<bool>,
    /// True once a map or struct was spread over the query.
    pub(crate) spreads_query: bool,
    pub(crate) body: Content,
    accept: Accept,
    options: Option<Box<Options>>,
    error: Option<Error>,
}

/// Shared by the statements and the options of a call.
impl RequestParts {
    pub(crate) fn accept(&mut self, accept: Accept) {
        self.accept = accept;
    }

    /// Keeps an error, unless there was one before it.
    pub(crate) fn keep_error(&mut self, error: Error) {
        self.error.get_or_insert(error.at(self.endpoint));
    }

    pub(crate) fn check(
        &mut self,
        location: Location,
        wire_name: &'static str,
        written: Result<(), Unwritable>,
    ) {
        if let Err(error) = written {
            self.fail(location, wire_name, error);
        }
    }

    pub(crate) fn check_path(&mut self, written: Result<(), InvalidPath>) {
        if let Err(InvalidPath { placeholder, why }) = written {
            self.fail(Location::Path, placeholder, why.into());
        }
    }

    #[cold]
    pub(crate) fn fail(&mut self, location: Location, wire_name: &'static str, error: Unwritable) {
        let subject = match self.endpoint.param_name(location, wire_name) {
            "" => format!("{location} parameter"),
            name => format!("{location} parameter `{name}`"),
        };
        self.keep_error(error.into_build_error(&subject));
    }

    /// The names on the wire of the endpoint's parameters at a place, and of its constants there:
    /// what a map that is spread may not name again.
    pub(crate) fn others<V>(
        &self,
        location: Location,
        constants: &[(&'static str, V)],
    ) -> Vec<&'static str> {
        let params = self.endpoint.params().iter().filter(|param| param.location() == location);
        let names = params.map(|param| param.wire_name()).filter(|name| !name.is_empty());
        names.chain(constants.iter().map(|(name, _)| *name)).collect()
    }

    /// Sets a header, in place of any that is there.
    pub(crate) fn set_header(
        &mut self,
        name: &str,
        value: &(impl AsRef<[u8]> + ?Sized),
    ) -> Result<(), Unwritable> {
        let (name, value) = own_header(name, value)?;
        self.options().headers.try_insert(name, value).map_err(|_| TOO_MANY_HEADERS)?;
        Ok(())
    }

    /// Sets a header in place of any that is there, or takes it off.
    pub(crate) fn replace_header(&mut self, name: HeaderName, value: Option<HeaderValue>) {
        let headers = &mut self.options().headers;
        match value {
            Some(value) => _ = headers.try_insert(name, value),
            None => _ = headers.remove(name),
        }
    }

    /// Appends a query parameter.
    pub(crate) fn push_query<V: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &V,
        style: Style,
    ) -> Result<(), Unwritable> {
        self.open_query().write(name, value, style)
    }

    /// The query, behind what comes before a call's own: the base's and the endpoint's constants.
    /// Ends the path.
    pub(crate) fn open_query(&mut self) -> Pairs<'_> {
        let start = match self.path_end {
            Some(end) => end,
            None => self.end_path(),
        };
        Pairs { out: &mut self.target, start, encoding: Encoding::Query }
    }

    fn end_path(&mut self) -> usize {
        let ended = self.path.end(&self.target);
        self.check_path(ended);
        // A URL given at run time may have a query of its own.
        let own = self.at_url.and_then(|_| self.target.find('?'));
        let end = *self.path_end.insert(own.unwrap_or(self.target.len()));
        let base = self.client.base_of(self.endpoint);
        let query = base.query().filter(|_| self.at_url.is_none());
        if let Some(query) = query {
            self.target.push('?');
            self.target.push_str(query);
        }
        // The client's defaults may hold a key, which stays with the origin that it is for.
        let defaults = if self.is_same_origin() { self.client.default_query() } else { &[] };
        let mut pairs = Pairs { out: &mut self.target, start: end, encoding: Encoding::Query };
        for (name, value) in defaults {
            pairs.pair(name, value);
        }
        pairs.literal(self.endpoint.query_text());
        end
    }

    /// The call's own options, to be changed.
    pub(crate) fn options(&mut self) -> &mut Options {
        self.options.get_or_insert_default()
    }

    /// The time limits of call and endpoint.
    pub(crate) fn timeouts(&self) -> Timeouts {
        let declared = self.endpoint.timeouts();
        self.options.as_ref().map_or(declared, |options| options.timeouts.or(declared))
    }

    /// The number of attempts, and whether a second one does harm, by call, endpoint and client.
    pub(crate) fn retry_plan(&self) -> Plan {
        let retry = self.endpoint.retry().or(self.client.retry());
        let retry = self.options.as_ref().map_or(retry, |options| options.retry.or(retry));
        let repeatable = self.endpoint.is_idempotent() || self.has_idempotency_key();
        retry.plan(repeatable, self.is_replayable())
    }

    fn idempotency_key(&self) -> Option<&HeaderValue> {
        self.options.as_ref()?.headers.get(IDEMPOTENCY_KEY)
    }

    /// `true` if the call has a key of its own by which the server knows a repetition. A key among
    /// the constant headers would be the same for every call.
    fn has_idempotency_key(&self) -> bool {
        self.idempotency_key().is_some_and(|key| !key.is_empty())
    }

    /// `true` if the request can be sent more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        self.body.is_replayable()
    }

    /// The credentials of the call, or else of the client if the endpoint has them sent.
    fn credentials_in_use(&self) -> Option<&Credentials> {
        let own = self.own_credentials();
        if own.is_some() || !self.endpoint.uses_credentials() || self.is_elsewhere() {
            return own;
        }
        match self.named_base() {
            Some(named) if named.credentials().is_some() => named.credentials(),
            Some(named) if !named.is_same_origin() => None,
            _ => Some(self.client.credentials()),
        }
    }

    /// The credentials that were set for this call.
    fn own_credentials(&self) -> Option<&Credentials> {
        self.options.as_ref()?.credentials.as_ref()
    }

    /// The credentials for the base that the endpoint names.
    fn credentials_of_base(&self) -> Option<&Credentials> {
        self.named_base()?.credentials()
    }

    /// The base that the endpoint names, unless that means the client's own.
    #[inline]
    fn named_base(&self) -> Option<&NamedBase> {
        self.endpoint.base()?;
        self.client.named_base(self.endpoint).ok().flatten()
    }

    /// True if the request goes to the origin of the client's base URL.
    fn is_same_origin(&self) -> bool {
        !self.is_elsewhere() && self.named_base().is_none_or(NamedBase::is_same_origin)
    }

    /// True if the request goes to an origin that only its URL names (`#[url]`), and not the client.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.at_url == Some(false)
    }

    /// The route that the limiter counts this call for.
    pub(crate) fn route(&self, limiter: &Limiter) -> Route {
        let name = match self.endpoint.rate_limit() {
            Some(name) => Name::Declared(name),
            None => Name::Endpoint(self.endpoint.trait_name(), self.endpoint.name()),
        };
        let values = self.options.as_ref().and_then(|options| options.rate_limit_values.as_deref());
        let credential = self.credentials_in_use().map_or(0, |used| {
            limiter.credential(used, std::ptr::eq(used, self.client.credentials()))
        });
        Route::new(credential, name, values.map(Arc::from))
    }

    /// `true` if the call fails where it would have to wait for a rate limit.
    pub(crate) fn is_try_now(&self) -> bool {
        self.options.as_ref().is_some_and(|options| options.try_now)
    }

    /// The credentials in use, with those that were fetched.
    fn credentials(&self) -> Option<&Credentials> {
        self.provided().or_else(|| self.credentials_in_use())
    }

    /// The credentials in use, if some of them were fetched.
    fn provided(&self) -> Option<&Credentials> {
        Some(&self.options.as_ref()?.provided.as_ref()?.credentials)
    }

    /// The names of the headers that have credentials.
    pub(crate) fn credentials_headers(&self) -> impl Iterator<Item = &HeaderName> {
        self.credentials().into_iter().flat_map(Credentials::headers).map(|(name, _)| name)
    }

    /// The credentials in use, if some of them are fetched.
    pub(crate) fn fetched_credentials(&self) -> Option<Credentials> {
        self.credentials_in_use().filter(|used| used.are_fetched()).cloned()
    }
}

/// `http` holds up to 24 576 headers.
pub(crate) const TOO_MANY_HEADERS: &str = "has more headers than a request can hold";

impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestParts")
            .field("endpoint", &self.endpoint.to_string())
            .finish_non_exhaustive()
    }
}
