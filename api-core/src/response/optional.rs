//! `Option<Bytes>` and `Option<Text>`: a body that is not decoded, or none where the status says so.

use super::from_response::Raw;
use super::{FromNoResponse, FromResponse, RawResponse, expect_success};
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

/// True if the status means that there is no content, by RFC 9110 (§15.3.5, §15.3.6) or as declared.
/// An empty body under any other is empty content.
fn has_nothing(endpoint: &Endpoint, response: &RawResponse) -> bool {
    response.has_no_content() || endpoint.means_none(response.status)
}
