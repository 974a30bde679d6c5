//! Credentials: a header, a query parameter, or a provider of these.
//!
//! A header is made once, marked as sensitive, and shared by all requests. A query parameter is held
//! in `secrecy`'s box, and written when a request is put together. `Debug` shows neither.

mod provider;

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

pub(crate) use self::provider::{Provided, Provider};
use crate::headers::{Header, header_name};
use crate::shown::Shown;
use crate::wire::header::write::header_value;
use crate::wire::percent as encode;
use crate::{BoxError, Error, Result};

/// The credentials of a caller: one header or one query parameter, given at once or fetched.
///
/// ```
/// # use api_core::Credentials;
/// let credentials = Credentials::scheme("Bot", "1/MTAx/secret==");
/// assert_eq!(format!("{credentials:?}"), "Credentials(header authorization, [redacted])");
/// ```
#[derive(Clone)]
pub struct Credentials(Kind);

#[derive(Clone)]
enum Kind {
    None,
    /// Made once and shared by all requests: a secret that was put together per request would leave
    /// a copy in memory each time.
    Header(Arc<(HeaderName, HeaderValue)>),
    /// Cannot be sent, for this reason.
    Unsendable(Arc<str>),
    Query(Arc<str>, Arc<SecretString>),
    Provider(Arc<Provider>),
}

impl Credentials {
    /// `Authorization: SCHEME TOKEN`, for schemes of an API's own, such as KOOK's `Bot`.
    #[must_use]
    pub fn scheme(scheme: &str, token: impl AsRef<str>) -> Self {
        Self::header(AUTHORIZATION, format!("{scheme} {}", token.as_ref()))
    }

    /// `Authorization: Bearer TOKEN` (RFC 6750).
    #[must_use]
    pub fn bearer(token: impl AsRef<str>) -> Self {
        Self::scheme("Bearer", token)
    }

    /// `Authorization: Basic …` from a user name and a password (RFC 7617, as UTF-8).
    #[must_use]
    pub fn basic(user: &str, password: &str) -> Self {
        Self::scheme("Basic", BASE64_STANDARD.encode(format!("{user}:{password}")))
    }

    /// A header of any name, such as `X-Api-Key`.
    #[must_use]
    pub fn header(name: impl AsRef<str>, value: impl Into<String>) -> Self {
        let name = name.as_ref();
        let value = SecretString::from(value.into());
        let parsed = header_name(name)
            .map_err(|why| format!("the header `{}` {why}", Shown::new(name)))
            .and_then(|name| match header_value(value.expose_secret()) {
                Ok(value) => Ok((name, value)),
                Err(reason) => Err(format!("the value {reason}")),
            });
        Self(match parsed {
            Ok((name, mut value)) => {
                value.set_sensitive(true);
                Kind::Header(Arc::new((name, value)))
            }
            Err(why) => Kind::Unsendable(why.into()),
        })
    }

    /// A query parameter, such as `access_token=…`.
    #[must_use]
    pub fn query(name: &str, value: impl Into<String>) -> Self {
        Self(Kind::Query(name.into(), Arc::new(SecretString::from(value.into()))))
    }

    /// Whatever `fetch` gives: asked before the first call, and once more when the server answers
    /// 401, upon which that call is sent again with what came.
    ///
    /// However many calls need them at a time, `fetch` runs once for all, within the deadline of
    /// the call that asked. Let it call through a client of its own: one that waits for these
    /// credentials would wait for itself. [`Call::build`](crate::Call::build) asks nobody, and gives
    /// a request without them.
    ///
    /// ```
    /// # use api_core::{Client, Credentials};
    /// # async fn sign_in() -> Result<String, std::io::Error> { Ok(String::new()) }
    /// let credentials = Credentials::provider(|| async {
    ///     let token = sign_in().await?;
    ///     Ok::<_, std::io::Error>(Credentials::bearer(token))
    /// });
    /// let client = Client::builder("https://example.com").credentials(credentials).build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    #[must_use]
    pub fn provider<F, Fut, E>(fetch: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Self, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self(Kind::Provider(Arc::new(Provider::new(fetch))))
    }

    pub(crate) fn as_provider(&self) -> Option<&Arc<Provider>> {
        match &self.0 {
            Kind::Provider(provider) => Some(provider),
            _ => None,
        }
    }

    /// No credentials: the default of a client.
    #[must_use]
    pub fn none() -> Self {
        Self(Kind::None)
    }

    /// Fails if they cannot be sent.
    pub(crate) fn check(&self) -> Result<()> {
        match &self.0 {
            Kind::Unsendable(why) => Err(Error::build(format!("credentials: {why}"))),
            _ => Ok(()),
        }
    }

    /// The header that they are, if they are one. A provider's are asked once they are fetched.
    pub(crate) fn as_header(&self) -> Option<Header<'_>> {
        match &self.0 {
            Kind::Header(header) => Some((&header.0, &header.1)),
            _ => None,
        }
    }

    /// Adds the query pair that they are, if they are one, with its `?` or `&`. Fails if they cannot
    /// be sent at all.
    pub(crate) fn apply_query(&self, target: &mut String) -> Result<()> {
        match &self.0 {
            Kind::Query(name, secret) => {
                encode::push_pair(target, name, secret.expose_secret());
                Ok(())
            }
            Kind::Header(_) => Ok(()),
            _ => self.check(),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::None => f.write_str("Credentials(none)"),
            Kind::Provider(_) => f.write_str("Credentials(provider)"),
            Kind::Header(header) => write!(f, "Credentials(header {}, [redacted])", header.0),
            Kind::Unsendable(why) => write!(f, "Credentials({why})"),
            Kind::Query(name, _) => write!(f, "Credentials(query {name}, [redacted])"),
        }
    }
}
