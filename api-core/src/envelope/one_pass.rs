//! Opening an envelope while going over its text once.
//!
//! The payload of a failure often has another shape, and must never turn into a decode error. So the
//! payload is left alone once the discriminant has told of a failure. A payload that comes before
//! its discriminant is read in the hope of a success: to wait would cost every success a second pass
//! over it. If that fails, what was read is forgotten, and the envelope is opened by its members.

use super::discriminant::Discriminant;
use super::failure::EnvelopeError;
use super::misfit::Misfit;
use super::payload::{Sink, take};
use super::scan::{ScanError, ScanErrorKind, Scanner};
use super::spec::{EnvelopeSpec, Role, Roles};
use super::{by_members, failure};

pub(super) fn open(
    spec: &'static EnvelopeSpec,
    text: &str,
    sink: &mut dyn Sink,
) -> Result<Option<EnvelopeError>, ScanError> {
    let mut scan = Scanner::new(text, 0);
    if !scan.enter(b'{') {
        let misfit = Misfit::at(scan.peek(), "an object");
        let error = scan.error(ScanErrorKind::Unfit).misfit(misfit);
        scan.skip()?;
        return Err(error);
    }
    let mut success = None;
    let mut seen = Roles::default();
    while scan.element(b'}')? {
        let role = role(spec, &mut scan)?;
        if let Some(role) = role
            && !seen.add(role, scan.at())
        {
            return Err(scan.repeated(spec.member(role).unwrap_or_default()));
        }
        match role {
            Some(Role::Discriminant) => {
                success = Some(Discriminant::read(&mut scan)?.means(spec.success));
            }
            Some(Role::Payload) if success != Some(false) => {
                if let Err(error) = take(&mut scan, sink) {
                    return match success {
                        Some(_) => Err(error),
                        None => by_members::open(spec, text, false, sink),
                    };
                }
            }
            // A failure's words are read once it is known to be one.
            _ => _ = scan.skip()?,
        }
    }
    scan.end()?;
    match success {
        Some(false) => return failure::read(spec, text, &seen).map(Some),
        None if !spec.default => {
            return Err(scan.error(ScanErrorKind::Missing).member(spec.discriminant));
        }
        Some(_) | None => {}
    }
    if seen.place(Role::Payload).is_some() || sink.take_nothing() {
        Ok(None)
    } else {
        Err(scan.error(ScanErrorKind::Missing).member(spec.payload_name()))
    }
}

/// Reads the name of the next member. Returns its role in the envelope, if it has one.
#[inline]
fn role(spec: &EnvelopeSpec, scan: &mut Scanner<'_>) -> Result<Option<Role>, ScanError> {
    if scan.peek() == Some(b'"') {
        if scan.is_named(spec.discriminant) {
            return Ok(Some(Role::Discriminant));
        }
        if spec.message.is_some_and(|name| scan.is_named(name)) {
            return Ok(Some(Role::Message));
        }
        if spec.payload.is_some_and(|name| scan.is_named(name)) {
            return Ok(Some(Role::Payload));
        }
    }
    // Another one, or spelled with escapes or white space; or an alias, which few envelopes have.
    let name = scan.name()?;
    Ok(spec.role_of(spec.unaliased(&name)))
}
