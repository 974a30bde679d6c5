//! A finished request, in pieces: reqwest takes other pieces than `http` has.

use http::header::{CONTENT_LENGTH, HOST, HeaderValue};
use http::{Extensions, HeaderMap, Method, Request, Uri};
use url::Url;

use crate::base_url::BaseUrl;
use crate::endpoint::Endpoint;
use crate::headers::is_written_by_transport;
use crate::{Body, Error, Result};

/// A finished request.
pub(crate) struct OutgoingRequest {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) method: Method,
    /// The whole URL.
    pub(crate) target: String,
    /// The length of that without credentials in the query.
    pub(crate) public: usize,
    pub(crate) headers: HeaderMap,
    pub(crate) extensions: Extensions,
    pub(crate) body: Body,
}

impl OutgoingRequest {
    /// The request as `http` has it.
    pub(crate) fn into_http(self, base: &BaseUrl) -> Result<Request<Body>> {
        let uri = base.uri(self.target).map_err(|_| {
            Error::build("the URL has characters that HTTP cannot send").at(self.endpoint)
        })?;
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        *request.extensions_mut() = self.extensions;
        Ok(request)
    }

    /// The request as `http` has it, with the endpoint in its extensions for the user's layers.
    pub(crate) fn into_http_for_layers(mut self, base: &BaseUrl) -> Result<Request<Body>> {
        self.extensions.insert(self.endpoint);
        self.into_http(base)
    }
}

/// Spells a URL that a layer left as reqwest spells it, which parses every URL (WHATWG URL).
pub(super) fn respell(uri: &mut Uri) -> Result<Url> {
    let no_url = || Error::build("the request cannot be sent: its target is no URL");
    let text = uri.to_string();
    let url = Url::parse(&text).map_err(|_| no_url())?;
    if url.as_str() != text {
        *uri = url.as_str().parse().map_err(|_| no_url())?;
    }
    Ok(url)
}

/// Frames a request that has been through the user's layers.
///
/// A layer may have replaced the body, so the length is that of the body which is there now. All other
/// headers that only the transport writes are refused, except for the `Host` that the URL has.
pub(super) fn frame(request: &mut Request<Body>) -> Result<()> {
    let length = request.body().length();
    let stated = request.headers_mut().remove(CONTENT_LENGTH).is_some();
    let host = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    let mut headers = request.headers().iter();
    let forbidden = headers.find(|(name, value)| {
        is_written_by_transport(name) && !(**name == HOST && host == Some(value.as_bytes()))
    });
    if let Some((name, _)) = forbidden {
        return Err(Error::build(format!(
            "a layer set the header `{name}`, which only the transport writes; remove it there"
        )));
    }
    // Only some requests without a body state that their length is zero.
    if let Some(length) = length.filter(|length| stated || *length > 0) {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    Ok(())
}
