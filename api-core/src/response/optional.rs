//! `Option`s of bodies that are not decoded and of streams: none where the status says so.

use super::from_response::{Buffering, Raw};
use super::{FromItems, FromNoResponse, FromResponse, RawResponse, expect_success};
use crate::endpoint::Accept;
use crate::envelope::EnvelopeSpec;
use crate::{Bytes, Endpoint, Error, Text};

macro_rules! optional {
    ($($type:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl FromResponse<Raw> for Option<$type> {
            const ACCEPT: Accept = <$type as FromResponse<Raw>>::ACCEPT;

            fn read(
                endpoint: &'static Endpoint,
                spec: Option<&'static EnvelopeSpec>,
                response: &mut RawResponse,
            ) -> Result<Self, Error> {
                expect_success(endpoint, spec, response)?;
                if has_nothing(endpoint, response) {
                    return Ok(None);
                }
                <$type>::read(endpoint, spec, response).map(Some)
            }
        }

        #[diagnostic::do_not_recommend]
        impl FromNoResponse<Raw> for Option<$type> {}
    )*};
}

optional!(Bytes Text);

/// A stream, of which there may be none.
pub trait StreamType<K>: FromResponse<K> {}

/// Marks streams that may not be there, which are read by `K` else.
#[derive(Debug)]
pub struct Optional<K>(std::marker::PhantomData<K>);

#[diagnostic::do_not_recommend]
impl<T: StreamType<K>, K> FromResponse<Optional<K>> for Option<T> {
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
impl<T: StreamType<K>, K> FromNoResponse<Optional<K>> for Option<T> {}
#[diagnostic::do_not_recommend]
impl<T: StreamType<K> + FromItems<K>, K> FromItems<Optional<K>> for Option<T> {}

/// True if the status means that there is no content, by RFC 9110 (§15.3.5, §15.3.6) or as declared.
/// An empty body under any other is empty content.
fn has_nothing(endpoint: &Endpoint, response: &RawResponse) -> bool {
    response.has_no_content() || endpoint.means_none(response.status)
}
