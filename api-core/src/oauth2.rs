//! Tokens of OAuth 2.0 (RFC 6749): client credentials (§4.4) and refresh tokens (§6).
//!
//! The crate `oauth2` has these two grants as well, and twenty types for grants that need a browser. It
//! would bring its own requests, errors and retries; here, a token is fetched by a call like any other.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::Value;
use url::form_urlencoded::byte_serialize;

use crate::call::Single;
use crate::envelope::NoEnvelope;
use crate::request::RequestParts;
use crate::response::decode;
use crate::shown::Shown;
use crate::wire::style::Style;
use crate::{Call, Client, Credentials, Endpoint, Error, Result, Retry};

/// A grant of OAuth 2.0 by which a client gets tokens without a person:
/// [`Credentials::oauth2`] sends them.
///
/// ```
/// # use api_core::{Credentials, OAuth2};
/// let grant = OAuth2::client_credentials("https://id.example.com/token", "my-app", "secret")
///     .scope("orders:read orders:write");
/// let credentials = Credentials::oauth2(grant);
/// ```
pub struct OAuth2 {
    token_url: String,
    client: Option<Client>,
    client_id: String,
    client_secret: Option<SecretString>,
    in_body: bool,
    /// The token of that grant; none for client credentials.
    refresh_token: Option<SecretString>,
    on_refresh_token: Option<Box<OnRefreshToken>>,
    params: Vec<(String, String)>,
}

type OnRefreshToken = dyn Fn(&str) + Send + Sync;

/// The call that fetches a token.
const TOKEN: Endpoint = Endpoint::new("OAuth2", "token", "POST").without_credentials();
static CLIENT_CREDENTIALS: Endpoint = TOKEN.with_retry(Retry::repeatable());
// A server that gives each refresh token once takes a second request with it for a theft.
static REFRESH_TOKEN: Endpoint = TOKEN;

impl OAuth2 {
    /// The grant of a program that acts for itself (RFC 6749 §4.4).
    #[must_use]
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Self {
        Self::new(token_url.into(), client_id.into(), None).client_secret(client_secret)
    }

    /// The grant of a program that a person has let act for them (RFC 6749 §6). Call
    /// [`client_secret`](Self::client_secret) if it has one.
    ///
    /// A server may give another refresh token each time, and take the one before no longer:
    /// [`on_refresh_token`](Self::on_refresh_token) is for keeping it.
    #[must_use]
    pub fn refresh_token(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        refresh_token: impl Into<String>,
    ) -> Self {
        let token = SecretString::from(refresh_token.into());
        Self::new(token_url.into(), client_id.into(), Some(token))
    }

    fn new(token_url: String, client_id: String, refresh_token: Option<SecretString>) -> Self {
        Self {
            token_url,
            client: None,
            client_id,
            client_secret: None,
            in_body: false,
            refresh_token,
            on_refresh_token: None,
            params: Vec::new(),
        }
    }

    /// Sets the secret of the program.
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<String>) -> Self {
        self.client_secret = Some(SecretString::from(secret.into()));
        self
    }

    /// Sends id and secret in the body, for servers that do not take them as
    /// `Authorization: Basic …` (RFC 6749 §2.3.1).
    #[must_use]
    pub fn secret_in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// Asks for these scopes, with spaces between them.
    #[must_use]
    pub fn scope(self, scope: impl Into<String>) -> Self {
        self.param("scope", scope)
    }

    /// Adds a parameter that the server wants, such as an `audience`.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.params.push((name.into(), value.into()));
        self
    }

    /// Fetches tokens through this client, with its transport, timeouts and limits. Unless set, one with
    /// the defaults is made.
    #[must_use]
    pub fn client(mut self, client: Client) -> Self {
        self.client = Some(client);
        self
    }

    /// Calls `keep` with every refresh token that the server gives, to be kept for the next start of
    /// the program.
    #[must_use]
    pub fn on_refresh_token(mut self, keep: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.on_refresh_token = Some(Box::new(keep));
        self
    }
}

