//! The function that turns the response of one endpoint into its declared type.

use std::fmt;

use super::{
    Buffering, FromHeadResponse, FromItems, FromNoResponse, FromRedirect, FromResponse,
    RawResponse, ReturnType,
};
use crate::endpoint::Accept;
use crate::envelope::{Envelope, EnvelopeSpec};
use crate::{Endpoint, Error};

/// Turns the response of one endpoint into its declared type: a function, and what it needs the
/// request to ask for.
///
/// The struct asks nothing of `R`, and [`decode`] does, so that a wrong return type is one error.
pub struct Decode<R> {
    pub(crate) read: fn(&'static Endpoint, Result<&mut RawResponse, Error>) -> R,
    pub(crate) accept: Accept,
    /// True if the response is a page of a list.
    pub(crate) is_page: bool,
    pub(crate) expected: &'static Expected,
}

/// The facts about the responses of an endpoint that are known before one of them is decoded.
pub(crate) struct Expected {
    pub(crate) buffering: Buffering,
    /// The statuses that mean success to the declared type, if it names any.
    pub(crate) statuses: &'static [u16],
    /// The envelope, if it has one.
    pub(crate) spec: Option<&'static EnvelopeSpec>,
}

impl<R> fmt::Debug for Decode<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decode({:?})", self.accept)
    }
}

/// Decodes a response in the envelope `E` as the declared type `R`.
#[must_use]
pub fn decode<E: Envelope, R: ReturnType, K>() -> Decode<R>
where
    R::Value: FromResponse<K>,
{
    Decode {
        read: |endpoint, response| {
            R::from_result(response.and_then(|r| R::Value::read(endpoint, E::SPEC, r)))
        },
        accept: R::Value::ACCEPT,
        is_page: false,
        expected: const {
            &Expected {
                buffering: R::Value::BUFFERING,
                statuses: R::Value::STATUSES,
                spec: E::SPEC,
            }
        },
    }
}

/// Decodes a response to HEAD, which has no body.
#[must_use]
pub fn decode_head<E: Envelope, R: ReturnType, K>() -> Decode<R>
where
    R::Value: FromHeadResponse<K>,
{
    decode::<E, R, K>()
}

/// Decodes a response that some statuses make none.
#[must_use]
pub fn decode_none<E: Envelope, R: ReturnType, K>() -> Decode<R>
where
    R::Value: FromNoResponse<K>,
{
    decode::<E, R, K>()
}

/// Decodes a response that is a stream of items, with the options that are declared for items.
#[must_use]
pub fn decode_items<E: Envelope, R: ReturnType, K>() -> Decode<R>
where
    R::Value: FromItems<K>,
{
    decode::<E, R, K>()
}

/// Decodes a response that may be a redirect.
#[must_use]
pub fn decode_redirect<E: Envelope, R: ReturnType, K>() -> Decode<R>
where
    R::Value: FromRedirect<K>,
{
    decode::<E, R, K>()
}
