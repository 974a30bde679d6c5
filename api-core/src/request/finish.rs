//! The end of filling: what the query begins with, whose credentials go along, and the request that
//! comes of it all. Which of several headers counts is in `headers.rs`.

use std::mem::take;
use std::sync::Arc;

use http::{Extensions, HeaderMap, HeaderValue, Method, Request};
use uuid::Uuid;

use super::RequestParts;
use crate::credentials::Provider;
use crate::endpoint::Location;
use crate::headers::{Choice, Recipient, header_name, replace};
use crate::retry::IDEMPOTENCY_KEY;
use crate::transport::OutgoingRequest;
use crate::wire::header::write::header_value;
use crate::wire::pairs::write::{Encoding, Pairs};
use crate::wire::path::write as path;
use crate::{Body, Credentials, Error, Result};

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
        pairs.literal(self.endpoint.query_text());
        end
    }

    /// The finished request.
    pub(crate) fn into_request(mut self) -> Result<Request<Body>> {
        self.seal()?;
        let draft = self.attempt(Recipient::User, true)?;
        draft.into_http(self.client.base())
    }

    /// Ends the filling. Fails with the first mistake that was made in it.
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

    fn idempotency_key(&self) -> Option<&HeaderValue> {
        self.options.as_ref()?.headers.get(IDEMPOTENCY_KEY)
    }

    /// Whether the call has a key of its own by which the server knows a repetition. One among the
    /// constant headers would be the same for every call, and tell nothing.
    pub(crate) fn has_idempotency_key(&self) -> bool {
        self.idempotency_key().is_some_and(|key| !key.is_empty())
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
        let own = self.options.as_ref().and_then(|options| options.credentials.as_ref());
        own.or_else(clients)
    }

    /// The same, by now fetched if they have to be.
    pub(super) fn credentials(&self) -> Option<&Credentials> {
        self.credentials_in_use().and_then(|used| match used.as_provider() {
            Some(_) => self.provided(),
            None => Some(used),
        })
    }

    /// Those that were fetched.
    pub(super) fn provided(&self) -> Option<&Credentials> {
        Some(&self.options.as_ref()?.provided.as_ref()?.credentials)
    }

    /// Who provides the credentials that go along, if they are fetched.
    pub(crate) fn provider(&self) -> Option<Arc<Provider>> {
        self.credentials_in_use()?.as_provider().cloned()
    }

    /// The sealed request for one attempt; the `last` one takes the parts along.
    ///
    /// Put together anew each time: what is the client's is copied into every request anyhow, so
    /// all that is copied for a later attempt is the call's own headers, and there are seldom any.
    pub(crate) fn attempt(&mut self, to: Recipient, last: bool) -> Result<OutgoingRequest> {
        let options = self.options.as_deref_mut();
        let content_type = options.as_ref().and_then(|options| options.content_type);
        let (own, extensions) = match options {
            None => (None, Extensions::new()),
            Some(options) if last => {
                (Some(take(&mut options.headers)), take(&mut options.extensions))
            }
            Some(options) => (Some(options.headers.clone()), options.extensions.clone()),
        };
        let mut target = if last { take(&mut self.target) } else { self.target.clone() };
        let mut headers = self.headers(to, own)?;
        if let Some(credentials) = self.credentials() {
            credentials.apply_query(&mut target).map_err(|error| error.at(self.endpoint))?;
        }
        let method = self.endpoint.method();
        let body = self.body.attempt(last, &mut headers, method, content_type);
        let body = body.map_err(|why| self.refused(why))?;
        let method = Method::from_bytes(method.as_bytes())
            .map_err(|_| self.refused("the method is no valid HTTP token"))?;
        if target.len() > LONGEST {
            return Err(self.refused(TOO_LONG));
        }
        Ok(OutgoingRequest { endpoint: self.endpoint, method, target, headers, extensions, body })
    }

    /// The headers of client, endpoint and call, the `own` ones of the call among them: nearer ones in
    /// place of farther ones.
    fn headers(&self, to: Recipient, own: Option<HeaderMap>) -> Result<HeaderMap> {
        let own_credentials =
            self.options.as_ref().is_some_and(|options| options.credentials.is_some());
        let same_origin = self.at_url != Some(false);
        let choice = Choice {
            same_origin,
            credentials: same_origin && self.endpoint.uses_credentials() && !own_credentials,
            removing: self.endpoint.removes_headers().then_some(self.endpoint),
        };
        let mut headers = self.client.default_headers().choose(&choice, self.accept, to);
        if !own_credentials {
            replace(&mut headers, self.provided().and_then(Credentials::as_header));
        }
        for (name, value) in self.endpoint.headers() {
            let name = header_name(name)
                .map_err(|why| self.refused(&format!("the constant header `{name}` {why}")))?;
            headers.insert(name, header_value(value).map_err(|why| self.refused(why))?);
        }
        if let Some(own) = own {
            headers.extend(own);
        }
        if own_credentials {
            replace(&mut headers, self.credentials().and_then(Credentials::as_header));
        }
        Ok(headers)
    }

    #[cold]
    pub(super) fn refused(&self, why: &str) -> Error {
        Error::build(why).at(self.endpoint)
    }
}
