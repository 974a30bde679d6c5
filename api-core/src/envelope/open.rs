//! The way into the engine.

use serde::de::DeserializeOwned;

use super::decode_error::DecodeError;
use super::failure::EnvelopeError;
use super::payload::{Sink, whole};
use super::spec::{EnvelopeSpec, Shape};
use super::{by_members, one_pass};

/// The contents of an envelope.
pub(crate) enum Opened<T> {
    /// The call succeeded.
    Payload(T),
    /// The call failed, as the API itself says.
    Failed(EnvelopeError),
}

/// Opens `body` by `spec`, as [`open_into`] does.
pub(crate) fn open<T: DeserializeOwned>(
    spec: Option<&'static EnvelopeSpec>,
    body: &[u8],
    by_status: bool,
) -> Result<Opened<T>, DecodeError> {
    let mut payload = None;
    let failure = open_into(spec, body, by_status, &mut payload)?;
    match (failure, payload) {
        (Some(failure), _) => Ok(Opened::Failed(failure)),
        (None, Some(payload)) => Ok(Opened::Payload(payload)),
        (None, None) => Err(DecodeError::plain("has no payload")),
    }
}

/// Opens `body` by `spec`, or takes all of it as the payload where there is no envelope. Leaves the
/// payload in `sink`, or returns what the API says of a failure. `by_status` is true if the HTTP
/// status means success; only an envelope whose rule is the status asks.
pub(crate) fn open_into(
    spec: Option<&'static EnvelopeSpec>,
    body: &[u8],
    by_status: bool,
    sink: &mut dyn Sink,
) -> Result<Option<EnvelopeError>, DecodeError> {
    let body = without_mark(body);
    if body.is_empty() {
        return if sink.take_nothing() { Ok(None) } else { Err(DecodeError::plain("is empty")) };
    }
    let opened = read(spec, body, by_status, sink);
    match opened {
        // Where nothing wraps the payload, `()` takes any body.
        Err(_) if spec.is_none() && sink.take_unread() => Ok(None),
        opened => opened,
    }
}

fn read(
    spec: Option<&'static EnvelopeSpec>,
    body: &[u8],
    by_status: bool,
    sink: &mut dyn Sink,
) -> Result<Option<EnvelopeError>, DecodeError> {
    // Checked once here, so that no string needs a check of its own: a fifth fewer instructions.
    let text = std::str::from_utf8(body).map_err(|_| DecodeError::plain("is not UTF-8"))?;
    let opened = match spec {
        None => whole(text, sink).map(|()| None),
        Some(spec) => match spec.shape {
            Shape::OnePass => one_pass::open(spec, text, sink),
            Shape::ByMembers => by_members::open(spec, text, by_status, sink),
        },
    };
    opened.map_err(|error| DecodeError::of(&error, text))
}

/// The body without the byte order mark that some servers begin UTF-8 with.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}
