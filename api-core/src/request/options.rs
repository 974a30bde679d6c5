//! What few calls have: headers and settings of their own.

use http::{Extensions, HeaderMap};

use crate::credentials::Provided;
use crate::timeouts::Timeouts;
use crate::{Credentials, Retry};

/// What a call has besides its target and its body. Most have nothing, so it is boxed: a request is
/// moved several times.
#[derive(Default)]
pub(crate) struct Options {
    /// Those of the parameters and of the call.
    pub(crate) headers: HeaderMap,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: Retry,
    pub(crate) credentials: Option<Credentials>,
    /// What the provider of the credentials gave, if they have one.
    pub(crate) provided: Option<Provided>,
    pub(crate) extensions: Extensions,
}
