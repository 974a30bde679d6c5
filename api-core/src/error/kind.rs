//! Why a call failed, in one word.

/// Why a call failed, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be made from its arguments, and nothing was sent; or its body failed while
    /// it was sent.
    Build,
    /// No connection could be made. Nothing was sent.
    Connect,
    /// The connection broke, or the response was cut off.
    Transport,
    /// The response is not valid HTTP.
    Protocol,
    /// A timeout ended the call.
    Timeout,
    /// The response is larger than the client accepts.
    Limit,
    /// The server redirected, and the client did not follow.
    Redirect,
    /// The HTTP status means failure.
    Status,
    /// The server refused the call because there were too many (HTTP 429), and its envelope, if it
    /// has one, says nothing about it; else [`ErrorKind::Api`]. See
    /// [`Error::is_rate_limited`](crate::Error::is_rate_limited).
    RateLimited,
    /// The envelope says that the call failed; see [`Error::api`](crate::Error::api).
    Api,
    /// The response could not be read as the declared type.
    Decode,
    /// The response could not be written to a file.
    Save,
    /// Too many calls are under way in this client. Nothing was sent.
    Overloaded,
    /// The client was [closed](crate::Client::close). Nothing was sent.
    Closed,
    /// An implementation of the trait failed, on a server or in a fake: see
    /// [`Error::internal`](crate::Error::internal).
    Internal,
}
