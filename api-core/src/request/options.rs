//! Headers and settings of one call. Few calls have any.

use http::{Extensions, HeaderMap, HeaderName};

use super::cursor::CursorPlace;
use crate::credentials::Provided;
use crate::timeouts::Timeouts;
use crate::{Credentials, Retry};

/// All that a call has besides its target and its body. Most have nothing, so it is boxed: a request
/// is moved several times.
#[derive(Clone, Default)]
pub(crate) struct Options {
    /// Those of the parameters and of the call.
    pub(crate) headers: HeaderMap,
    /// The names of those that a map brought, which must not replace fetched credentials.
    pub(crate) spread_headers: Vec<HeaderName>,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: Retry,
    pub(crate) credentials: Option<Credentials>,
    /// The credentials that the provider gave, if there is one.
    pub(crate) provided: Option<Provided>,
    pub(crate) extensions: Extensions,
    /// The values that tell rate limits of one name apart, separated by `/`.
    pub(crate) rate_limit_values: Option<String>,
    /// True if the call fails where it would have to wait for a rate limit.
    pub(crate) try_now: bool,
    /// Where the cursor of a list is written, if the call may ask for further pages.
    pub(crate) cursor: Option<CursorPlace>,
}
