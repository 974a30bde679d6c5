//! URLs as observers may see them: without secrets.

use std::fmt::Write as _;

use percent_encoding::percent_decode_str;
use url::{Host, Position, Url};

use crate::Endpoint;
use crate::endpoint::{self, Location, PathPiece};

/// The text in the place of a secret, as the semantic conventions of OpenTelemetry have it.
pub(super) const REDACTED: &str = "REDACTED";

/// The keys whose values are secret in any query: the list of OpenTelemetry's conventions for HTTP
/// (attribute `url.full`). Signatures of the large clouds.
const SECRET_KEYS: [&str; 7] = [
    "X-Amz-Signature",
    "X-Amz-Credential",
    "X-Amz-Security-Token",
    "AWSAccessKeyId",
    "Signature",
    "sig",
    "X-Goog-Signature",
];

/// The parts of URLs that a client lets its observers see.
#[derive(Clone, Debug, Default)]
pub(crate) struct UrlRules {
    /// True if the values of the query may be seen, except for secrets.
    pub(super) shows_queries: bool,
    /// The keys of secrets, in place of [`SECRET_KEYS`].
    pub(super) secret_keys: Option<Vec<String>>,
}

impl UrlRules {
    fn is_secret(&self, key: &str) -> bool {
        match &self.secret_keys {
            Some(keys) => keys.iter().any(|secret| secret == key),
            None => SECRET_KEYS.contains(&key),
        }
    }
}

/// The URL of a request.
pub(super) struct SentUrl<'a> {
    rules: &'a UrlRules,
    endpoint: &'static Endpoint,
    url: Option<Url>,
    /// Origin and path of the base. None if a redirect led elsewhere, where no template holds.
    base: Option<&'a str>,
    /// The names of credentials in the query.
    credentials: Vec<String>,
}

impl<'a> SentUrl<'a> {
    pub(super) fn new(
        rules: &'a UrlRules,
        endpoint: &'static Endpoint,
        target: &str,
        base: Option<&'a str>,
        credentials: Vec<String>,
    ) -> Self {
        Self { rules, endpoint, url: Url::parse(target).ok(), base, credentials }
    }

    pub(super) fn scheme(&self) -> &str {
        self.url.as_ref().map_or("", Url::scheme)
    }

    pub(super) fn host(&self) -> String {
        match self.url.as_ref().and_then(Url::host) {
            Some(Host::Ipv6(address)) => address.to_string(),
            Some(host) => host.to_string(),
            None => String::new(),
        }
    }

    pub(super) fn port(&self) -> u16 {
        self.url.as_ref().and_then(Url::port_or_known_default).unwrap_or_default()
    }

    /// The whole URL without its secrets.
    pub(super) fn redacted(&self) -> String {
        let Some(url) = &self.url else { return REDACTED.to_owned() };
        let mut out = format!("{}://", url.scheme());
        if !url.username().is_empty() || url.password().is_some() {
            _ = write!(out, "{REDACTED}:{REDACTED}@");
        }
        out.push_str(&url[Position::BeforeHost..Position::BeforePath]);
        if self.has_sensitive(Location::Url) {
            out.push('/');
            out.push_str(REDACTED);
            return out;
        }
        if self.has_sensitive(Location::Path) {
            self.push_path(&mut out, url);
        } else {
            out.push_str(url.path());
        }
        if let Some(query) = url.query() {
            self.push_query(&mut out, query);
        }
        out
    }

    fn has_sensitive(&self, location: Location) -> bool {
        let params = self.endpoint.params();
        params.iter().any(|param| param.is_sensitive() && param.location() == location)
    }

    /// Writes a path with secrets in it. One that does not look like its template is left out whole.
    fn push_path(&self, out: &mut String, url: &Url) {
        let path = &url[..Position::AfterPath];
        let known = self.base.and_then(|base| {
            let start = &url[..Position::BeforePath];
            let own = path.strip_prefix(base.trim_end_matches('/'))?;
            Some((
                base.trim_end_matches('/').strip_prefix(start)?,
                redact_path(self.endpoint, own)?,
            ))
        });
        match known {
            Some((base, own)) => {
                out.push_str(base);
                out.push_str(&own);
            }
            None => {
                out.push('/');
                out.push_str(REDACTED);
            }
        }
    }

    fn push_query(&self, out: &mut String, query: &str) {
        for (i, pair) in query.split('&').enumerate() {
            out.push(if i == 0 { '?' } else { '&' });
            match pair.split_once('=') {
                Some((key, _)) if self.hides(&decoded(key)) => {
                    _ = write!(out, "{key}={REDACTED}");
                }
                // Without a name, all of it may be a value.
                None if !pair.is_empty() && self.hides(&decoded(pair)) => out.push_str(REDACTED),
                _ => out.push_str(pair),
            }
        }
    }

    /// True if the value of a query's pair must not be seen.
    fn hides(&self, key: &str) -> bool {
        !self.rules.shows_queries
            || self.rules.is_secret(key)
            || self.credentials.iter().any(|name| name == key)
            || self.endpoint.params().iter().any(|param| {
                let is_secret = param.is_sensitive() && param.location() == Location::Query;
                is_secret && is_of(key, param.wire_name())
            })
    }
}

/// True if a parameter is written under this key: its name, that with a `[` or a `.` behind it, or any
/// name if the parameter is spread.
fn is_of(key: &str, wire_name: &str) -> bool {
    match key.strip_prefix(wire_name) {
        Some(rest) => wire_name.is_empty() || rest.is_empty() || rest.starts_with(['[', '.']),
        None => false,
    }
}

/// A path below the base, with `REDACTED` in the place of sensitive values. None if it does not have
/// the segments of its template.
fn redact_path(endpoint: &Endpoint, path: &str) -> Option<String> {
    let template = endpoint::segments(endpoint.pieces());
    let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    let is_rest =
        |segment: &Vec<PathPiece>| segment.iter().any(|piece| matches!(piece, PathPiece::Rest(_)));
    let rest = template.iter().position(is_rest);
    let behind = rest.map_or(0, |at| template.len() - at - 1);
    match rest {
        None if segments.len() != template.len() => return None,
        Some(at) if segments.len() < at + behind => return None,
        _ => {}
    }
    let is_secret = |piece: &PathPiece| match piece {
        PathPiece::Literal(_) => false,
        PathPiece::Param(name) | PathPiece::Rest(name) => endpoint.params().iter().any(|param| {
            param.is_sensitive() && param.location() == Location::Path && param.wire_name() == *name
        }),
    };
    let mut out = String::new();
    let mut before = None;
    for (i, segment) in segments.iter().enumerate() {
        let at = match rest {
            Some(at) if i >= at && i + behind < segments.len() => at,
            Some(at) if i >= at => template.len() - (segments.len() - i),
            _ => i,
        };
        let pieces = template.get(at)?;
        if !pieces.iter().any(is_secret) {
            out.push('/');
            out.push_str(segment);
        } else if before != Some(at) {
            // Where one value of a segment ends, only its literals tell: all values are left out.
            out.push('/');
            for piece in pieces {
                match piece {
                    PathPiece::Literal(text) => out.push_str(text),
                    PathPiece::Param(_) | PathPiece::Rest(_) => out.push_str(REDACTED),
                }
            }
        }
        before = Some(at);
    }
    Some(out)
}

/// The pairs of a query, their names decoded.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (String, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), value)
    })
}

/// A key as servers read it. Most read a plus sign as a space.
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
