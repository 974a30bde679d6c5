//! The context of a call on a server: headers, URL, and what layers added.

use std::fmt;

use http::{Extensions, HeaderMap, Method, Uri, request};

/// The context of a call on a server: the headers and the URL of the request, and what layers of
/// the server added to it. Its main use is to check credentials.
///
/// A parameter marked `#[context]` is never sent. A server passes it to the implementation. The
/// generated method of a client leaves it out, and the trait's method of a client ignores it. This
/// is on purpose: a context that was passed on by itself would carry a caller's credentials to
/// another server.
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
/// client.me().await?; // the client's method leaves it out
/// let users: &dyn Users = &client;
/// users.me(&Context::default()).await?; // the trait's method ignores it
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
    /// The context of a request.
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

    /// The URL of the request, without the prefix of an outer router.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header as text. `None` if the request has none of that name, or several.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().ok(),
            _ => None,
        }
    }

    /// A value that a layer of the server added to the request, by its type.
    #[must_use]
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.extensions.get()
    }

    /// Adds a value as a layer would, for tests, which have no layers.
    #[must_use]
    pub fn with<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.extensions.insert(value);
        self
    }
}

impl fmt::Debug for Context {
    // Only the names of headers, and no query: both may hold credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.keys().map(|name| name.as_str()).collect();
        f.debug_struct("Context")
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}

/// The type of a parameter with `#[context]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the context of a call",
    label = "not `&api_core::Context`",
    note = "write `#[context] cx: &api_core::Context`"
)]
pub trait ContextValue<'a> {
    /// The context, as this type.
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
