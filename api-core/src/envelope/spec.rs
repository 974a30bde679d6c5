//! What `#[derive(Envelope)]` says of a wrapper: names of its fields and its success rule.
//!
//! A table that one engine reads, rather than code for every wrapper: the engine is compiled once a
//! payload type, and a wrapper costs nothing but this.

/// The fields of an envelope and its success rule.
#[derive(Debug)]
pub struct EnvelopeSpec {
    pub(super) code: &'static str,
    pub(super) success: Success,
    pub(super) message: Option<&'static str>,
    pub(super) payload: &'static str,
}

/// Which discriminants mean success.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Success {
    /// Any of these numbers.
    Int(&'static [i64]),
    /// This truth value.
    Bool(bool),
    /// Any of these words.
    Text(&'static [&'static str]),
}

impl EnvelopeSpec {
    /// An envelope whose field `code` tells success by the rule, and whose payload is in `payload`.
    #[must_use]
    pub const fn new(code: &'static str, success: Success, payload: &'static str) -> Self {
        Self { code, success, message: None, payload }
    }

    /// Names the field that holds the message of a failure.
    #[must_use]
    pub const fn message(mut self, name: &'static str) -> Self {
        self.message = Some(name);
        self
    }
}
