//! A request on its way out, in pieces: what reqwest takes differs from what the others take.

use http::{Extensions, HeaderMap, Method, Request};

use crate::base_url::BaseUrl;
use crate::{Body, Endpoint, Error, Result};

/// A finished request, before it becomes one of `http` or of reqwest.
pub(crate) struct OutgoingRequest {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) method: Method,
    /// The URL.
    pub(crate) target: String,
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

    /// The same for layers of the user's, which may ask what it calls.
    pub(crate) fn into_shown(mut self, base: &BaseUrl) -> Result<Request<Body>> {
        self.extensions.insert(self.endpoint);
        self.into_http(base)
    }
}
