//! What `#[derive(Envelope)]` says of a wrapper: where its members are, and its success rule.
//!
//! A table that one engine reads, rather than code for every wrapper: the engine is compiled once a
//! payload type, and a wrapper costs nothing but this.

/// The members of an envelope and its success rule.
///
/// A member is a name, or a path of names and indices, such as `errors.0.message`.
#[derive(Debug)]
pub struct EnvelopeSpec {
    /// The member that tells success; empty where the HTTP status does.
    pub(crate) discriminant: &'static str,
    pub(crate) success: Success,
    /// Where a failure has its code, if that is not the discriminant.
    pub(crate) code: Option<&'static str>,
    pub(crate) message: Option<&'static str>,
    pub(crate) retry_after: Option<&'static str>,
    /// The member that holds the payload; none where it stands beside the envelope's own members.
    pub(crate) payload: Option<&'static str>,
    /// Whether a missing discriminant means success.
    pub(crate) default: bool,
}

/// What the discriminant is on success.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Success {
    /// Any of these numbers.
    Int(&'static [i64]),
    /// This truth value.
    Bool(bool),
    /// Any of these words.
    Text(&'static [&'static str]),
    /// Missing, null, or an empty list: it is what says what went wrong.
    Absent,
    /// There, and not null.
    Present,
    /// No member tells; the HTTP status does.
    Status,
}

impl EnvelopeSpec {
    /// An envelope whose member `discriminant` tells success by the rule.
    #[must_use]
    pub const fn new(discriminant: &'static str, success: Success) -> Self {
        Self {
            discriminant,
            success,
            code: None,
            message: None,
            retry_after: None,
            payload: None,
            default: false,
        }
    }

    /// Names the member that holds the payload.
    #[must_use]
    pub const fn payload(mut self, member: &'static str) -> Self {
        self.payload = Some(member);
        self
    }

    /// Names the member that holds the code of a failure.
    #[must_use]
    pub const fn code(mut self, member: &'static str) -> Self {
        self.code = Some(member);
        self
    }

    /// Names the member that holds the message of a failure.
    #[must_use]
    pub const fn message(mut self, member: &'static str) -> Self {
        self.message = Some(member);
        self
    }

    /// Names the member that holds the seconds after which a call may be made again.
    #[must_use]
    pub const fn retry_after(mut self, member: &'static str) -> Self {
        self.retry_after = Some(member);
        self
    }

    /// Takes a missing discriminant for success.
    #[must_use]
    pub const fn default(mut self) -> Self {
        self.default = true;
        self
    }

    /// Whether the discriminant and the payload are members of the envelope itself, so that one
    /// pass over them is enough.
    pub(crate) fn is_flat(&self) -> bool {
        let named = matches!(self.success, Success::Int(_) | Success::Bool(_) | Success::Text(_));
        named
            && !self.default
            && self.code.is_none()
            && self.retry_after.is_none()
            && [Some(self.discriminant), self.message, self.payload]
                .into_iter()
                .flatten()
                .all(|member| !member.contains('.'))
            && self.payload.is_some()
    }
}
