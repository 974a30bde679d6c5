//! The engine that opens envelopes: the wrappers that APIs put around their payloads.
//!
//! It reads text by a table and knows no HTTP. Its errors are its own; `error/` turns them into the
//! library's. On the way from the text to the payload:
//!
//! | file | job |
//! | --- | --- |
//! | `spec` | the table that `#[derive(Envelope)]` fills |
//! | `open` | the way in; chooses between the next two |
//! | `one_pass` | opens an envelope whose own members tell success, while it goes over the text once |
//! | `by_members` | opens any other: looks each member up |
//! | `failure` | reads what a failure says: code, message, time to wait |
//! | `lookup` | finds a member by its path |
//! | `discriminant` | reads the value that tells success from failure |
//! | `payload` | reads the payload: the only code that is compiled for each type |
//! | `scan` | goes over JSON text, member by member |
//! | `decode_error`, `misfit`, `locate` | say why a text could not be read, and where |

mod by_members;
mod code;
mod decode_error;
mod discriminant;
mod failure;
mod locate;
#[cfg(test)]
mod locate_tests;
mod lookup;
mod misfit;
mod one_pass;
mod open;
mod payload;
mod scan;
mod spec;
#[cfg(test)]
pub(crate) mod tests;

pub use self::code::Code;
pub(crate) use self::decode_error::DecodeError;
pub(crate) use self::failure::EnvelopeError;
pub(crate) use self::lookup::{begin_alike, member, payload_of, text_from, value_at};
pub(crate) use self::open::{Opened, open, open_into, without_mark};
pub(crate) use self::payload::Sink;
pub use self::spec::{EnvelopeSpec, Success};
pub(crate) use self::spec::{Shape, is_name};

/// The wrapper that an API puts around its payloads. Derived, on a struct with one type parameter:
/// that of the payload.
///
/// ```
/// use api_core::Envelope;
///
/// /// The wrapper around every response of KOOK.
/// #[derive(Envelope)]
/// pub struct Kook<T> {
///     #[envelope(success = 0)]
///     code: i64,
///     #[envelope(message)]
///     message: String,
///     #[envelope(payload)]
///     data: T,
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an envelope",
    label = "does not implement `api_core::Envelope`",
    note = "derive `api_core::Envelope` on the struct, or write `envelope = none`"
)]
pub trait Envelope {
    /// The table to read it by; none where there is no wrapper.
    #[doc(hidden)]
    const SPEC: Option<&'static EnvelopeSpec>;
}

/// No wrapper: the whole response is the payload.
#[derive(Debug)]
pub struct NoEnvelope;

impl Envelope for NoEnvelope {
    const SPEC: Option<&'static EnvelopeSpec> = None;
}
