//! The metadata of endpoints, which `#[api]` emits as constants.
//!
//! Every field is `'static` and every constructor `const`, so that a table of endpoints costs
//! nothing at run time. Errors, traces, servers and tests read it.

mod accept;
mod constant;
mod getters;
mod param;
mod setters;

use std::fmt;

pub(crate) use self::accept::Accept;
pub use self::constant::Constant;
pub(crate) use self::param::segments;
pub use self::param::{BodyFormat, Param, PathPiece};
use crate::Retry;
pub use crate::params::Location;
use crate::timeouts::Timeouts;

/// One declared endpoint: its method, its path and its parameters.
///
/// Found in the `ENDPOINTS` table of a generated client, and on an [`Error`](crate::Error).
///
/// ```
/// # mod demo {
/// use api_core::{Result, api};
///
/// #[api]
/// pub trait Users {
///     /// The profile of one user.
///     #[endpoint(GET, "/users/{id}")]
///     async fn get(&self, id: u64, verbose: Option<bool>) -> Result<String>;
/// }
/// # }
/// # use demo::UsersClient;
/// let [get] = UsersClient::ENDPOINTS else { unreachable!() };
/// assert_eq!(get.to_string(), "GET /users/{id} (Users::get)");
/// assert_eq!(get.params()[1].wire_name(), "verbose");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    api: &'static str,
    name: &'static str,
    method: &'static str,
    path: &'static str,
    pieces: &'static [PathPiece],
    params: &'static [Param],
    headers: &'static [(&'static str, &'static str)],
    query_text: &'static str,
    query: &'static [(&'static str, &'static str)],
    docs: &'static str,
    timeouts: Timeouts,
    rate_limit: Option<&'static str>,
    retry: Retry,
    idempotent: bool,
    idempotency_key: bool,
    deprecated: bool,
    overload: bool,
    credentials: bool,
    base: Option<&'static str>,
    redirects_away: bool,
    body_format: Option<BodyFormat>,
    body_key: Option<&'static str>,
    fields: &'static [(&'static str, Constant)],
    without_headers: &'static [&'static str],
    success: &'static [u16],
    none: &'static [u16],
    max_body: Option<u64>,
    max_error_body: Option<u64>,
    max_item: Option<u64>,
    done: Option<&'static str>,
}

impl Endpoint {
    /// An endpoint `name` of the trait `api`, called with the HTTP `method`.
    #[must_use]
    pub const fn new(api: &'static str, name: &'static str, method: &'static str) -> Self {
        Self {
            api,
            name,
            method,
            path: "",
            pieces: &[],
            params: &[],
            headers: &[],
            query_text: "",
            query: &[],
            docs: "",
            timeouts: Timeouts::OPEN,
            rate_limit: None,
            retry: Retry::OPEN,
            idempotent: false,
            idempotency_key: false,
            deprecated: false,
            overload: false,
            credentials: true,
            base: None,
            redirects_away: false,
            body_format: None,
            body_key: None,
            fields: &[],
            without_headers: &[],
            success: &[],
            none: &[],
            max_body: None,
            max_error_body: None,
            max_item: None,
            done: None,
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.method)?;
        if !self.path.is_empty() {
            write!(f, " {}", self.path)?;
        }
        write!(f, " ({}::{})", self.api, self.name)
    }
}
