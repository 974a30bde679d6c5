//! Opening an envelope while going over its text once.
//!
//! The payload of a failure often has another shape, and must never turn into a decode error. So the
//! payload is left alone once the discriminant has told of a failure. A payload that comes before
//! its discriminant is read in the hope of a success: to wait would cost every success a second pass
//! over it. If that fails, what was read is forgotten, and the envelope is opened by its members.

use super::discriminant::Discriminant;
use super::failure::EnvelopeError;
use super::payload::{Sink, take};
use super::scan::{ScanError, ScanErrorKind, Scanner};
use super::spec::EnvelopeSpec;
use super::{by_members, failure};

pub(super) fn open(
    spec: &'static EnvelopeSpec,
    text: &str,
    sink: &mut dyn Sink,
) -> Result<Option<EnvelopeError>, ScanError> {
    let mut scan = Scanner::new(text, 0);
    if !scan.enter(b'{') {
        let at = scan.at();
        scan.skip()?;
        return Err(ScanError::new(ScanErrorKind::Unfit, at));
    }
    let mut success = None;
    let mut seen = Seen::default();
    while scan.element(b'}')? {
        let member = Member::read(spec, &mut scan)?;
        seen.note(member, spec, &scan)?;
        match member {
            Member::Discriminant => {
                success = Some(Discriminant::read(&mut scan)?.means(spec.success));
            }
            Member::Payload if success != Some(false) => {
                if let Err(error) = take(&mut scan, spec, sink) {
                    return match success {
                        Some(_) => Err(error),
                        None => by_members::open(spec, text, false, sink),
                    };
                }
            }
            Member::Payload | Member::Own(_) | Member::Other => _ = scan.skip()?,
        }
    }
    scan.end()?;
    match success {
        Some(false) => return failure::read(spec, text).map(Some),
        None if !spec.default => {
            return Err(scan.error(ScanErrorKind::Missing).member(spec.discriminant));
        }
        Some(_) | None => {}
    }
    if seen.payload() || sink.take_nothing() {
        Ok(None)
    } else {
        Err(scan.error(ScanErrorKind::Missing).member(spec.payload_name()))
    }
}

/// A member of the object that is the envelope.
#[derive(Clone, Copy)]
enum Member {
    Discriminant,
    Payload,
    /// Another one that the table names, by its number there.
    Own(u8),
    Other,
}

impl Member {
    /// Reads the name of the next member.
    #[inline]
    fn read(spec: &EnvelopeSpec, scan: &mut Scanner<'_>) -> Result<Self, ScanError> {
        if scan.peek() == Some(b'"') {
            if scan.is_named(spec.discriminant) {
                return Ok(Self::Discriminant);
            }
            if spec.payload.is_some_and(|name| scan.is_named(name)) {
                return Ok(Self::Payload);
            }
        }
        // Another one, or spelled with escapes or white space; or an alias, which few envelopes have.
        let name = scan.name()?;
        let name = spec.unaliased(&name);
        Ok(if name == spec.discriminant {
            Self::Discriminant
        } else if Some(name) == spec.payload {
            Self::Payload
        } else {
            spec.number_of(name).map_or(Self::Other, Self::Own)
        })
    }
}

/// The members that came by, a bit for each.
#[derive(Default)]
struct Seen(u8);

impl Seen {
    const DISCRIMINANT: u8 = 1 << 7;
    const PAYLOAD: u8 = 1 << 6;

    fn payload(&self) -> bool {
        self.0 & Self::PAYLOAD != 0
    }

    /// Remembers a member, which must not have come by before.
    #[inline]
    fn note(
        &mut self,
        member: Member,
        spec: &EnvelopeSpec,
        scan: &Scanner<'_>,
    ) -> Result<(), ScanError> {
        let bit = match member {
            Member::Discriminant => Self::DISCRIMINANT,
            Member::Payload => Self::PAYLOAD,
            Member::Own(number) => 1 << number,
            Member::Other => return Ok(()),
        };
        if self.0 & bit != 0 {
            return Err(scan.repeated(match member {
                Member::Discriminant => spec.discriminant,
                Member::Payload => spec.payload_name(),
                Member::Own(number) => spec.numbered(number),
                Member::Other => "",
            }));
        }
        self.0 |= bit;
        Ok(())
    }
}
