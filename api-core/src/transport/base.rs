//! What nearly all requests of a client go to.

use http::header::HOST;
use http::{HeaderMap, HeaderValue, Uri};
use url::{ParseError, Position, Url};

use super::raw::{Origin, normal_path};

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

    /// What to call it in requests.
    pub(super) fn host(&self) -> Option<&HeaderValue> {
        self.host.as_ref()
    }

    /// Whether a URL has the base's scheme, host and port.
    pub(super) fn is_of(&self, uri: &Uri) -> bool {
        uri.scheme_str() == Some(self.url.scheme())
            && uri.authority().is_some_and(|found| found.as_str() == authority(&self.url))
    }

    /// The URL that a target of ours is.
    pub(super) fn url(&self, target: String) -> Result<Url, ParseError> {
        let rest = target.strip_prefix(&self.url[..Position::BeforePath]);
        // Else it has another port, or a host whose name begins with the base's.
        let Some(rest) = rest.filter(|rest| rest.starts_with('/')) else {
            return Url::parse(&target);
        };
        if let Some((origin, path)) = self.origin.as_ref().zip(normal_path(rest)) {
            return origin.url(path, target).ok_or(ParseError::Overflow);
        }
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        Ok(self.with(path, query))
    }

    /// The URL of a request that has been through layers of the user's, if it is one of the base's; its
    /// `Host` goes to the headers.
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
