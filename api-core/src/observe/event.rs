//! The events of a call, as observers see them.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};
use http::{HeaderMap, HeaderName, Method, StatusCode, Version};

use super::url::{REDACTED, SentUrl};
use crate::endpoint::Location;
use crate::{Endpoint, Error};

/// A call begins.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Began {
    /// The endpoint that is called.
    pub endpoint: &'static Endpoint,
}

/// A call has waited.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Waited {
    /// The endpoint that is called.
    pub endpoint: &'static Endpoint,
    /// The reason of the wait.
    pub reason: WaitReason,
    /// The length of the wait.
    pub elapsed: Duration,
}

/// The reason why a call waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WaitReason {
    /// Too many calls were under way before it
    /// ([`ClientBuilder::max_concurrent`](crate::ClientBuilder::max_concurrent)).
    Turn,
    /// A rate limit of the API was used up
    /// ([`ClientBuilder::rate_limits`](crate::ClientBuilder::rate_limits)).
    Limits,
    /// An attempt failed, and the next one follows after a while ([`Retry`](crate::Retry)).
    Backoff,
    /// Credentials were fetched ([`Credentials::provider`](crate::Credentials::provider)).
    Credentials,
}

impl WaitReason {
    /// The reason in one word, in lower case: `turn`, `limits`, `backoff` or `credentials`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Turn => "turn",
            Self::Limits => "limits",
            Self::Backoff => "backoff",
            Self::Credentials => "credentials",
        }
    }
}

impl fmt::Display for WaitReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A request is about to be sent.
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The endpoint that is called.
    pub endpoint: &'static Endpoint,
    /// The number of the attempt, from 1. A redirect that is followed belongs to the attempt, and so does
    /// a request that is sent once more over another connection.
    pub number: u32,
    /// The number of requests that the call has sent before: retries, redirects, and attempts with
    /// renewed credentials alike.
    pub resend_count: u32,
    /// The method.
    pub method: &'a Method,
    /// The headers, which may be changed, but for those that only the transport writes, such as
    /// `Content-Length`. Those that may be credentials are marked as sensitive.
    pub headers: &'a mut HeaderMap,
    /// The size of the body in bytes, if it is known.
    pub body_size: Option<u64>,
    /// True if the request leaves the origin of its base URL, or an earlier one of its attempt did: by a
    /// redirect, or by a URL that was given at run time. It carries no credentials of the client's then.
    pub is_away: bool,
    pub(super) url: &'a SentUrl<'a>,
    /// The headers of credentials.
    pub(super) credentials: &'a [HeaderName],
}

impl Attempt<'_> {
    /// The whole URL, redacted: without credentials and values of `#[sensitive]` parameters, and without
    /// any value of the query unless [`trace_urls`](crate::ClientBuilder::trace_urls) is set. `REDACTED`
    /// is in their place.
    #[must_use]
    pub fn url(&self) -> String {
        self.url.redacted()
    }

    /// The values of a header, as texts. `REDACTED` is in the place of one that is secret: of credentials,
    /// of a parameter that is `#[sensitive]`, or one that is no text.
    pub fn header(&self, name: &HeaderName) -> impl Iterator<Item = &str> {
        shown(self.headers, name, is_secret(name, self.endpoint, self.credentials))
    }

    /// The scheme, `http` or `https`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.url.scheme()
    }

    /// The name or the address of the server, as the URL has it; an IPv6 address without brackets.
    #[must_use]
    pub fn server_address(&self) -> String {
        self.url.host()
    }

    /// The port of the server: that of the URL, or else that of its scheme.
    #[must_use]
    pub fn server_port(&self) -> u16 {
        self.url.port()
    }
}

/// True of headers that are secret wherever they are, and of those that are so in the requests of an
/// endpoint: some servers send them back.
fn is_secret(name: &HeaderName, endpoint: &Endpoint, credentials: &[HeaderName]) -> bool {
    [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE].contains(name)
        || credentials.contains(name)
        || endpoint.params().iter().any(|param| {
            // Without a name, it is spread.
            param.is_sensitive()
                && param.location() == Location::Header
                && (param.wire_name().is_empty()
                    || param.wire_name().eq_ignore_ascii_case(name.as_str()))
        })
}

