//! The end of filling: the constants, the client's defaults and the credentials, nearer ones first.

use std::sync::Arc;

use http::header::{ACCEPT, HeaderName};
use http::{Method, Request};
use uuid::Uuid;

use super::content::Content;
use super::draft::Draft;
use super::pairs::{Encoding, Pairs};
use super::{RequestParts, header_value, path};
use crate::credentials::Provider;
use crate::retry::IDEMPOTENCY_KEY;
use crate::{Body, Credentials, Error, Location, Result};

/// The longest target that `http` can hold, in bytes.
const LONGEST: usize = 65_534;
const TOO_LONG: &str = "the URL is longer than 65534 bytes";

impl RequestParts {
    /// The query, behind what comes before a call's own: the base's and the endpoint's constants.
    /// Ends the path.
    pub(super) fn open_query(&mut self) -> Pairs<'_> {
        let start = match self.path_end {
            Some(end) => end,
            None => self.end_path(),
        };
        Pairs { out: &mut self.target, start, encoding: Encoding::Query }
    }

    fn end_path(&mut self) -> usize {
        if let Err(path::Refused(name, why)) = self.path.end(&self.target) {
            self.fail(Location::Path, name, why);
        }
        // A URL given at run time may have a query of its own.
        let own = self.at_url.and_then(|_| self.target.find('?'));
        let end = *self.path_end.insert(own.unwrap_or(self.target.len()));
        let query = self.client.base().query().filter(|_| self.at_url.is_none());
        if let Some(query) = query {
            self.target.push('?');
            self.target.push_str(query);
        }
        let mut pairs = Pairs { out: &mut self.target, start: end, encoding: Encoding::Query };
        // What is set on the client may be a key, and stays with the origin it is for.
        let defaults = if self.at_url == Some(false) { &[] } else { self.client.default_query() };
        for (name, value) in defaults {
            pairs.pair(name, value);
        }
        for (name, value) in self.endpoint.query() {
            pairs.pair(name, value);
        }
        end
    }

    /// The finished request.
    pub(crate) fn into_request(mut self) -> Result<Request<Body>> {
        self.seal()?;
        self.attempt(true)?.into_http()
    }

    /// Ends the filling. Fails with the first mistake that was made in it.
    pub(crate) fn seal(&mut self) -> Result<()> {
        self.open_query();
        self.body.close();
        // Here, so that all attempts have the same one.
        if self.endpoint.makes_idempotency_key() && !self.headers.contains_key(IDEMPOTENCY_KEY) {
            let key = Uuid::new_v4().to_string();
            _ = self.set_header(IDEMPOTENCY_KEY, &key);
        }
        self.error.take().map_or(Ok(()), Err)
    }

    /// Whether the call has a key of its own by which the server knows a repetition. One among the
    /// constant headers would be the same for every call, and tell nothing.
    pub(crate) fn has_idempotency_key(&self) -> bool {
        self.headers.get(IDEMPOTENCY_KEY).is_some_and(|key| !key.is_empty())
    }

    /// Whether the request can be sent more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        self.body.is_replayable()
    }

    /// The credentials that go along, of the call or else of the client.
    fn credentials_in_use(&self) -> Option<&Credentials> {
        let clients = || {
            let allowed = self.endpoint.uses_credentials() && self.at_url != Some(false);
            allowed.then(|| self.client.credentials())
        };
        self.credentials.as_ref().or_else(clients)
    }

    /// Who provides the credentials that go along, if they are fetched.
    pub(crate) fn provider(&self) -> Option<Arc<Provider>> {
        self.credentials_in_use()?.as_provider().cloned()
    }

    /// The sealed request for one attempt; the `last` one takes the parts along.
    ///
    /// Put together anew each time: what is the client's is copied into every request anyhow, so
    /// all that is copied for a later attempt is the call's own headers, and there are seldom any.
    pub(crate) fn attempt(&mut self, last: bool) -> Result<Draft> {
        let endpoint = self.endpoint;
        let refused = |what: &str| Error::build(what).at(endpoint);
        let (mut target, mut headers, extensions, body) = if last {
            let body = std::mem::replace(&mut self.body, Content::Gone);
            let target = std::mem::take(&mut self.target);
            (target, std::mem::take(&mut self.headers), std::mem::take(&mut self.extensions), body)
        } else {
            let target = self.target.clone();
            (target, self.headers.clone(), self.extensions.clone(), self.body.replay())
        };
        for (name, value) in endpoint.headers() {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| refused("a constant header has an invalid name"))?;
            if !headers.contains_key(&name) {
                let value = header_value(value).map_err(refused)?;
                headers.insert(name, value);
            }
        }
        let elsewhere = self.at_url == Some(false);
        let credentials = self.credentials_in_use().and_then(|used| match used.as_provider() {
            Some(_) => self.provided.as_ref().map(|provided| &provided.credentials),
            None => Some(used),
        });
        // A header of the call, the parameters or the endpoint is nearer than the client's.
        let credentials =
            credentials.filter(|used| self.credentials.is_some() || !used.is_in(&headers));
        if let Some(credentials) = credentials {
            credentials.apply(&mut headers, &mut target).map_err(|e| e.at(endpoint))?;
        }
        for (name, value) in self.client.default_headers() {
            let dropped =
                elsewhere && value.is_sensitive() || endpoint.removes_header(name.as_str());
            if !dropped && !headers.contains_key(name) {
                headers.insert(name, value.clone());
            }
        }
        let body =
            body.finish(&mut headers, endpoint.method(), self.content_type).map_err(refused)?;
        headers.entry(ACCEPT).or_insert_with(|| self.accept.value());
        let method = Method::from_bytes(endpoint.method().as_bytes())
            .map_err(|_| refused("the method is no valid HTTP token"))?;
        if target.len() > LONGEST {
            return Err(refused(TOO_LONG));
        }
        let client = self.client.clone();
        Ok(Draft { client, endpoint, method, target, headers, extensions, body })
    }
}
