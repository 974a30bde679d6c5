//! The base URL: checked once, and from then on only appended to.
//!
//! Never `Url::join`: it drops the base's last segment, and a path such as `//host` or `x:y` would
//! replace the host or the scheme.

use std::fmt;

use bytes::{Buf as _, Bytes};
use http::Uri;
use http::uri::{self, Authority, PathAndQuery, Scheme};
use url::{Host, Position, Url};

use crate::{Error, Result};

/// A base URL, in the pieces that targets are made of.
pub(crate) struct BaseUrl {
    /// `https://example.com:8443`
    origin: String,
    /// Origin and path, as they were written.
    whole: String,
    /// The length of that without slashes at its end: every path template begins with one.
    trimmed: usize,
    query: Option<String>,
    url: Url,
    /// Scheme and authority, for requests of the `http` crate.
    uri: Option<(Scheme, Authority)>,
    allow_http: bool,
}

impl BaseUrl {
    /// Checks `text`, and calls it `subject` in an error. Without `allow_http`, only loopback may be
    /// called by `http://`.
    pub(crate) fn parse(subject: &str, text: &str, allow_http: bool) -> Result<Self> {
        let refuse = |why: &str| Err(Error::build(format!("{subject}: {why}")));
        // The parser would remove or repair these without a word.
        if text.chars().any(|c| c.is_control() || c == ' ' || c == '\\') {
            return refuse("it holds a space, a control character or a backslash");
        }
        if text.contains(['{', '}']) {
            return refuse("it holds a `{` or `}`; put the value in its place, as by `format!`");
        }
        // `localhost:8080` would be a URL with the scheme `localhost`.
        if let Some(host) = bare_host(text) {
            let name = host.split_once(':').map_or(host, |(name, _)| name);
            let is_here = name == "localhost" || name.starts_with("127.");
            let scheme = if is_here { "http" } else { "https" };
            return refuse(&format!(
                "it has no scheme; write `{scheme}://{host}` in front of any path"
            ));
        }
        let Ok(url) = Url::parse(text) else {
            return refuse("it is no URL; write `https://host/path`");
        };
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

    /// The URL that references are resolved against.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// `target` as a `Uri`. If it is below the base, only its path and query are parsed.
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

    /// Tells if a URL given at run time may be called, by the rule that holds for the base.
    pub(crate) fn may_be_called(&self, url: &Url) -> bool {
        may_be_called(url, self.allow_http)
    }

    /// The beginning of targets: origin and path, the `whole` of it or without slashes at its end.
    pub(crate) fn start(&self, whole: bool) -> &str {
        let end = if whole { self.whole.len() } else { self.trimmed };
        self.whole.get(..end).unwrap_or(&self.whole)
    }

    pub(crate) fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }
}

/// The host and the port of a text that begins with them. Of any other text none, and nothing behind them, since
/// it may hold a secret.
fn bare_host(text: &str) -> Option<&str> {
    let (host, _) = text.split_once(['/', '?', '#']).unwrap_or((text, ""));
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let is_name = (name == "localhost" || name.contains('.'))
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    (is_name && host.len() <= 100 && port.parse::<u16>().is_ok()).then_some(host)
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
