//! Signatures: the last thing that happens to a request before it is sent.

use std::fmt;

use http::header::HOST;
use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use sha2::{Digest as _, Sha256};
use url::{Origin, Url};

use super::outgoing::{frame, respell};
use crate::error::of_users_code;
use crate::headers::own_header;
use crate::shown::Shown;
use crate::wire::percent as encode;
use crate::{Body, BoxError, Endpoint, Error, Result};

/// Signs requests, as [`ClientBuilder::sign`](crate::ClientBuilder::sign) asks it to.
///
/// A closure that takes `&mut Unsigned` is one, too.
pub trait Sign: Send + Sync + 'static {
    /// Adds a signature to a request, as headers or as a part of its query.
    ///
    /// It is called for every attempt and every redirect, on the thread that sends the request, and
    /// must not block it.
    ///
    /// # Errors
    ///
    /// Any. The call fails with it as the source of an error of kind
    /// [`Build`](crate::ErrorKind::Build), and nothing is sent.
    fn sign(&self, request: &mut Unsigned) -> Result<(), BoxError>;
}

impl<F, E> Sign for F
where
    F: Fn(&mut Unsigned) -> Result<(), E> + Send + Sync + 'static,
    E: Into<BoxError>,
{
    fn sign(&self, request: &mut Unsigned) -> Result<(), BoxError> {
        self(request).map_err(Into::into)
    }
}

/// A request that is about to be sent, to be signed.
pub struct Unsigned(Request<Body>);

impl Unsigned {
    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.0.method()
    }

    /// The whole URL, percent-encoded as it is sent.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        self.0.uri()
    }

    /// The headers that are sent, `Host` among them. HTTP/2 sends that as `:authority`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// The body, to be hashed; empty if there is none. `None` for a stream, which is not read before it
    /// is sent: many schemes have a constant in place of its hash.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.0.body().as_bytes()
    }

    /// The SHA-256 of the body in hexadecimal digits, as AWS and others sign it. `None` for a stream.
    #[must_use]
    pub fn body_sha256(&self) -> Option<String> {
        let hash = Sha256::digest(self.body()?);
        Some(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The endpoint that is called.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.0.extensions().get::<&'static Endpoint>().copied()
    }

    /// Sets a header, in place of those of its name.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the name or the value cannot be sent, or only
    /// the transport writes a header of this name.
    pub fn set_header(&mut self, name: impl AsRef<str>, value: impl AsRef<[u8]>) -> Result<()> {
        let name = name.as_ref();
        let shown = Shown::new(name);
        let failed = |why| Error::build(format!("the signature's header `{shown}` {why}"));
        let (name, value) = own_header(name, &value).map_err(failed)?;
        self.0.headers_mut().insert(name, value);
        Ok(())
    }

    /// Adds a parameter at the end of the query, percent-encoded (RFC 3986 §2.3).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the URL becomes longer than 65 534 bytes.
    pub fn add_query(&mut self, name: &str, value: &str) -> Result<()> {
        let mut text = self.0.uri().to_string();
        encode::push_pair(&mut text, name, value);
        let uri = text.parse().map_err(|_| Error::build("the signature makes the URL too long"))?;
        *self.0.uri_mut() = uri;
        Ok(())
    }
}

impl fmt::Debug for Unsigned {
    // Without the URL, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.endpoint() {
            Some(endpoint) => write!(f, "Unsigned({endpoint})"),
            None => write!(f, "Unsigned({})", self.method()),
        }
    }
}

/// In the extensions of a request that must not be signed, whatever its origin: its endpoint is
/// declared without credentials, or a redirect from elsewhere led to it.
#[derive(Clone, Copy)]
pub(crate) struct NeverSigned;

/// Signs the requests to the base URLs of a client.
pub(crate) struct Signer {
    sign: Box<dyn Sign>,
    origins: Vec<Origin>,
}

impl Signer {
    pub(crate) fn new<'a>(sign: Box<dyn Sign>, bases: impl Iterator<Item = &'a Url>) -> Self {
        Self { sign, origins: bases.map(Url::origin).collect() }
    }

    /// Signs a request, in the spelling and with the framing that are sent: nothing may change behind
    /// this.
    pub(crate) fn sign(&self, mut request: Request<Body>) -> Result<Request<Body>> {
        if request.extensions().get::<NeverSigned>().is_some() {
            return Ok(request);
        }
        frame(&mut request)?;
        let url = respell(request.uri_mut())?;
        if !self.origins.contains(&url.origin()) {
            return Ok(request);
        }
        // hyper writes this value, and only over HTTP/1.
        let with_host = request.headers().contains_key(HOST);
        let authority = request.uri().authority().map(|authority| authority.as_str());
        if let Some(host) = authority.and_then(|host| HeaderValue::from_str(host).ok()) {
            request.headers_mut().insert(HOST, host);
        }
        let mut unsigned = Unsigned(request);
        self.sign.sign(&mut unsigned).map_err(failed)?;
        let Unsigned(mut request) = unsigned;
        if !with_host {
            request.headers_mut().remove(HOST);
        }
        Ok(request)
    }
}

/// The request could not be signed.
#[cold]
fn failed(error: BoxError) -> Error {
    of_users_code("the request could not be signed", error)
}
