//! Opening an envelope in one pass over the text.
//!
//! The payload of a failure often has another shape, and must never turn into a decode error. So
//! the payload is left alone once the discriminant has told of a failure. If the discriminant comes
//! after it, the payload is read in the hope of a success, which saves a success the second pass;
//! should that fail, what was read is forgotten, and the general engine looks before it reads.

use std::time::Duration;

use serde::de::DeserializeOwned;

use super::discriminant::Discriminant;
use super::fault::DecodeError;
use super::members;
use super::payload::Sink;
use super::scan::{ScanError, ScanErrorKind, Scanner};
use super::spec::{EnvelopeSpec, Shape};
use crate::Code;

/// What was in an envelope.
pub(crate) enum Opened<T> {
    /// The call succeeded.
    Payload(T),
    /// The call failed, and the API says so itself.
    Failed(EnvelopeError),
}

/// What an API says of a failure.
pub(crate) struct EnvelopeError {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) retry_after: Option<Duration>,
}

/// Opens `body` by `spec`, as [`open_into`] does.
pub(crate) fn open<T: DeserializeOwned>(
    spec: Option<&'static EnvelopeSpec>,
    body: &[u8],
    by_status: bool,
) -> Result<Opened<T>, DecodeError> {
    let mut payload = None;
    let refusal = open_into(spec, body, by_status, &mut payload)?;
    match (refusal, payload) {
        (Some(refusal), _) => Ok(Opened::Failed(refusal)),
        (None, Some(payload)) => Ok(Opened::Payload(payload)),
        (None, None) => Err(DecodeError::plain("has no payload")),
    }
}

/// Opens `body` by `spec`, or takes the whole of it as the payload where there is none, and leaves
/// the payload in `sink`; or gives what the API says of a failure. `by_status` is what the HTTP
/// status says, for an envelope that asks it.
pub(crate) fn open_into(
    spec: Option<&'static EnvelopeSpec>,
    body: &[u8],
    by_status: bool,
    sink: &mut dyn Sink,
) -> Result<Option<EnvelopeError>, DecodeError> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    if body.is_empty() {
        return if sink.take_nothing() { Ok(None) } else { Err(DecodeError::plain("is empty")) };
    }
    // Checked once here, strings need no check of their own after it: a fifth fewer instructions.
    let text = std::str::from_utf8(body).map_err(|_| DecodeError::plain("is not UTF-8"))?;
    let opened = match spec {
        None => whole(text, sink),
        Some(spec) => match spec.shape {
            Shape::Flat | Shape::Wide => flat(spec, text, by_status, sink),
            Shape::Other => members::open(spec, text, by_status, sink),
        },
    };
    opened.map_err(|stop| DecodeError::of(&stop, text))
}

/// Takes the whole text for the payload.
pub(super) fn whole(text: &str, sink: &mut dyn Sink) -> Result<Option<EnvelopeError>, ScanError> {
    let bytes = sink.take(text)?;
    Scanner::new(text, bytes).end()?;
    Ok(None)
}

/// Opens an envelope whose members are its own.
fn flat(
    spec: &'static EnvelopeSpec,
    text: &str,
    by_status: bool,
    sink: &mut dyn Sink,
) -> Result<Option<EnvelopeError>, ScanError> {
    let mut scan = Scanner::new(text, 0);
    if !scan.enter(b'{') {
        let at = scan.at();
        scan.skip()?;
        return Err(ScanError { why: ScanErrorKind::Unfit, at, member: None });
    }
    let mut code: Option<Discriminant> = None;
    let mut good = None;
    // Decoded if it comes to that: most answers are no failures.
    let mut message: Option<&str> = None;
    let mut seen_payload = false;
    while scan.element(b'}')? {
        match Field::read(spec, &mut scan)? {
            Field::Code if code.is_some() => return Err(twice(&scan, spec.discriminant)),
            Field::Message if message.is_some() => {
                return Err(twice(&scan, spec.message.unwrap_or_default()));
            }
            Field::Payload if seen_payload => return Err(twice(&scan, payload_name(spec))),
            Field::Code => {
                let told = Discriminant::read(&mut scan)?;
                good = Some(told.means(spec.success));
                code = Some(told);
            }
            Field::Message => message = Some(scan.skip()?),
            Field::Payload => {
                seen_payload = true;
                if good == Some(false) {
                    scan.skip()?;
                } else if let Err(stop) = take(&mut scan, spec, sink) {
                    return match good {
                        Some(_) => Err(stop),
                        None => members::open(spec, text, by_status, sink),
                    };
                }
            }
            Field::Other => _ = scan.skip()?,
        }
    }
    scan.end()?;
    match code {
        Some(_) if good == Some(false) && spec.shape == Shape::Wide => {
            return Ok(Some(members::refusal(spec, text)));
        }
        Some(code) if good == Some(false) => {
            let message = message.and_then(|raw| serde_json::from_str(raw).ok());
            let (code, message) = (code.into_code(), message.unwrap_or_default());
            return Ok(Some(EnvelopeError { code, message, retry_after: None }));
        }
        None if !spec.default => {
            return Err(scan.stop(ScanErrorKind::Missing).member(spec.discriminant));
        }
        _ => {}
    }
    if seen_payload || sink.take_nothing() {
        Ok(None)
    } else {
        Err(scan.stop(ScanErrorKind::Missing).member(payload_name(spec)))
    }
}

/// Reads the payload that stands here.
pub(super) fn take(
    scan: &mut Scanner<'_>,
    spec: &EnvelopeSpec,
    sink: &mut dyn Sink,
) -> Result<(), ScanError> {
    let null = scan.peek() == Some(b'n');
    match sink.take(scan.rest()) {
        Ok(bytes) => {
            scan.advance(bytes);
            Ok(())
        }
        Err(stop) if null && stop.why == ScanErrorKind::Unfit => {
            let null = ScanError { why: ScanErrorKind::Null, ..stop };
            Err(null.after(scan.at()).member(payload_name(spec)))
        }
        Err(stop) => Err(stop.after(scan.at())),
    }
}

/// The name of the payload, for errors about it.
fn payload_name(spec: &EnvelopeSpec) -> &'static str {
    spec.payload.unwrap_or("payload")
}

/// A member that stands there twice: which of the two another reader on the way has gone by, nobody
/// knows.
#[cold]
pub(super) fn twice(scan: &Scanner<'_>, member: &'static str) -> ScanError {
    scan.stop(ScanErrorKind::Unfit).member(member)
}

enum Field {
    Code,
    Message,
    Payload,
    Other,
}

impl Field {
    /// Reads the name of a member.
    #[inline]
    fn read(spec: &EnvelopeSpec, scan: &mut Scanner<'_>) -> Result<Self, ScanError> {
        if scan.peek() == Some(b'"') {
            if scan.is_named(spec.discriminant) {
                return Ok(Self::Code);
            }
            if spec.message.is_some_and(|name| scan.is_named(name)) {
                return Ok(Self::Message);
            }
            if spec.payload.is_some_and(|name| scan.is_named(name)) {
                return Ok(Self::Payload);
            }
        }
        // Another, or with an escape or white space; or an alias, which few envelopes have.
        let name = scan.name()?;
        let name = spec.unaliased(&name);
        Ok(if name == spec.discriminant {
            Self::Code
        } else if Some(name) == spec.payload {
            Self::Payload
        } else if Some(name) == spec.message {
            Self::Message
        } else {
            Self::Other
        })
    }
}
