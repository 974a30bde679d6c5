//! The end of filling: the constants, the client's defaults and the credentials, nearer ones first.

use bytes::Bytes;
use http::header::{ACCEPT, HeaderName};
use http::{HeaderValue, Method, Request, Uri};

use super::{RequestParts, encode, header_value, path};
use crate::{Body, Error, Location, Result};

impl RequestParts {
    /// Ends the path and writes what comes before a call's own query: the base's and the
    /// endpoint's constants.
    pub(super) fn open_query(&mut self) {
        if std::mem::replace(&mut self.in_query, true) {
            return;
        }
        if let Err(path::Refused(name, why)) = self.path.end(&self.target) {
            self.fail(Location::Path, name, why);
        }
        let query = self.client.base().query().filter(|_| self.at_url.is_none());
        if let Some(query) = query {
            self.target.push('?');
            self.target.push_str(query);
        }
        // What is set on the client may be a key, and stays with the origin it is for.
        let defaults = if self.at_url == Some(false) { &[] } else { self.client.default_query() };
        for (name, value) in defaults {
            encode::push_pair(&mut self.target, name, value);
        }
        for (name, value) in self.endpoint.query() {
            encode::push_pair(&mut self.target, name, value);
        }
    }

    /// The finished request. Fails with the first mistake that was made while filling it.
    pub(crate) fn into_request(mut self) -> Result<Request<Body>> {
        self.open_query();
        if let Some(error) = self.error {
            return Err(error);
        }
        let endpoint = self.endpoint;
        let refused = |what: &str| Error::build(what).at(endpoint);
        for (name, value) in endpoint.headers() {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| refused("a constant header has an invalid name"))?;
            if !self.headers.contains_key(&name) {
                let value = header_value(value).map_err(refused)?;
                self.headers.insert(name, value);
            }
        }
        let elsewhere = self.at_url == Some(false);
        for (name, value) in self.client.default_headers() {
            let dropped =
                elsewhere && value.is_sensitive() || endpoint.removes_header(name.as_str());
            if !dropped && !self.headers.contains_key(name) {
                self.headers.insert(name, value.clone());
            }
        }
        let credentials = match &self.credentials {
            Some(own) => Some(own),
            None if endpoint.uses_credentials() && !elsewhere => Some(self.client.credentials()),
            None => None,
        };
        if let Some(credentials) = credentials {
            credentials.apply(&mut self.headers, &mut self.target).map_err(|e| e.at(endpoint))?;
        }
        let body = self.body.finish(&mut self.headers, endpoint.method(), self.content_type);
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(self.accept));
        let method = Method::from_bytes(endpoint.method().as_bytes())
            .map_err(|_| refused("the method is no valid HTTP token"))?;
        let uri = Uri::from_maybe_shared(Bytes::from(self.target))
            .map_err(|_| refused("the URL is longer than 65534 bytes"))?;
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        *request.extensions_mut() = self.extensions;
        request.extensions_mut().insert(endpoint);
        Ok(request)
    }
}
