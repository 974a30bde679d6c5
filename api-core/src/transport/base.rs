//! What nearly all requests of a client go to.

use http::header::HOST;
use http::{HeaderMap, HeaderValue, Uri};
use url::{ParseError, Position, Url};

use super::raw::{Origin, is_normal};

/// A base, parsed, and its `Host`, which hyper would put together for every request: a fifteenth of
/// a call.
pub(super) struct Base {
    url: Url,
    origin: Option<Origin>,
    /// Not where HTTP/2 may be spoken, which says the same in its own way.
    host: Option<HeaderValue>,
}

impl Base {
    pub(super) fn new(url: &Url) -> Self {
        let host = HeaderValue::from_str(authority(url));
        let http1 = !cfg!(feature = "http2") || url.scheme() == "http";
        Self { url: url.clone(), origin: Origin::of(url), host: host.ok().filter(|_| http1) }
    }

    /// Whether a URL has the base's scheme, host and port.
    pub(super) fn is_of(&self, uri: &Uri) -> bool {
        uri.scheme_str() == Some(self.url.scheme())
            && uri.authority().is_some_and(|found| found.as_str() == authority(&self.url))
    }

    /// The URL that a target of ours is. Its `Host` goes to the headers, if that is the base's.
    pub(super) fn url(&self, target: String, headers: &mut HeaderMap) -> Result<Url, ParseError> {
        let rest = target.strip_prefix(&self.url[..Position::BeforePath]);
        // Else it has another port, or a host whose name begins with the base's.
        let Some(rest) = rest.filter(|rest| rest.starts_with('/')) else {
            return Url::parse(&target);
        };
        self.name_in(headers);
        let end = rest.bytes().position(|byte| byte == b'?');
        let (path, query) = rest.split_at(end.unwrap_or(rest.len()));
        if let Some(origin) = self.origin.as_ref().filter(|_| is_normal(path, query)) {
            return origin.url(path.len(), target).ok_or(ParseError::Overflow);
        }
        Ok(self.with(path, query.strip_prefix('?')))
    }

    /// The URL of a request that has been through layers of the user's, if it is one of the base's.
    pub(super) fn url_of(&self, uri: &Uri, headers: &mut HeaderMap) -> Option<Url> {
        self.is_of(uri).then(|| {
            self.name_in(headers);
            self.with(uri.path(), uri.query())
        })
    }

    /// To parse the whole again would take twice as long.
    fn with(&self, path: &str, query: Option<&str>) -> Url {
        let mut url = self.url.clone();
        url.set_path(path);
        url.set_query(query);
        url
    }

    /// Says in the headers of a request to it that it is meant, unless they say otherwise.
    pub(super) fn name_in(&self, headers: &mut HeaderMap) {
        if let Some(host) = &self.host {
            headers.entry(HOST).or_insert_with(|| host.clone());
        }
    }
}

/// Host and port, the latter if it is not the usual one.
fn authority(url: &Url) -> &str {
    &url[Position::BeforeHost..Position::AfterPort]
}
