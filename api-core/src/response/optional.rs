//! `Option`s of bodies that are not decoded and of streams: none where the status says so.

use super::from_response::{Buffering, Raw};
use super::{FromItems, FromNoResponse, FromResponse, RawResponse, expect_success};
use crate::endpoint::Accept;
use crate::envelope::EnvelopeSpec;
use crate::{Bytes, Endpoint, Error, Text};

/// A type that takes the body as it is, or as a stream: an `Option` of it is none where the status says so.
pub trait Undecoded<K>: FromResponse<K> {}

impl Undecoded<Raw> for Bytes {}
impl Undecoded<Raw> for Text {}

/// Marks `Option`s of such types, which are read by `K` if they are there.
#[derive(Debug)]
pub struct Optional<K>(std::marker::PhantomData<K>);

#[diagnostic::do_not_recommend]
impl<T: Undecoded<K>, K> FromResponse<Optional<K>> for Option<T> {
    const ACCEPT: Accept = T::ACCEPT;
    const BUFFERING: Buffering = T::BUFFERING;

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error> {
        expect_success(endpoint, spec, response)?;
        if has_nothing(endpoint, response) {
            return Ok(None);
        }
        T::read(endpoint, spec, response).map(Some)
    }

    fn read_rest(self) -> Result<(), Error> {
        self.map_or(Ok(()), T::read_rest)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Undecoded<K>, K> FromNoResponse<Optional<K>> for Option<T> {}
#[diagnostic::do_not_recommend]
impl<T: Undecoded<K> + FromItems<K>, K> FromItems<Optional<K>> for Option<T> {}

/// True if the status means that there is no content, by RFC 9110 (§15.3.5, §15.3.6) or as declared.
/// An empty body under any other is empty content.
fn has_nothing(endpoint: &Endpoint, response: &RawResponse) -> bool {
    response.has_no_content() || endpoint.means_none(response.status)
}
