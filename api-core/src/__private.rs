//! All that generated code may name besides the public types. No promise is made for any of it.

pub use crate::envelope::{EnvelopeSpec, NoEnvelope, Success};
pub use crate::request::{BodyValue, FieldValue, HeaderParam, PathValue, QueryValue, RequestParts};
pub use crate::response::{Decode, Output, RawResponse, Reply, decode};

use crate::Call;

/// Ends the filling of a request.
pub fn call<R>(request: RequestParts, decode: Decode<R>) -> Call<R> {
    Call::new(request, decode)
}