fn shown<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    is_secret: bool,
) -> impl Iterator<Item = &'a str> {
    headers.get_all(name).into_iter().map(move |value| match value.to_str() {
        Ok(text) if !is_secret => text,
        _ => REDACTED,
    })
}

// Without headers: some of them are of the user's own, and secret.
impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("endpoint", &self.endpoint)
            .field("number", &self.number)
            .field("resend_count", &self.resend_count)
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}

/// The head of a response is there.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Responded<'a> {
    /// The endpoint that is called.
    pub endpoint: &'static Endpoint,
    /// The number of the attempt, from 1.
    pub number: u32,
    /// The status.
    pub status: StatusCode,
    /// The version of HTTP that the server speaks.
    pub version: Version,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The connection, as far as the transport knows it.
    pub connection: Connection,
    /// The time since the request was sent.
    pub elapsed: Duration,
    /// The headers of credentials.
    pub(super) credentials: &'a [HeaderName],
}

impl Responded<'_> {
    /// The values of a header, as texts. `REDACTED` is in the place of one that is no text, of
    /// `Set-Cookie`, and of one that is secret in a request ([`Attempt::header`]).
    pub fn header(&self, name: &HeaderName) -> impl Iterator<Item = &str> {
        shown(self.headers, name, is_secret(name, self.endpoint, self.credentials))
    }
}

// Without headers: a `Set-Cookie` is a secret, too.
impl fmt::Debug for Responded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Responded")
            .field("endpoint", &self.endpoint)
            .field("number", &self.number)
            .field("status", &self.status)
            .field("connection", &self.connection)
            .field("elapsed", &self.elapsed)
            .finish_non_exhaustive()
    }
}

/// A connection, as far as the transport knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connection {
    /// The address at its other end, which is that of a proxy if there is one.
    pub peer: Option<SocketAddr>,
    /// True if an exchange before this one has used it. Known over the transport of `hyper()`.
    pub reused: Option<bool>,
}

/// A response is there to its end.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Received {
    /// The endpoint that is called.
    pub endpoint: &'static Endpoint,
    /// The number of the attempt, from 1.
    pub number: u32,
    /// The status.
    pub status: StatusCode,
    /// The size of the body in bytes as it was transferred, before any decompression by this client. None
    /// if it was not read, as of a redirect
    /// that is followed.
    pub body_size: Option<u64>,
    /// The time since the request was sent.
    pub elapsed: Duration,
}

/// A request failed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Failed<'a> {
    /// The endpoint that is called.
    pub endpoint: &'static Endpoint,
    /// The number of the attempt, from 1.
    pub number: u32,
    /// The failure in one word: the status as a text if that means failure, else the name of the
    /// [`ErrorKind`](crate::ErrorKind), such as `Timeout`.
    pub error_type: &'a str,
    /// The status, if a response came.
    pub status: Option<StatusCode>,
    /// The size of the failed response's body in bytes, as far as it was read.
    pub body_size: Option<u64>,
    /// The wait before the next request of the call, if one follows.
    pub retry_in: Option<Duration>,
    /// The time since the request was sent.
    pub elapsed: Duration,
}

/// A call ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Ended<'a> {
    /// The endpoint that was called.
    pub endpoint: &'static Endpoint,
    /// The way in which the call ended.
    pub result: CallResult<'a>,
    /// The number of attempts.
    pub attempts: u32,
    /// The time from the beginning of the call to its end.
    pub elapsed: Duration,
}

impl Ended<'_> {
    /// The failure in one word, if there is one: the status as a text if that means failure, else the
    /// name of the [`ErrorKind`](crate::ErrorKind).
    #[must_use]
    pub fn error_type(&self) -> Option<String> {
        match self.result {
            CallResult::Failed(error) => Some(error_type(error)),
            CallResult::Succeeded | CallResult::Cancelled => None,
        }
    }
}

/// The way in which a call ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum CallResult<'a> {
    /// Its value was read.
    Succeeded,
    /// It failed. The error's texts may show words of the server; its kind, status and code do not.
    Failed(&'a Error),
    /// Its future was dropped, or the body that it handed over was dropped before its end.
    Cancelled,
}

/// An error in one word: the status as a text if that means failure, else the name of its kind.
pub(super) fn error_type(error: &Error) -> String {
    match error.status() {
        Some(status) if status.as_u16() >= 400 => status.as_str().to_owned(),
        _ => format!("{:?}", error.kind()),
    }
}
