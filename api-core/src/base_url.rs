//! The base URL: checked once, then only ever appended to.
//!
//! Never `Url::join`: it drops the base's last segment, and a path such as `//host` or `x:y` would
//! replace the host or the scheme.

use std::fmt;

use bytes::{Buf as _, Bytes};
use http::Uri;
use http::uri::{self, Authority, PathAndQuery, Scheme};
use url::{Host, Position, Url};

use crate::{Error, Result};

/// A base URL in the pieces that a target is put together from.
pub(crate) struct BaseUrl {
    /// `https://example.com:8443`
    origin: String,
    /// Origin and path, as they were given.
    whole: String,
    /// How much of that is not slashes at its end: every path template begins with one.
    trimmed: usize,
    query: Option<String>,
    url: Url,
    /// Its scheme and authority, for requests of `http`.
    uri: Option<(Scheme, Authority)>,
    allow_http: bool,
}

impl BaseUrl {
    /// Checks `text`. `http://` is for loopback unless `allow_http`.
    pub(crate) fn parse(text: &str, allow_http: bool) -> Result<Self> {
        // The parser would strip or repair these in silence.
        if text.chars().any(|c| c.is_control() || c == ' ' || c == '\\') {
            return refuse("it holds a space, a control character or a backslash");
        }
        let url = Url::parse(text)
            .map_err(|_| Error::build("base URL: it is no URL; write `https://host/path`"))?;
        match url.scheme() {
            _ if may_be_called(&url, allow_http) => {}
            "http" => {
                return refuse(
                    "`http://` to another machine shows credentials to everyone on the way; \
                     write `https://`, or call `allow_http()` if that is meant",
                );
            }
            other => {
                let shown: String = other.chars().take(16).collect();
                return refuse(&format!(
                    "the scheme is `{shown}`; write `https://` (or `http://` to loopback)"
                ));
            }
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("it holds a user name or password; use `credentials(…)` instead");
        }
        if url.fragment().is_some() {
            return refuse("it holds a fragment (`#…`), which is never sent; remove it");
        }
        let origin = url[..Position::BeforePath].to_owned();
        let query = url.query().filter(|query| !query.is_empty()).map(str::to_owned);
        let uri = Scheme::try_from(url.scheme()).ok().zip(url.authority().try_into().ok());
        let whole = url[..Position::AfterPath].to_owned();
        let trimmed = whole.trim_end_matches('/').len();
        Ok(Self { origin, whole, trimmed, query, url, uri, allow_http })
    }

    /// The whole, to resolve references against.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// `target` as `http` has it. Of what is below the base, only path and query are parsed.
    pub(crate) fn uri(&self, target: String) -> Result<Uri, http::Error> {
        let below = target.strip_prefix(&self.origin).is_some_and(|rest| rest.starts_with('/'));
        let mut target = Bytes::from(target);
        let Some((scheme, authority)) = self.uri.as_ref().filter(|_| below) else {
            return Ok(Uri::from_maybe_shared(target)?);
        };
        target.advance(self.origin.len());
        let mut parts = uri::Parts::default();
        parts.scheme = Some(scheme.clone());
        parts.authority = Some(authority.clone());
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(target)?);
        Ok(Uri::from_parts(parts)?)
    }

    /// Whether a URL given at run time may be called: by the same rule as the base.
    pub(crate) fn may_be_called(&self, url: &Url) -> bool {
        may_be_called(url, self.allow_http)
    }

    /// What targets begin with: origin and path, the `whole` of it or without slashes at its end.
    pub(crate) fn start(&self, whole: bool) -> &str {
        let end = if whole { self.whole.len() } else { self.trimmed };
        self.whole.get(..end).unwrap_or(&self.whole)
    }

    pub(crate) fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }
}

fn refuse<T>(why: &str) -> Result<T> {
    Err(Error::build(format!("base URL: {why}")))
}

fn may_be_called(url: &Url, allow_http: bool) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => allow_http || is_loopback(url),
        _ => false,
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl fmt::Debug for BaseUrl {
    // Without the query, which may hold a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.whole)
    }
}
