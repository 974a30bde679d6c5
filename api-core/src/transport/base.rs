//! What nearly all requests of a client go to.

use http::header::HOST;
use http::{HeaderMap, HeaderValue, Uri};
use url::{Position, Url};

/// A base, parsed, and its `Host`, which hyper would put together for every request: a fifteenth of
/// a call.
pub(super) struct Base {
    url: Url,
    /// Not where HTTP/2 may be spoken, which says the same in its own way.
    host: Option<HeaderValue>,
}

impl Base {
    pub(super) fn new(url: &Url) -> Self {
        let host = HeaderValue::from_str(authority(url));
        let http1 = !cfg!(feature = "http2") || url.scheme() == "http";
        Self { url: url.clone(), host: host.ok().filter(|_| http1) }
    }

    /// Whether a URL has the base's scheme, host and port.
    pub(super) fn is_of(&self, uri: &Uri) -> bool {
        uri.scheme_str() == Some(self.url.scheme())
            && uri.authority().is_some_and(|found| found.as_str() == authority(&self.url))
    }

    /// The URL that a target of ours is, if it has the base's scheme, host and port; its `Host` goes
    /// to the headers.
    pub(super) fn url(&self, target: &str, headers: &mut HeaderMap) -> Option<Url> {
        let rest = target.strip_prefix(&self.url[..Position::BeforePath])?;
        match rest.split_once('?') {
            // Another port, or a host whose name begins with the base's.
            _ if !rest.starts_with('/') => None,
            None => Some(self.with(rest, None, headers)),
            Some((path, query)) => Some(self.with(path, Some(query), headers)),
        }
    }

    /// The same for a request that has been through layers of the user's.
    pub(super) fn url_of(&self, uri: &Uri, headers: &mut HeaderMap) -> Option<Url> {
        self.is_of(uri).then(|| self.with(uri.path(), uri.query(), headers))
    }

    /// To parse the whole again would take twice as long.
    fn with(&self, path: &str, query: Option<&str>, headers: &mut HeaderMap) -> Url {
        self.name_in(headers);
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
