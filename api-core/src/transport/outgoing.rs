//! A finished request, in pieces: reqwest takes other pieces than `http` has.

use http::{Extensions, HeaderMap, Method, Request};

use crate::base_url::BaseUrl;
use crate::endpoint::Endpoint;
use crate::{Body, Error, Result};

/// A finished request.
pub(crate) struct OutgoingRequest {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) method: Method,
    /// The whole URL.
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

    /// The request as `http` has it, with the endpoint in its extensions for the user's layers.
    pub(crate) fn into_http_for_layers(mut self, base: &BaseUrl) -> Result<Request<Body>> {
        self.extensions.insert(self.endpoint);
        self.into_http(base)
    }
}
