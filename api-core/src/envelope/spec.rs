//! What `#[derive(Envelope)]` says of a wrapper: where its members are, and its success rule.
//!
//! A table that one engine reads, rather than code for every wrapper: the engine is compiled once,
//! and a wrapper costs nothing but this.

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
    /// Other names of members, each beside the name that it stands for.
    pub(crate) aliases: &'static [(&'static str, &'static str)],
    pub(crate) shape: Shape,
}

/// How an envelope is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// In one pass: its members are a code, a message and a payload.
    Flat,
    /// In one pass on success; what a failure says stands elsewhere, and is looked up.
    Wide,
    /// By its members, each looked up.
    Other,
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
            aliases: &[],
            shape: Shape::Other,
        }
        .shaped()
    }

    /// Names the member that holds the payload.
    #[must_use]
    pub const fn payload(mut self, member: &'static str) -> Self {
        self.payload = Some(member);
        self.shaped()
    }

    /// Names the member that holds the code of a failure.
    #[must_use]
    pub const fn code(mut self, member: &'static str) -> Self {
        self.code = Some(member);
        self.shaped()
    }

    /// Names the member that holds the message of a failure.
    #[must_use]
    pub const fn message(mut self, member: &'static str) -> Self {
        self.message = Some(member);
        self.shaped()
    }

    /// Names the member that holds the seconds after which a call may be made again.
    #[must_use]
    pub const fn retry_after(mut self, member: &'static str) -> Self {
        self.retry_after = Some(member);
        self.shaped()
    }

    /// Takes a missing discriminant for success.
    #[must_use]
    pub const fn default(mut self) -> Self {
        self.default = true;
        self.shaped()
    }

    /// Names members once more: each alias beside the name that it stands for.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [(&'static str, &'static str)]) -> Self {
        self.aliases = aliases;
        self.shaped()
    }

    /// The name that `key` is an alias of; `key` itself if it is none.
    pub(crate) fn unaliased<'a>(&self, key: &'a str) -> &'a str {
        self.aliases.iter().find(|(alias, _)| *alias == key).map_or(key, |(_, member)| member)
    }

    /// Its members, by their names or paths.
    pub(crate) fn own(&self) -> impl Iterator<Item = &'static str> {
        let others = [self.code, self.message, self.payload, self.retry_after];
        std::iter::once(self.discriminant).chain(others.into_iter().flatten())
    }

    /// All that a member is called.
    pub(crate) fn names(&self, member: &'static str) -> impl Iterator<Item = &'static str> {
        let aliases = self.aliases.iter().filter(move |(_, of)| *of == member);
        std::iter::once(member).chain(aliases.map(|(alias, _)| *alias))
    }

    /// Whether one pass is enough: the discriminant, a member of the envelope itself, tells success
    /// by its value.
    const fn tells_by_value(&self) -> bool {
        let by_value =
            matches!(self.success, Success::Int(_) | Success::Bool(_) | Success::Text(_));
        by_value && is_name(self.discriminant)
    }

    /// Sets the shape anew, after a change; while compiling, and not for every answer.
    const fn shaped(mut self) -> Self {
        let mut named = self.tells_by_value();
        let mut aliases = self.aliases;
        while let [(alias, _), rest @ ..] = aliases {
            named &= is_name(alias);
            aliases = rest;
        }
        self.shape = match self.payload {
            None => Shape::Other,
            Some(payload) if !named || !is_name(payload) => Shape::Other,
            Some(_) if self.default || self.code.is_some() || self.retry_after.is_some() => {
                Shape::Wide
            }
            Some(_) => match self.message {
                Some(message) if !is_name(message) => Shape::Wide,
                _ => Shape::Flat,
            },
        };
        self
    }
}

/// Whether a member is one of the envelope itself, and not at a path below it.
pub(super) const fn is_name(member: &str) -> bool {
    let mut bytes = member.as_bytes();
    while let [byte, rest @ ..] = bytes {
        if *byte == b'.' {
            return false;
        }
        bytes = rest;
    }
    !member.is_empty()
}
