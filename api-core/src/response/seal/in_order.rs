//! Envelopes of a code, a message and a payload, written front to back.

use std::fmt;

use serde::de::IgnoredAny;
use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use super::members::good;
use crate::envelope::{EnvelopeSpec, Shape, Success, is_name};
use crate::wire::json::write::ObjectText;
use crate::{ApiError, Code, Result};

/// The text of a success in front of its payload, such as `{"code":0,"message":"","data":`. In this
/// order it is opened fastest.
///
/// It is written once for an envelope. To write it for each response took five per cent of a GET.
#[derive(Clone, Copy)]
pub(super) struct Front {
    /// In place, since a [`Seal`](super::Seal) is copied to where it is needed.
    text: [u8; 62],
    length: u8,
    /// `true` if no payload behind it can be taken for a failure.
    pub(super) is_certain: bool,
}

impl Front {
    /// The text for this envelope. `None` if a member of it is below another one, or the text is too
    /// long to be kept.
    pub(super) fn new(spec: &EnvelopeSpec) -> Option<Self> {
        let payload = spec.payload.filter(|member| is_name(member))?;
        if !is_name(spec.discriminant) {
            return None;
        }
        let mut members = ObjectText::begin();
        if let Some(good) = good(spec)
            && spec.discriminant != payload
        {
            members.member(spec.discriminant, &good).ok()?;
        }
        if let Some(message) = spec.message.filter(|_| is_plain(spec)) {
            members.member(message, "").ok()?;
        }
        let written = members.up_to(payload);
        let mut text = [0; 62];
        text.get_mut(..written.len())?.copy_from_slice(&written);
        let length = u8::try_from(written.len()).ok()?;
        let is_certain = spec.shape == Shape::OnePass && spec.discriminant != payload;
        Some(Self { text, length, is_certain })
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.text.get(..usize::from(self.length)).unwrap_or_default()
    }
}

impl fmt::Debug for Front {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.as_bytes()))
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
