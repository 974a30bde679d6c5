//! Credentials: a header, a query parameter, or a provider of these.
//!
//! A header is made once, marked as sensitive, and shared by all requests. A query parameter is held
//! in `secrecy`'s box, and written when a request is put together. `Debug` shows neither.

mod provider;

use std::fmt;
use std::future::Future;
use std::hash::BuildHasher;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

pub(crate) use self::provider::Provided;
use self::provider::Provider;
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
    Provider(Source),
}

/// A provider, and the failures upon which it fetches anew.
#[derive(Clone)]
pub(crate) struct Source {
    pub(crate) provider: Arc<Provider>,
    renew_on: Option<Arc<IsExpired>>,
}

type IsExpired = dyn Fn(&Error) -> bool + Send + Sync;

impl Source {
    /// True if other failures than HTTP 401 may ask for new credentials.
    pub(crate) fn looks_at_failures(&self) -> bool {
        self.renew_on.is_some()
    }

    /// Tells if a call that fails so needs new credentials.
    pub(crate) fn is_expired(&self, failure: &Error) -> bool {
        self.renew_on.as_ref().is_some_and(|is_expired| is_expired(failure))
    }
}

impl Credentials {
    /// `Authorization: SCHEME TOKEN`, for schemes of an API's own, such as KOOK's `Bot`.
    ///
    /// [`ClientBuilder::build`](crate::ClientBuilder::build) or the call fails if the token is empty,
    /// or begins or ends with a space: a server would read another token.
    #[must_use]
    pub fn scheme(scheme: &str, token: impl AsRef<str>) -> Self {
        let token = token.as_ref();
        let is_blank = |c: char| c == ' ' || c == '\t';
        if token.is_empty() {
            return Self(Kind::Unsendable("the token is empty".into()));
        }
        if token.starts_with(is_blank) || token.ends_with(is_blank) {
            return Self(Kind::Unsendable("the token begins or ends with a space".into()));
        }
        Self::header(AUTHORIZATION, format!("{scheme} {token}"))
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

    /// Credentials that `fetch` gives. It runs before the first call, and again once a server refuses
    /// what it gave: by HTTP 401, or as [`renew_on`](Self::renew_on) says. The refused call is then sent
    /// again, once; a call whose body is a stream cannot be, so it fails, and the next call has new
    /// credentials.
    ///
    /// All calls that need credentials wait for one run of `fetch`, and share its failure. It goes on
    /// when the call that began it has ended, for as long as that call had, or a minute if that is
    /// longer, and then serves the next call.
    ///
    /// `fetch` may call through the same client, to endpoints with `credentials = none`. A call to
    /// another one would wait for itself, and is an error. [`Call::build`](crate::Call::build) does not
    /// fetch, and gives a request without credentials.
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
        Self::provider_from(move |_| fetch())
    }

    /// Credentials from a [`provider`](Self::provider) that is shown the failure for which they are
    /// needed anew: its status, headers and code. `None` at first, and after
    /// [`discard`](Self::discard).
    ///
    /// A session whose id comes with the failure, as Transmission has it:
    ///
    /// ```
    /// # use api_core::Credentials;
    /// # use api_core::http::StatusCode;
    /// let credentials = Credentials::provider_from(|failure| async move {
    ///     let id = failure.as_ref().and_then(|failure| failure.headers().get("x-session-id"));
    ///     let id = id.and_then(|id| id.to_str().ok());
    ///     Ok::<_, std::io::Error>(match id {
    ///         Some(id) => Credentials::header("X-Session-Id", id),
    ///         None => Credentials::none(),
    ///     })
    /// })
    /// .renew_on(|error| error.status() == Some(StatusCode::CONFLICT));
    /// ```
    #[must_use]
    pub fn provider_from<F, Fut, E>(fetch: F) -> Self
    where
        F: Fn(Option<Arc<Error>>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Self, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let provider = Arc::new(Provider::new(fetch));
        Self(Kind::Provider(Source { provider, renew_on: None }))
    }

    /// Fetches credentials anew after a call that fails so, besides HTTP 401: `is_expired` is shown the
    /// error that the call would have. It has no effect on credentials without a provider.
    ///
    /// An API that reports the end of a token in its envelope, with HTTP 200:
    ///
    /// ```
    /// # use api_core::Credentials;
    /// # async fn sign_in() -> Result<Credentials, std::io::Error> { Ok(Credentials::none()) }
    /// let credentials = Credentials::provider(sign_in)
    ///     .renew_on(|error| error.api().is_some_and(|api| *api.code() == 42001));
    /// ```
    #[must_use]
    pub fn renew_on(mut self, is_expired: impl Fn(&Error) -> bool + Send + Sync + 'static) -> Self {
        if let Kind::Provider(source) = &mut self.0 {
            source.renew_on = Some(Arc::new(is_expired));
        }
        self
    }

    /// Gives up what a provider gave, so that the next call fetches anew: after a sign-out, or once a
    /// token is known to have ended. Holds for all clones, and so for clients that were made with one.
    /// It has no effect on credentials without a provider.
    pub fn discard(&self) {
        if let Kind::Provider(source) = &self.0 {
            source.provider.discard();
        }
    }

    pub(crate) fn as_provider(&self) -> Option<&Source> {
        match &self.0 {
            Kind::Provider(source) => Some(source),
            _ => None,
        }
    }

    /// No credentials: the default of a client.
    #[must_use]
    pub fn none() -> Self {
        Self(Kind::None)
    }

    /// A hash that tells the credentials of one client apart. Those of a provider stay the same when
    /// they are fetched anew: the limits of an account outlive its tokens.
    ///
    /// `shared` asks for a hash that is the same in every process. Nothing about a provider is.
    pub(crate) fn fingerprint(&self, hasher: &impl BuildHasher, shared: bool) -> u64 {
        match &self.0 {
            Kind::None | Kind::Unsendable(_) => 0,
            Kind::Header(header) => hasher.hash_one((&header.0, header.1.as_bytes())),
            Kind::Query(name, secret) => hasher.hash_one((name, secret.expose_secret())),
            Kind::Provider(_) if shared => hasher.hash_one("provider"),
            Kind::Provider(provider) => hasher.hash_one(Arc::as_ptr(&provider.provider).addr()),
        }
    }

    /// Fails if they cannot be sent.
    pub(crate) fn check(&self) -> Result<()> {
        match self.unsendable() {
            Some(why) => Err(Error::build(format!("credentials: {why}"))),
            None => Ok(()),
        }
    }

    /// Why they cannot be sent.
    fn unsendable(&self) -> Option<Arc<str>> {
        match &self.0 {
            Kind::Unsendable(why) => Some(why.clone()),
            _ => None,
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
