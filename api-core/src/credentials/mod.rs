//! Credentials: a header, a query parameter, a provider of these, or several of them at once.
//!
//! A header is made once, marked as sensitive, and shared by all requests. A query parameter is held
//! in `secrecy`'s box, and written when a request is put together. `Debug` shows neither.

mod all;
mod contents;
mod provider;
mod source;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::Instant;

pub(crate) use self::provider::Provided;
use self::provider::Provider;
use self::source::Source;
use crate::headers::header_name;
use crate::shown::Shown;
use crate::wire::header::write::header_value;
use crate::{BoxError, Error, Result};

/// The credentials of a caller: a header, a query parameter, or several of these, given at once or
/// fetched.
///
/// ```
/// # use api_core::Credentials;
/// let credentials = Credentials::scheme("Bot", "1/MTAx/secret==");
/// assert_eq!(format!("{credentials:?}"), "Credentials(header authorization, [redacted])");
/// ```
#[derive(Clone)]
pub struct Credentials {
    kind: Kind,
    /// When a provider that gave them fetches others.
    renew_at: Option<Instant>,
}

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
    /// Two or more, each of another kind than this one.
    All(Arc<Vec<Credentials>>),
}

impl From<Kind> for Credentials {
    fn from(kind: Kind) -> Self {
        Self { kind, renew_at: None }
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
        if scheme.is_empty() || scheme.contains(is_blank) {
            return Kind::Unsendable("the scheme is no single word".into()).into();
        }
        if token.is_empty() {
            return Kind::Unsendable("the token is empty".into()).into();
        }
        if token.starts_with(is_blank) || token.ends_with(is_blank) {
            return Kind::Unsendable("the token begins or ends with a space".into()).into();
        }
        Self::header(AUTHORIZATION, format!("{scheme} {token}"))
    }

    /// `Authorization: Bearer TOKEN` (RFC 6750).
    #[must_use]
    pub fn bearer(token: impl AsRef<str>) -> Self {
        Self::scheme("Bearer", token)
    }

    /// `Authorization: Basic …` from a user name and a password (RFC 7617, as UTF-8).
    ///
    /// [`ClientBuilder::build`](crate::ClientBuilder::build) or the call fails if the name has a `:`,
    /// behind which a server would read the password, or if one of the two has a control character.
    #[must_use]
    pub fn basic(user: &str, password: &str) -> Self {
        if user.contains(':') {
            return Kind::Unsendable("the user name has a `:`, which would end it".into()).into();
        }
        if user.chars().chain(password.chars()).any(char::is_control) {
            let why = "the user name or the password has a control character";
            return Kind::Unsendable(why.into()).into();
        }
        Self::scheme("Basic", BASE64_STANDARD.encode(format!("{user}:{password}")))
    }

    /// A header of any name, such as `X-Api-Key`. An empty value is refused, because it often
    /// comes of a variable of the environment that is not set.
    #[must_use]
    pub fn header(name: impl AsRef<str>, value: impl Into<String>) -> Self {
        let name = name.as_ref();
        let value = SecretString::from(value.into());
        if value.expose_secret().is_empty() {
            return Kind::Unsendable("the value is empty".into()).into();
        }
        let parsed = header_name(name)
            .map_err(|why| format!("the header `{}` {why}", Shown::new(name)))
            .and_then(|name| match header_value(value.expose_secret()) {
                Ok(value) => Ok((name, value)),
                Err(reason) => Err(format!("the value {reason}")),
            });
        let kind = match parsed {
            Ok((name, mut value)) => {
                value.set_sensitive(true);
                Kind::Header(Arc::new((name, value)))
            }
            Err(why) => Kind::Unsendable(why.into()),
        };
        kind.into()
    }

    /// A query parameter, such as `access_token=…`. An empty value is refused, as in a header.
    #[must_use]
    pub fn query(name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        if name.is_empty() || value.is_empty() {
            let what = if name.is_empty() { "name" } else { "value" };
            return Kind::Unsendable(format!("the {what} is empty").into()).into();
        }
        Kind::Query(name.into(), Arc::new(SecretString::from(value))).into()
    }

    /// Credentials that `fetch` returns. It runs before the first call, and again once a server refuses
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

    /// Credentials from a [`provider`](Self::provider) that gets the failure which made new ones necessary:
    /// its status, headers and code. `None` at first, and after
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
        Kind::Provider(Source::new(provider)).into()
    }

    /// Fetches new credentials after a call whose error `is_expired` accepts, as well as after HTTP 401. The
    /// error is the one that the call would have. It has no effect on credentials without a provider.
    ///
    /// An API that reports the end of a token in its envelope, with HTTP 200:
    ///
    /// ```
    /// # use api_core::Credentials;
    /// # async fn sign_in() -> Result<Credentials, std::io::Error> { Ok(Credentials::none()) }
    /// let credentials = Credentials::provider(sign_in)
    ///     .renew_on(|error| error.api().is_some_and(|api| *api.code() == 42001));
    /// ```
    ///
    /// Where the codes are known, they can be declared with the envelope instead:
    /// `#[envelope(expired = [42001, 40014])]` on the struct.
    #[must_use]
    pub fn renew_on(mut self, is_expired: impl Fn(&Error) -> bool + Send + Sync + 'static) -> Self {
        self.set_renew_on(&(Arc::new(is_expired) as _));
        self
    }

    /// Sets how long these credentials are valid, from now on. A provider that gives them fetches
    /// others before that: a tenth of the time earlier, or a minute if that is less. Has no effect on
    /// credentials that no provider gave.
    ///
    /// ```
    /// # use api_core::Credentials;
    /// # struct Token { text: String, seconds: u64 }
    /// # async fn sign_in() -> Result<Token, std::io::Error> {
    /// #     Ok(Token { text: String::new(), seconds: 60 })
    /// # }
    /// use std::time::Duration;
    ///
    /// let credentials = Credentials::provider(|| async {
    ///     let token = sign_in().await?;
    ///     let lifetime = Duration::from_secs(token.seconds);
    ///     Ok::<_, std::io::Error>(Credentials::bearer(token.text).expires_in(lifetime))
    /// });
    /// ```
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        let margin = (lifetime / 10).min(Duration::from_secs(60));
        self.renew_at = Instant::now().checked_add(lifetime.saturating_sub(margin));
        self
    }

    /// Gives up what a provider gave, so that the next call fetches anew: after a sign-out, or once a
    /// token is known to have ended. Holds for all clones, and so for clients that were made with one.
    /// It has no effect on credentials without a provider.
    pub fn discard(&self) {
        self.sources().for_each(|source| source.provider.discard());
    }

    /// No credentials: the default of a client.
    #[must_use]
    pub fn none() -> Self {
        Kind::None.into()
    }

    /// Credentials that cannot be sent, for this reason.
    pub(crate) fn unsendable_for(why: String) -> Self {
        Kind::Unsendable(why.into()).into()
    }
}
