//! All that generated code may name besides the public types. No promise is made for any of it.

pub use crate::envelope::{EnvelopeSpec, NoEnvelope, Success};
pub use crate::request::{
    BodyValue, BytesValue, FieldValue, HeaderParam, List, Nested, PartValue, PathValue, QueryValue,
    RequestParts, Style, TextValue,
};
pub use crate::response::{Decode, HeadReply, Output, RawResponse, Reply, decode, decode_head};

use crate::Call;

/// Ends the filling of a request.
pub fn call<R>(request: RequestParts, decode: Decode<R>) -> Call<R> {
    Call::new(request, decode)
}
