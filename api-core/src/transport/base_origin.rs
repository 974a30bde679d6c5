//! The origin of the base URL, which nearly all requests of a client go to: prepared once.

use http::header::HOST;
use http::{HeaderMap, HeaderValue, Uri};
use url::{ParseError, Position, Url};

use super::assembled_url::{UrlPrefix, unchanged_path};

pub(super) struct BaseOrigin {
    url: Url,
    prefix: Option<UrlPrefix>,
    /// The value of `Host`, which hyper would format for every request: a fifteenth of a call. None
    /// where HTTP/2 may be spoken, which sends `:authority` instead.
    host: Option<HeaderValue>,
}

impl BaseOrigin {
    pub(super) fn new(base: &Url) -> Self {
        let host = HeaderValue::from_str(authority(base));
        let http1 = !cfg!(feature = "http2") || base.scheme() == "http";
        let prefix = UrlPrefix::of(base);
        Self { url: base.clone(), prefix, host: host.ok().filter(|_| http1) }
    }

    pub(super) fn host(&self) -> Option<&HeaderValue> {
        self.host.as_ref()
    }

    pub(super) fn is_origin_of(&self, uri: &Uri) -> bool {
        uri.scheme_str() == Some(self.url.scheme())
            && uri.authority().is_some_and(|found| found.as_str() == authority(&self.url))
    }

    /// The URL of a request, of this origin or of another. Parses it only if the parser would change it.
    pub(super) fn url(&self, target: String) -> Result<Url, ParseError> {
        let path = target.strip_prefix(&self.url[..Position::BeforePath]);
        let path = path.and_then(unchanged_path);
        match path.zip(self.prefix.as_ref()) {
            Some((path, prefix)) => prefix.assemble(target, path).ok_or(ParseError::Overflow),
            None => Url::parse(&target),
        }
    }

    /// Sets `Host`, unless it is set already.
    pub(super) fn set_host(&self, headers: &mut HeaderMap) {
        if let Some(host) = &self.host {
            headers.entry(HOST).or_insert_with(|| host.clone());
        }
    }
}

/// Host and port; the latter only if it is not the scheme's default.
fn authority(url: &Url) -> &str {
    &url[Position::BeforeHost..Position::AfterPort]
}
