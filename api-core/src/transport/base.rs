//! What nearly all requests of a client go to.

use http::header::HOST;
use http::{HeaderMap, HeaderValue, Uri};
use url::{Position, Url};

/// A base, parsed, and its `Host`, which hyper would put together for every request: a fifteenth of
/// a call.
pub(super) struct Base {
    pub(super) url: Url,
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
