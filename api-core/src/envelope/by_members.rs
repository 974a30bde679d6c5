//! Opening an envelope by looking its members up.
//!
//! For envelopes that one pass cannot open: a member that is there or not, a nested
//! one or the HTTP status means success, or the payload's members are beside the envelope's own. The
//! payload is decoded where it is, once success is known.

use super::discriminant::Discriminant;
use super::failure::{self, EnvelopeError};
use super::lookup::{find_member, value_at};
use super::payload::{Sink, take, whole};
use super::scan::{ScanError, ScanErrorKind, Scanner};
use super::spec::{EnvelopeSpec, Roles, Success};

/// Opens `text` by `spec`. `by_status` is true if the HTTP status means success.
pub(super) fn open(
    spec: &'static EnvelopeSpec,
    text: &str,
    by_status: bool,
    sink: &mut dyn Sink,
) -> Result<Option<EnvelopeError>, ScanError> {
    let (seen, end) = check(spec, text)?;
    if !is_success(spec, text, end, by_status)? {
        return failure::read(spec, text, &seen).map(Some);
    }
    let Some(member) = spec.payload else {
        return whole(text, sink).map(|()| None);
    };
    match find_member(spec, text, member)? {
        Some(at) => take(&mut Scanner::new(text, at), sink)?,
        None if sink.take_nothing() => {}
        None => return Err(missing(end, member)),
    }
    Ok(None)
}

/// Goes over the whole text, so that what follows knows that it is JSON, that nothing trails it, and
/// that it holds each member of the envelope once. Returns where they are, and where it ends.
fn check(spec: &EnvelopeSpec, text: &str) -> Result<(Roles, usize), ScanError> {
    let mut scan = Scanner::new(text, 0);
    let mut seen = Roles::default();
    if scan.enter(b'{') {
        while let Some(name) = scan.next_name()? {
            if let Some(role) = spec.role_of(spec.unaliased(&name))
                && !seen.add(role, scan.at())
            {
                return Err(scan.repeated(spec.member(role).unwrap_or_default()));
            }
            scan.skip()?;
        }
    } else {
        scan.skip()?;
    }
    let end = scan.at();
    scan.end()?;
    Ok((seen, end))
}

fn is_success(
    spec: &EnvelopeSpec,
    text: &str,
    end: usize,
    by_status: bool,
) -> Result<bool, ScanError> {
    let found = find_member(spec, text, spec.discriminant)?;
    let value = found.map(|at| value_at(text, at));
    Ok(match spec.success {
        Success::Status => by_status,
        Success::Absent => value.is_none_or(|value| value == "null" || is_empty(value)),
        Success::Present => value.is_some_and(|value| value != "null"),
        rule => match found {
            Some(at) => Discriminant::read(&mut Scanner::new(text, at))?.means(rule),
            None if spec.default => true,
            None => return Err(missing(end, spec.discriminant)),
        },
    })
}

/// True for the text of a list without elements, or of an object without members.
fn is_empty(value: &str) -> bool {
    let mut chars = value.chars().filter(|c| !c.is_ascii_whitespace());
    matches!((chars.next(), chars.next()), (Some('['), Some(']')) | (Some('{'), Some('}')))
}

#[cold]
fn missing(at: usize, member: &'static str) -> ScanError {
    ScanError::new(ScanErrorKind::Missing, at).member(member)
}
