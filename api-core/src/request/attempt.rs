//! The end of filling: a request is closed, and put together for each attempt.

use std::mem::take;

use http::header::ACCEPT_ENCODING;
use http::{Extensions, HeaderMap, HeaderValue, Method, Request};
use url::form_urlencoded;
use uuid::Uuid;

use super::{RequestParts, TOO_MANY_HEADERS};
use crate::endpoint::Accept;
use crate::headers::{Choice, Recipient, header_name, replace};
use crate::retry::IDEMPOTENCY_KEY;
use crate::transport::{NeverSigned, OutgoingRequest};
use crate::wire::header::write::header_value;
use crate::{Body, Credentials, Error, Result};

/// The longest target that `http` can hold, in bytes.
const LONGEST: usize = 65_534;
const TOO_LONG: &str = "the URL is longer than 65534 bytes";
const SPREAD_CREDENTIALS: &str = "a spread header parameter has the name of the credentials' header; \
                                  declare `#[header(flatten, replace)]` to replace it";
const SPREAD_QUERY: &str = "a spread query parameter has the name of the credentials' parameter, and \
                            servers differ on which one counts";

impl RequestParts {
    /// The finished request.
    pub(crate) fn finish(&mut self) -> Result<Request<Body>> {
        self.seal()?;
        let request = self.attempt(Recipient::User, true)?;
        let base = self.client.base();
        let Some(signer) = self.client.signer() else { return request.into_http(base) };
        let signed = request.into_http_for_layers(base).and_then(|request| signer.sign(request));
        signed.map_err(|error| error.at(self.endpoint))
    }

    /// Ends the filling. Fails with the first error that was made in it.
    pub(crate) fn seal(&mut self) -> Result<()> {
        if self.path_end.is_none() {
            self.end_path();
        }
        self.body.close();
        // Here, so that all attempts have the same one.
        if self.endpoint.makes_idempotency_key() && self.idempotency_key().is_none() {
            let key = Uuid::new_v4().to_string();
            _ = self.set_header(IDEMPOTENCY_KEY, &key);
        }
        self.error.take().map_or(Ok(()), Err)
    }

    /// The sealed request for one attempt; the `last` one takes the parts out of this.
    ///
    /// Put together anew each time: what is the client's is copied into every request anyhow, so
    /// all that is copied for a later attempt is the call's own headers, and there are seldom any.
    // Inline, so that the result, which is large, is not copied from one to the other of two frames.
    // That takes 1.0 % off building a request.
    #[inline]
    pub(crate) fn attempt(&mut self, to: Recipient, last: bool) -> Result<OutgoingRequest> {
        let mut target = for_attempt(&mut self.target, last);
        let mut headers = self.default_headers(to);
        self.add_headers(&mut headers, last)?;
        let public = target.len();
        if let Some(credentials) = self.credentials() {
            self.check_query(credentials, &target)?;
            // The URL of a next page may repeat the key that this page was asked with.
            if !(self.at_url.is_some() && self.has_query_of(credentials, &target)) {
                credentials.apply_query(&mut target).map_err(|error| error.at(self.endpoint))?;
            }
        }
        let method = self.endpoint.method();
        let content_type = self.options.as_ref().and_then(|options| options.content_type);
        let body = self.body.attempt(last, &mut headers, method, content_type);
        let body = body.map_err(|why| self.invalid(why))?;
        let method = Method::from_bytes(method.as_bytes())
            .map_err(|_| self.invalid("the method is no valid HTTP token"))?;
        if target.len() > LONGEST {
            return Err(self.invalid(TOO_LONG));
        }
        let mut extensions = match &mut self.options {
            None => Extensions::new(),
            Some(options) => for_attempt(&mut options.extensions, last),
        };
        if self.client.signer().is_some() && !self.endpoint.uses_credentials() {
            extensions.insert(NeverSigned);
        }
        Ok(OutgoingRequest {
            endpoint: self.endpoint,
            method,
            target,
            public,
            headers,
            extensions,
            body,
        })
    }

    /// The client's headers, as far as the request has them.
    fn default_headers(&self, to: Recipient) -> HeaderMap {
        let same_origin = self.is_same_origin();
        let uses_clients = self.endpoint.uses_credentials()
            && self.own_credentials().is_none()
            && self.credentials_of_base().is_none();
        let choice = Choice {
            same_origin,
            credentials: same_origin && uses_clients,
            removing: self.endpoint.removes_headers().then_some(self.endpoint),
        };
        self.client.default_headers().choose(&choice, self.accept, to)
    }

    /// Adds the headers of endpoint and call, nearer ones in place of farther ones.
    fn add_headers(&mut self, headers: &mut HeaderMap, last: bool) -> Result<()> {
        if self.own_credentials().is_none() {
            let spread = self.options.as_ref().map(|options| &options.spread_headers[..]);
            let nearer = if self.credentials_of_base().is_some() {
                self.credentials()
            } else {
                self.provided()
            };
            for header in nearer.into_iter().flat_map(Credentials::headers) {
                if spread.unwrap_or_default().contains(header.0) {
                    return Err(self.invalid(SPREAD_CREDENTIALS));
                }
                replace(headers, header);
            }
        }
        for (name, value) in self.endpoint.headers() {
            let name = header_name(name)
                .map_err(|why| self.invalid(&format!("the constant header `{name}` {why}")))?;
            headers.insert(name, header_value(value).map_err(|why| self.invalid(why))?);
        }
        if self.accept == Accept::Download {
            headers
                .entry(ACCEPT_ENCODING)
                .or_insert(const { HeaderValue::from_static("identity") });
        }
        if let Some(options) = &mut self.options {
            let own = for_attempt(&mut options.headers, last);
            headers.try_reserve(own.len()).map_err(|_| self.invalid(TOO_MANY_HEADERS))?;
            headers.extend(own);
        }
        if self.own_credentials().is_some() {
            let own = self.credentials().into_iter().flat_map(Credentials::headers);
            own.for_each(|header| replace(headers, header));
        }
        Ok(())
    }

    /// Fails if a map that was spread over the query names the credentials' parameter: a server may
    /// take the one from outside.
    fn check_query(&self, credentials: &Credentials, target: &str) -> Result<()> {
        if self.spreads_query && self.has_query_of(credentials, target) {
            return Err(self.invalid(SPREAD_QUERY));
        }
        Ok(())
    }

    /// True if the query has a parameter of the name of one that the credentials are.
    fn has_query_of(&self, credentials: &Credentials, target: &str) -> bool {
        let query = target.get(self.path_end.unwrap_or_default()..).unwrap_or_default();
        let query = query.strip_prefix('?').unwrap_or(query);
        credentials
            .query_names()
            .any(|name| form_urlencoded::parse(query.as_bytes()).any(|(own, _)| own == name))
    }

    #[cold]
    pub(super) fn invalid(&self, why: &str) -> Error {
        Error::build(why).at(self.endpoint)
    }
}

/// A part of a request for one attempt: a copy, or for the `last` one the part itself.
fn for_attempt<T: Clone + Default>(part: &mut T, last: bool) -> T {
    if last { take(part) } else { part.clone() }
}