impl Credentials {
    /// The tokens of an OAuth 2.0 grant, as `Authorization: Bearer …`, from a
    /// [`provider`](Self::provider): one request for a token serves all calls until shortly before the
    /// token ends, or until a server refuses it by HTTP 401.
    ///
    /// [`ClientBuilder::build`](crate::ClientBuilder::build) fails if the URL cannot be called.
    #[must_use]
    pub fn oauth2(grant: OAuth2) -> Self {
        let client = match &grant.client {
            Some(client) => Ok(client.clone()),
            None => Client::builder(&grant.token_url).build(),
        };
        let client = match client {
            Ok(client) => client,
            Err(error) => return Self::unsendable_for(format!("OAuth 2: {error}")),
        };
        let refresh_token = Mutex::new(grant.refresh_token.clone());
        let source = Arc::new(Source { grant, client, refresh_token });
        Self::provider(move || {
            let source = Arc::clone(&source);
            async move { source.fetch().await }
        })
    }
}

/// Where the tokens come from.
struct Source {
    grant: OAuth2,
    client: Client,
    /// The last that the server gave.
    refresh_token: Mutex<Option<SecretString>>,
}

/// A successful response (RFC 6749 §5.1).
#[derive(Deserialize)]
struct Token {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<Value>,
    refresh_token: Option<String>,
}

impl Source {
    async fn fetch(&self) -> Result<Credentials> {
        let token = self.request().await?;
        if let Some(refresh_token) = token.refresh_token {
            self.keep(&refresh_token);
            // Last: a program whose own function panics has the new token still, and the old one may be
            // of no more use.
            if let Some(keep) = &self.grant.on_refresh_token {
                keep(&refresh_token);
            }
        }
        let other = token.token_type.filter(|it| !it.eq_ignore_ascii_case("bearer"));
        if let Some(other) = other {
            let message = format!("the token is of the type `{}`, not Bearer", Shown::new(&other));
            return Err(Error::build(message));
        }
        let credentials = Credentials::bearer(token.access_token);
        Ok(match token.expires_in.as_ref().and_then(seconds) {
            Some(lifetime) => credentials.expires_in(lifetime),
            None => credentials,
        })
    }

    /// Keeps a refresh token for the next request, if this grant is by one.
    fn keep(&self, refresh_token: &str) {
        let mut kept = self.refresh_token.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = kept.is_some().then(|| SecretString::from(refresh_token));
    }

    fn request(&self) -> Call<Result<Token>> {
        let OAuth2 { client_id, client_secret, in_body, params, .. } = &self.grant;
        let refresh_token =
            self.refresh_token.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (endpoint, grant) = match &refresh_token {
            Some(_) => (&REFRESH_TOKEN, "refresh_token"),
            None => (&CLIENT_CREDENTIALS, "client_credentials"),
        };
        let mut form = vec![("grant_type", grant)];
        if let Some(token) = &refresh_token {
            form.push(("refresh_token", token.expose_secret()));
        }
        form.extend(params.iter().map(|(name, value)| (&**name, &**value)));
        let basic = client_secret.as_ref().filter(|_| !in_body);
        if basic.is_none() {
            form.push(("client_id", client_id));
            form.extend(client_secret.iter().map(|it| ("client_secret", it.expose_secret())));
        }
        let mut parts = RequestParts::new(&self.client, endpoint);
        parts.url(&self.grant.token_url);
        parts.form(&form, Style::PLAIN);
        let call = Call::new(parts, decode::<NoEnvelope, Result<Token>, _>(), Single);
        match basic {
            Some(secret) => {
                let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
                let (user, password) = (encoded(client_id), encoded(secret.expose_secret()));
                call.credentials(Credentials::basic(&user, &password))
            }
            None => call,
        }
    }
}

/// A number of seconds; some servers write it as a text.
fn seconds(value: &Value) -> Option<Duration> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_f64(),
    };
    number.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grant =
            if self.refresh_token.is_some() { "refresh_token" } else { "client_credentials" };
        write!(f, "OAuth2({grant}, [redacted])")
    }
}
