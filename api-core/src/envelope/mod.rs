//! The wrapper that an API puts around its answers, declared once as a type.

mod discriminant;
mod fault;
mod locate;
#[cfg(test)]
mod locate_tests;
mod members;
mod open;
mod payload;
mod scan;
mod seal;
mod spec;
#[cfg(test)]
mod tests;

pub(crate) use self::fault::DecodeError;
#[cfg(feature = "server")]
pub(crate) use self::locate::path;
pub(crate) use self::members::{member, payload_of};
pub(crate) use self::open::{EnvelopeError, Opened, open, open_into};
pub(crate) use self::payload::Sink;
pub use self::seal::Seal;
pub use self::spec::{EnvelopeSpec, Success};

/// The wrapper that an API puts around its answers. Derived, on a struct with one type parameter:
/// that of the payload.
///
/// ```
/// use api_core::Envelope;
///
/// /// The wrapper around every KOOK answer.
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
    /// How to read it; none where there is no wrapper.
    #[doc(hidden)]
    const SPEC: Option<&'static EnvelopeSpec>;
}

/// No wrapper: the whole answer is the payload.
#[derive(Debug)]
pub struct NoEnvelope;

impl Envelope for NoEnvelope {
    const SPEC: Option<&'static EnvelopeSpec> = None;
}
