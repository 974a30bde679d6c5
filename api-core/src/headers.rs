//! The headers of a request, nearer ones in place of farther ones: client, endpoint, parameter, call.

use http::HeaderMap;
use http::header::{ACCEPT, HOST, HeaderName, HeaderValue};

use crate::request::RequestParts;
use crate::response::Accept;
use crate::wire::header::write::header_value;
use crate::{Credentials, Result};

/// The headers that all requests of a client have, put together once: to copy a map costs half of
/// what it costs to fill it.
pub(crate) struct DefaultHeaders {
    json: HeaderMap,
    any: HeaderMap,
    host: Option<HeaderValue>,
}

impl DefaultHeaders {
    /// The defaults, the credentials unless they are yet to come, and the host if it is known.
    pub(crate) fn new(
        defaults: &HeaderMap,
        credentials: &Credentials,
        host: Option<&HeaderValue>,
    ) -> Self {
        let mut headers = defaults.clone();
        credentials.apply_header(&mut headers);
        naming(&mut headers, host);
        let mut any = headers.clone();
        accepting(&mut headers, Accept::Json);
        accepting(&mut any, Accept::Any);
        Self { json: headers, any, host: host.cloned() }
    }

    fn of(&self, accept: Accept) -> &HeaderMap {
        match accept {
            Accept::Json => &self.json,
            Accept::Any => &self.any,
        }
    }
}

/// Names the host, unless that is done already.
fn naming(headers: &mut HeaderMap, host: Option<&HeaderValue>) {
    if let Some(host) = host {
        headers.entry(HOST).or_insert_with(|| host.clone());
    }
}

/// Asks for a kind of reply, unless that is done already.
fn accepting(headers: &mut HeaderMap, accept: Accept) {
    headers.entry(ACCEPT).or_insert_with(|| accept.value());
}

/// Who gets a request.
#[derive(Clone, Copy)]
pub(crate) enum Recipient {
    User,
    /// What sends it names the host.
    Transport,
}

impl RequestParts {
    /// The headers that the client has for this call.
    pub(crate) fn farther_headers(&self, to: Recipient) -> HeaderMap {
        let standing = self.client.standing(to);
        if self.leaves_nothing_out() {
            return standing.of(self.accept).clone();
        }
        let elsewhere = self.at_url == Some(false);
        let defaults = self.client.default_headers().iter();
        let kept = defaults.filter(|(name, value)| {
            !(elsewhere && value.is_sensitive() || self.endpoint.removes_header(name.as_str()))
        });
        let mut headers = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
        naming(&mut headers, standing.host.as_ref().filter(|_| !elsewhere));
        accepting(&mut headers, self.accept);
        headers
    }

    /// The headers of endpoint and call in place of these, the call's `own` ones among them.
    pub(crate) fn nearer_headers(
        &self,
        headers: &mut HeaderMap,
        own: Option<HeaderMap>,
    ) -> Result<()> {
        let own_credentials = self.has_own_credentials();
        let credentials = match own_credentials {
            // The client's stand there already, unless they have just been fetched.
            false if self.leaves_nothing_out() => self.provided(),
            false => self.credentials(),
            true => None,
        };
        if let Some(credentials) = credentials {
            credentials.apply_header(headers);
        }
        for (name, value) in self.endpoint.headers() {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| self.refused("a constant header has an invalid name"))?;
            headers.insert(name, header_value(value).map_err(|why| self.refused(why))?);
        }
        if let Some(own) = own {
            headers.extend(own);
        }
        if own_credentials && let Some(credentials) = self.credentials() {
            credentials.apply_header(headers);
        }
        Ok(())
    }

    /// Whether all that a client sends goes along: nearly always.
    fn leaves_nothing_out(&self) -> bool {
        self.at_url != Some(false)
            && self.endpoint.uses_credentials()
            && !self.endpoint.removes_headers()
            && !self.has_own_credentials()
    }

    fn has_own_credentials(&self) -> bool {
        self.options.as_ref().is_some_and(|options| options.credentials.is_some())
    }
}
