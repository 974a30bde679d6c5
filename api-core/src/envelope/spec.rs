//! The table that `#[derive(Envelope)]` fills: where an envelope's members are, and its success rule.
//!
//! One engine reads it. The engine is compiled once, and an envelope costs no more than its table.

use super::Code;

/// The members of an envelope and its success rule.
///
/// A member is a name, or a path of names and indices, such as `errors.0.message`.
#[derive(Debug)]
pub struct EnvelopeSpec {
    /// The member that tells success from failure; empty where the HTTP status does.
    pub(crate) discriminant: &'static str,
    pub(crate) success: Success,
    /// The member that holds the code of a failure, if that is not the discriminant.
    pub(crate) code: Option<&'static str>,
    pub(crate) message: Option<&'static str>,
    pub(crate) retry_after: Option<&'static str>,
    /// The member that holds the payload; none if the payload's members are beside the envelope's.
    pub(crate) payload: Option<&'static str>,
    /// True if a missing discriminant means success.
    pub(crate) default: bool,
    /// The codes by which the API says that the credentials are good no longer.
    pub(crate) expired: Codes,
    /// Other names of members: pairs of an alias and the name that it stands for.
    pub(crate) aliases: &'static [(&'static str, &'static str)],
    pub(crate) shape: Shape,
}

/// The way an envelope is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// In one pass: a member of the envelope itself tells success by its value, and another one holds
    /// the payload.
    OnePass,
    /// By looking its members up.
    ByMembers,
}

/// The purpose of a member of the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Discriminant,
    Payload,
    Code,
    Message,
    RetryAfter,
}

impl Role {
    const ALL: [Self; 5] =
        [Self::Discriminant, Self::Payload, Self::Code, Self::Message, Self::RetryAfter];
}

/// The roles whose members came by, and where their values begin. None begins a text: a brace does.
#[derive(Default)]
pub(super) struct Roles([usize; Role::ALL.len()]);

impl Roles {
    /// Where the value of this role's member begins, if it came by.
    #[inline]
    pub(super) fn place(&self, role: Role) -> Option<usize> {
        self.0.get(role as usize).copied().filter(|at| *at > 0)
    }

    /// Adds a role whose value begins there. False if it was added before.
    #[inline]
    pub(super) fn add(&mut self, role: Role, at: usize) -> bool {
        self.0.get_mut(role as usize).is_some_and(|place| std::mem::replace(place, at) == 0)
    }
}

/// The values of the discriminant that mean success.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Success {
    /// Any of these numbers.
    Int(&'static [i64]),
    /// This truth value.
    Bool(bool),
    /// Any of these words.
    Text(&'static [&'static str]),
    /// None: the member holds what went wrong, and is missing, null or empty on success.
    Absent,
    /// Any but null.
    Present,
    /// The HTTP status tells, and no member.
    Status,
}

/// Some of an API's codes. A text that is sent is compared with a number as one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Codes {
    numbers: &'static [i64],
    texts: &'static [&'static str],
}

impl Codes {
    pub(crate) const fn is_empty(self) -> bool {
        self.numbers.is_empty() && self.texts.is_empty()
    }

    /// All of them as JSON.
    #[cfg(feature = "openapi")]
    pub(crate) fn list(self) -> Vec<serde_json::Value> {
        let numbers = self.numbers.iter().map(|number| (*number).into());
        numbers.chain(self.texts.iter().map(|text| (*text).into())).collect()
    }

    pub(crate) fn contain(self, code: &Code) -> bool {
        self.numbers.iter().any(|number| code == number)
            || self.texts.iter().any(|text| code == text)
    }
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
            expired: Codes { numbers: &[], texts: &[] },
            aliases: &[],
            shape: Shape::ByMembers,
        }
        .shaped()
    }

    /// Names the member that holds the payload.
    #[must_use]
    pub const fn payload(mut self, member: &'static str) -> Self {
        self.payload = Some(member);
        self.shaped()
    }

    /// The names of the member that holds the payload; none if the payload is beside the envelope's own
    /// members.
    pub(crate) fn payload_names(&'static self) -> Option<Vec<&'static str>> {
        Some(self.names(self.payload?).collect())
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

    /// Names the codes by which the API says that the credentials are good no longer.
    #[must_use]
    pub const fn expired(
        mut self,
        numbers: &'static [i64],
        texts: &'static [&'static str],
    ) -> Self {
        self.expired = Codes { numbers, texts };
        self
    }

    /// Gives members more names: pairs of an alias and the name that it stands for.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [(&'static str, &'static str)]) -> Self {
        self.aliases = aliases;
        self.shaped()
    }

    /// The name that `key` is an alias of; `key` itself if it is none.
    pub(crate) fn unaliased<'a>(&self, key: &'a str) -> &'a str {
        self.aliases.iter().find(|(alias, _)| *alias == key).map_or(key, |(_, member)| member)
    }

    /// The first role of the member that is called `name`, or is above a member of the envelope.
    pub(super) fn role_of(&self, name: &str) -> Option<Role> {
        let is_head = |path: &str| {
            path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        Role::ALL.into_iter().find(|role| self.member(*role).is_some_and(is_head))
    }

    /// The name of the member in this role, or the path to it.
    pub(super) fn member(&self, role: Role) -> Option<&'static str> {
        match role {
            Role::Discriminant => Some(self.discriminant),
            Role::Payload => self.payload,
            Role::Code => self.code,
            Role::Message => self.message,
            Role::RetryAfter => self.retry_after,
        }
    }

    /// The name of the payload, for errors about it.
    pub(super) fn payload_name(&self) -> &'static str {
        self.payload.unwrap_or("payload")
    }

    /// All names of a member: its own, and its aliases.
    pub(crate) fn names(&self, member: &'static str) -> impl Iterator<Item = &'static str> {
        let aliases = self.aliases.iter().filter(move |(_, of)| *of == member);
        std::iter::once(member).chain(aliases.map(|(alias, _)| *alias))
    }

    /// Sets the shape anew after a change. Done while compiling, and not for every response.
    const fn shaped(mut self) -> Self {
        let by_value =
            matches!(self.success, Success::Int(_) | Success::Bool(_) | Success::Text(_));
        let mut one_pass = by_value && is_name(self.discriminant);
        one_pass &= matches!(self.payload, Some(payload) if is_name(payload));
        let mut aliases = self.aliases;
        while let [(alias, _), rest @ ..] = aliases {
            one_pass &= is_name(alias);
            aliases = rest;
        }
        self.shape = if one_pass { Shape::OnePass } else { Shape::ByMembers };
        self
    }
}

/// True for a member of the envelope itself, and false for a path below it.
pub(crate) const fn is_name(member: &str) -> bool {
    let mut bytes = member.as_bytes();
    while let [byte, rest @ ..] = bytes {
        if *byte == b'.' {
            return false;
        }
        bytes = rest;
    }
    !member.is_empty()
}
