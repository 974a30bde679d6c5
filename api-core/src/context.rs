//! What a server knows of a call besides its arguments.

use std::fmt;

use http::{Extensions, HeaderMap, Method, Uri, request};

/// What a server knows of a call besides its arguments: the request's headers, and what layers of
/// the server put beside it. For credentials, above all.
///
/// A parameter marked `#[context]` is no part of the wire. A server hands it over; the generated
/// method of a client does not take it, and the trait's method of a client ignores it. That is on
/// purpose: what is forwarded by itself, such as a caller's credentials to another server, is
/// forwarded by mistake.
///
/// ```
/// use api_core::{ApiError, Context, Result, api};
///
/// #[api]
/// pub trait Users {
///     /// The name of the caller.
///     #[endpoint(GET, "/me")]
///     async fn me(&self, #[context] cx: &Context) -> Result<String>;
/// }
///
/// # struct Store;
/// #[api_core::async_trait]
/// impl Users for Store {
///     async fn me(&self, cx: &Context) -> Result<String> {
///         match cx.header("authorization") {
///             Some("Bearer 7") => Ok("Ann".to_owned()),
///             _ => Err(ApiError::new(401, "no valid token").into()),
///         }
///     }
/// }
/// # async fn run(client: UsersClient) -> Result<()> {
/// client.me().await?; // on the client, it is not there
/// let users: &dyn Users = &client;
/// users.me(&Context::default()).await?; // through the trait, it says nothing
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Context {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    extensions: Extensions,
}

impl Context {
    /// What is known of a request.
    #[must_use]
    pub fn new(parts: request::Parts) -> Self {
        let request::Parts { method, uri, headers, extensions, .. } = parts;
        Self { method, uri, headers, extensions }
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Where the request went; without the prefix of an outer router, if there is one.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header that is there once, as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().ok(),
            _ => None,
        }
    }

    /// What a layer of the server has put beside the request, by its type.
    #[must_use]
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.extensions.get()
    }

    /// The same with something beside the request; for tests, which have no layers.
    #[must_use]
    pub fn with<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.extensions.insert(value);
        self
    }
}

impl fmt::Debug for Context {
    // Names of headers only, and no query: both hold credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.keys().map(|name| name.as_str()).collect();
        f.debug_struct("Context")
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}

/// What `#[context]` may stand on.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the context of a call",
    label = "not `&api_core::Context`",
    note = "write `#[context] cx: &api_core::Context`"
)]
pub trait ContextValue<'a> {
    /// The same context.
    fn of(context: &'a Context) -> Self;
}

impl ContextValue<'_> for Context {
    fn of(context: &Context) -> Self {
        context.clone()
    }
}

impl<'a> ContextValue<'a> for &'a Context {
    fn of(context: &'a Context) -> Self {
        context
    }
}
