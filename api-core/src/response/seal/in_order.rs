//! Envelopes of a code, a message and a payload, written front to back.

use serde::de::IgnoredAny;
use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use super::members::good;
use crate::envelope::{EnvelopeSpec, Shape, Success, is_name};
use crate::{ApiError, Code, Result};

/// A success whose payload is a member of the envelope, in the order that is opened fastest.
pub(super) struct InOrder<'a, T: ?Sized> {
    pub(super) spec: &'static EnvelopeSpec,
    pub(super) member: &'static str,
    pub(super) payload: &'a T,
}

impl<T: Serialize + ?Sized> Serialize for InOrder<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("Envelope", 3)?;
        if let Some(good) = good(self.spec)
            && self.spec.discriminant != self.member
        {
            members.serialize_field(self.spec.discriminant, &good)?;
        }
        if let Some(message) = self.spec.message.filter(|_| is_plain(self.spec)) {
            members.serialize_field(message, "")?;
        }
        members.serialize_field(self.member, self.payload)?;
        members.end()
    }
}

/// A failure without a payload, in an envelope of a code, a message and a payload. Its code cannot be
/// taken for a success: it is read back as it was written, and that need not be tried.
pub(super) struct PlainFailure<'a> {
    /// By their names, as other failures are written.
    members: [(&'static str, PlainMember<'a>); 3],
}

enum PlainMember<'a> {
    Code(&'a Code),
    Message(&'a str),
    Payload,
}

impl<'a> PlainFailure<'a> {
    pub(super) fn new(spec: &EnvelopeSpec, error: &'a ApiError) -> Result<Option<Self>> {
        let is_failure = match (&spec.success, error.code()) {
            (Success::Int(good), Code::Int(code)) => !good.contains(code),
            _ => false,
        };
        let (Some(payload), Some(message)) = (spec.payload, spec.message) else { return Ok(None) };
        let names = [spec.discriminant, payload, message];
        let has_payload = !error.body().is_empty() && error.payload::<IgnoredAny>()?.is_some();
        if !is_failure || has_payload || !is_plain(spec) || !names.iter().all(|name| is_name(name))
        {
            return Ok(None);
        }
        let mut members = [
            (spec.discriminant, PlainMember::Code(error.code())),
            (payload, PlainMember::Payload),
            (message, PlainMember::Message(error.message())),
        ];
        members.sort_by_key(|(name, _)| *name);
        let [(first, _), (second, _), (third, _)] = &members;
        Ok((first != second && second != third).then_some(Self { members }))
    }
}

impl Serialize for PlainFailure<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("Envelope", 3)?;
        for (name, member) in &self.members {
            match member {
                PlainMember::Code(Code::Int(code)) => members.serialize_field(name, code)?,
                PlainMember::Code(Code::Text(code)) => members.serialize_field(name, code)?,
                PlainMember::Message(message) => members.serialize_field(name, message)?,
                PlainMember::Payload => members.serialize_field(name, &())?,
            }
        }
        members.end()
    }
}

/// True for an envelope of a code, a message and a payload: APIs with such a one send all three,
/// always.
pub(super) fn is_plain(spec: &EnvelopeSpec) -> bool {
    let others = spec.code.is_some() || spec.retry_after.is_some() || spec.default;
    spec.shape == Shape::OnePass && !others && spec.message.is_none_or(is_name)
}
