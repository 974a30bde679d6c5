//! A request while it is being filled: one statement of generated code an argument.
//!
//! The text of the target is written by us, front to back, into one string: the base, the path,
//! then the query. A mistake is kept and comes out when the call is awaited, so that the inherent
//! methods of a client need no `Result`.

mod body;
mod content;
pub(crate) mod encode;
mod file;
mod fill;
mod finish;
mod flatten;
mod header;
mod multipart;
mod none;
mod pairs;
mod patch;
mod path;
mod scalar;
mod style;
mod url;
mod value;

use std::fmt;
use std::time::Duration;

use http::{Extensions, HeaderMap, Uri};

pub use self::body::Body;
use self::content::Content;
pub(crate) use self::header::header_value;
pub use self::multipart::Part;
pub use self::patch::Patch;
use self::path::PathWriter;
pub use self::style::{List, Nested, Style};
pub use self::value::{
    BodyValue, BytesValue, FieldValue, HeaderParam, PartValue, PathValue, QueryValue, TextValue,
};
use crate::{Client, Credentials, Endpoint, Error, Location, Retry};

/// A request that is being filled, argument by argument. Made by generated code.
pub struct RequestParts {
    pub(crate) client: Client,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Retry,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) extensions: Extensions,
    target: String,
    /// The target once it is parsed, unless the credentials add to it on every attempt.
    uri: Option<Uri>,
    path: PathWriter,
    in_query: bool,
    /// Set by a URL given at run time: whether it is of the base's own origin.
    at_url: Option<bool>,
    headers: HeaderMap,
    body: Content,
    content_type: Option<&'static str>,
    accept: &'static str,
    error: Option<Error>,
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
            retry: endpoint.retry(),
            credentials: None,
            extensions: Extensions::new(),
            target,
            uri: None,
            path,
            in_query: false,
            at_url: None,
            headers: HeaderMap::new(),
            body: Content::begin(endpoint.body_format()),
            content_type: None,
            accept: "*/*",
            error: None,
        }
    }

    pub(crate) fn accept(&mut self, accept: &'static str) {
        self.accept = accept;
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
}

impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestParts")
            .field("endpoint", &self.endpoint.to_string())
            .finish_non_exhaustive()
    }
}
