//! A request while it is being filled: one statement of generated code an argument.
//!
//! The text of the target is written by us, front to back, into one string: the base, the path,
//! then the query. A mistake is kept and comes out when the call is awaited, so that the inherent
//! methods of a client need no `Result`.

mod body;
pub(crate) mod encode;
mod header;
mod none;
mod path;
mod scalar;
mod value;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use http::{Extensions, HeaderMap, HeaderValue, Method, Request, Uri};
use serde::Serialize;

pub use self::body::Body;
pub(crate) use self::header::header_value;
use self::path::PathWriter;
pub use self::value::{BodyValue, FieldValue, HeaderParam, PathValue, QueryValue};
use crate::{Client, Credentials, Endpoint, Error, Location, Result};

/// A request that is being filled, argument by argument. Made by generated code.
pub struct RequestParts {
    pub(crate) client: Client,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) timeout: Option<Duration>,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) extensions: Extensions,
    target: String,
    path: PathWriter,
    in_query: bool,
    headers: HeaderMap,
    body: Content,
    accept: &'static str,
    error: Option<Error>,
}

enum Content {
    None,
    /// The members of a JSON object so far, with the opening brace.
    Fields(Vec<u8>),
    Whole(Body, &'static str),
}

impl RequestParts {
    /// Begins a request to `endpoint`.
    #[must_use]
    pub fn new(client: &Client, endpoint: &'static Endpoint) -> Self {
        let base = client.base();
        let mut target = String::with_capacity(base.origin().len() + 96);
        target.push_str(base.origin());
        target.push_str(base.path(endpoint.template().is_empty()));
        let path = PathWriter::begin(&mut target, endpoint.pieces());
        Self {
            client: client.clone(),
            endpoint,
            timeout: endpoint.timeout(),
            credentials: None,
            extensions: Extensions::new(),
            target,
            path,
            in_query: false,
            headers: HeaderMap::new(),
            body: if endpoint.has_json_body() {
                Content::Fields(vec![b'{'])
            } else {
                Content::None
            },
            accept: "*/*",
            error: None,
        }
    }

    /// The value of the next placeholder of the path template.
    pub fn path<V: PathValue + ?Sized>(&mut self, value: &V) {
        if let Err(path::Refused(name, why)) = self.path.value(&mut self.target, &value) {
            self.fail(Location::Path, name, why);
        }
    }

    /// A query parameter: a scalar, `None` (left out) or a list (its name repeated).
    pub fn query<V: QueryValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        self.open_query();
        if let Err(scalar::Refused(why)) = push_query(&mut self.target, name, value) {
            self.fail(Location::Query, name, why);
        }
    }

    /// A header: a scalar, or `None`, which lets a farther source through.
    pub fn header<V: HeaderParam + ?Sized>(&mut self, name: &'static str, value: &V) {
        let mut text = None;
        let mut put = |shown: &dyn fmt::Display| text = Some(shown.to_string());
        let result = scalar::write(value, &mut put, false).map_err(|refused| refused.0);
        let result = result.and_then(|()| match &text {
            Some(text) => self.set_header(name, text),
            None => Ok(()),
        });
        if let Err(why) = result {
            self.fail(Location::Header, name, why);
        }
    }

    /// A member of the JSON object that is the body; `None` is left out.
    pub fn field<V: FieldValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        if none::is_none(value) {
            return;
        }
        let Content::Fields(json) = &mut self.body else { return };
        if json.len() > 1 {
            json.push(b',');
        }
        let written = serde_json::to_writer(&mut *json, name).is_ok() && {
            json.push(b':');
            serde_json::to_writer(&mut *json, value).is_ok()
        };
        if !written {
            self.fail(Location::Field, name, NOT_JSON);
        }
    }

    /// The whole body, as JSON; `None` sends none.
    pub fn json<V: BodyValue + ?Sized>(&mut self, value: &V) {
        if none::is_none(value) {
            return;
        }
        match serde_json::to_vec(value) {
            Ok(json) => self.body = Content::Whole(Body::from(json), "application/json"),
            Err(_) => self.fail(Location::Body, "", NOT_JSON),
        }
    }

    pub(crate) fn accept(&mut self, accept: &'static str) {
        self.accept = accept;
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) -> Result<(), &'static str> {
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| "has a name that is no valid header name")?;
        let mut value = header_value(value)?;
        // What a header parameter carries is the user's own: no log should print it.
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(())
    }

    pub(crate) fn push_query<V: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &V,
    ) -> Result<(), &'static str> {
        self.open_query();
        push_query(&mut self.target, name, value).map_err(|refused| refused.0)
    }

    pub(crate) fn keep_error(&mut self, error: Error) {
        self.error.get_or_insert(error.at(self.endpoint));
    }

    #[cold]
    fn fail(&mut self, location: Location, wire_name: &'static str, why: &str) {
        let name = self.endpoint.param_name(location, wire_name);
        let subject = if name.is_empty() { String::new() } else { format!(" `{name}`") };
        self.keep_error(Error::build(format!("{location} parameter{subject} {why}")));
    }

    /// Ends the path and writes what comes before a call's own query: the base's and the
    /// endpoint's constants.
    fn open_query(&mut self) {
        if std::mem::replace(&mut self.in_query, true) {
            return;
        }
        if let Err(path::Refused(name, why)) = self.path.end(&self.target) {
            self.fail(Location::Path, name, why);
        }
        if let Some(query) = self.client.base().query() {
            self.target.push('?');
            self.target.push_str(query);
        }
        let client = self.client.clone();
        let constants = self.endpoint.query().iter().copied();
        let defaults = client.default_query().iter().map(|(n, v)| (n.as_str(), v.as_str()));
        for (name, value) in defaults.chain(constants) {
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
        for (name, value) in self.client.default_headers() {
            if !self.headers.contains_key(name) {
                self.headers.insert(name, value.clone());
            }
        }
        let credentials = match &self.credentials {
            Some(own) => Some(own),
            None if endpoint.uses_credentials() => Some(self.client.credentials()),
            None => None,
        };
        if let Some(credentials) = credentials {
            credentials.apply(&mut self.headers, &mut self.target).map_err(|e| e.at(endpoint))?;
        }
        let body = self.body.finish(&mut self.headers, endpoint.method());
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

impl Content {
    /// The body, with the headers that belong to it.
    fn finish(self, headers: &mut HeaderMap, method: &str) -> Body {
        let (body, content_type) = match self {
            Self::Fields(mut json) => {
                json.push(b'}');
                (Body::from(json), "application/json")
            }
            Self::Whole(body, content_type) => (body, content_type),
            Self::None => {
                // Without it, some servers wait for a body or answer 411 (RFC 9110 §8.6).
                if matches!(method, "POST" | "PUT" | "PATCH") {
                    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
                }
                return Body::empty();
            }
        };
        headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(content_type));
        if let Some(bytes) = body.as_bytes() {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        }
        body
    }
}

const NOT_JSON: &str = "could not be written as JSON: its own `Serialize` refused it";

fn push_query<V: Serialize + ?Sized>(
    target: &mut String,
    name: &str,
    value: &V,
) -> Result<(), scalar::Refused> {
    let mut put = |shown: &dyn fmt::Display| {
        encode::push_name(target, name);
        // Writing to a string fails only if a `Display` does, and these are serde's scalars.
        _ = fmt::Write::write_fmt(&mut encode::Encoder(target), format_args!("{shown}"));
    };
    scalar::write(value, &mut put, true)
}

impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestParts")
            .field("endpoint", &self.endpoint.to_string())
            .finish_non_exhaustive()
    }
}
