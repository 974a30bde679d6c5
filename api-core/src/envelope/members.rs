//! Envelopes that one pass cannot open: their success is told by a member that is there or not, by
//! a nested one or by the HTTP status, or their payload stands beside their own members.
//!
//! The members that the table names are found by their paths, and the payload is decoded where it
//! stands, once success is known.

use std::time::Duration;

use serde::de::DeserializeOwned;

use super::discriminant::Discriminant;
use super::open::{EnvelopeError, take, twice, whole};
use super::payload::Sink;
use super::scan::{ScanError, ScanErrorKind, Scanner};
use super::spec::{EnvelopeSpec, Success};
use crate::{Code, Error, ErrorKind};

/// How deep a path goes.
pub(super) const DEPTH: usize = 8;

/// The longest time that a retry hint is taken for, in seconds: a day.
const LONGEST: f64 = 86_400.0;

/// Opens `text` by `spec`. `by_status` is what the HTTP status says, for who asks it.
pub(super) fn open(
    spec: &'static EnvelopeSpec,
    text: &str,
    by_status: bool,
    sink: &mut dyn Sink,
) -> Result<Option<EnvelopeError>, ScanError> {
    let end = check(spec, text)?;
    if !is_success(spec, text, end, by_status)? {
        return Ok(Some(refusal(spec, text)));
    }
    let Some(member) = spec.payload else {
        return whole(text, sink);
    };
    match of(spec, text, member)? {
        Some(at) => take(&mut Scanner::new(text, at), spec, sink)?,
        None if sink.take_nothing() => {}
        None => return Err(missing(end, member)),
    }
    Ok(None)
}

/// Goes by the whole text, so that what follows is known to be JSON, that nothing trails it, and
/// that no member of the envelope stands there twice. Tells where it ends.
fn check(spec: &EnvelopeSpec, text: &str) -> Result<usize, ScanError> {
    let mut scan = Scanner::new(text, 0);
    let mut seen = 0_u8;
    if scan.enter(b'{') {
        while let Some(name) = scan.next_name()? {
            let own = spec.own().enumerate().find(|(_, own)| *own == spec.unaliased(&name));
            if let Some((place, own)) = own {
                if seen & (1 << place) != 0 {
                    return Err(twice(&scan, own));
                }
                seen |= 1 << place;
            }
            scan.skip()?;
        }
    } else {
        scan.skip()?;
    }
    let end = scan.at();
    scan.end()?;
    Ok(end)
}

fn is_success(
    spec: &EnvelopeSpec,
    text: &str,
    end: usize,
    by_status: bool,
) -> Result<bool, ScanError> {
    let found = of(spec, text, spec.discriminant)?;
    let raw = found.map(|at| raw(text, at));
    Ok(match spec.success {
        Success::Status => by_status,
        Success::Absent => raw.is_none_or(|raw| matches!(raw, "null" | "[]")),
        Success::Present => raw.is_some_and(|raw| raw != "null"),
        rule => match found {
            Some(at) => Discriminant::read(&mut Scanner::new(text, at))?.means(rule),
            None if spec.default => true,
            None => return Err(missing(end, spec.discriminant)),
        },
    })
}

#[cold]
fn missing(at: usize, member: &'static str) -> ScanError {
    ScanError { why: ScanErrorKind::Missing, at, member: Some(member) }
}

/// What a failure says of itself; what it does not say is empty.
pub(super) fn refusal(spec: &EnvelopeSpec, text: &str) -> EnvelopeError {
    // A failure is a failure, whatever is wrong with its words.
    let find = |member| of(spec, text, member).ok().flatten();
    let code = find(spec.code.unwrap_or(spec.discriminant));
    let code = code.and_then(|at| Discriminant::read(&mut Scanner::new(text, at)).ok());
    let message = spec.message.and_then(find);
    let message = message.and_then(|at| serde_json::from_str(raw(text, at)).ok());
    let seconds = spec.retry_after.and_then(find);
    let seconds = seconds.and_then(|at| serde_json::from_str::<f64>(raw(text, at)).ok());
    EnvelopeError {
        code: code.map_or_else(|| Code::Text(String::new()), Discriminant::into_code),
        message: message.unwrap_or_default(),
        // Clamped before it is made a duration, which panics on what is no time.
        retry_after: seconds
            .filter(|seconds| (0.0..=LONGEST).contains(seconds))
            .map(Duration::from_secs_f64),
    }
}

impl EnvelopeError {
    /// Whether a failure says anything of itself, so that it is this envelope's and not some page.
    pub(crate) fn says_anything(&self) -> bool {
        self.code != Code::Text(String::new()) || !self.message.is_empty()
    }
}

/// The member of an answer at `path`, or the whole answer if that is empty.
pub(crate) fn member<M: DeserializeOwned>(body: &[u8], path: &str) -> Result<Option<M>, Error> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let refused =
        || Error::new(ErrorKind::Decode, format!("the member `{path}` does not fit its type"));
    let Ok(text) = std::str::from_utf8(body) else { return Ok(None) };
    let mut scan = Scanner::new(text, 0);
    if scan.skip().is_err() || scan.end().is_err() {
        return Ok(None);
    }
    let found = if path.is_empty() { Some(0) } else { find(text, path).map_err(|_| refused())? };
    match found {
        None => Ok(None),
        Some(at) => serde_json::from_str(raw(text, at)).map_err(|_| refused()),
    }
}

/// The payload of a failed answer.
pub(crate) fn payload_of<P: DeserializeOwned>(
    spec: Option<&'static EnvelopeSpec>,
    body: &[u8],
) -> Result<Option<P>, Error> {
    let Some((spec, own)) = spec.and_then(|spec| Some((spec, spec.payload?))) else {
        return member(body, "");
    };
    for name in spec.names(own) {
        if let Some(payload) = member(body, name)? {
            return Ok(Some(payload));
        }
    }
    Ok(None)
}

/// Where a member of the envelope stands, by whichever of its names.
fn of(spec: &EnvelopeSpec, text: &str, member: &'static str) -> Result<Option<usize>, ScanError> {
    let mut found = None;
    for name in spec.names(member) {
        match (find(text, name).map_err(|stop| stop.member(member))?, found) {
            (Some(at), Some(_)) => return Err(twice(&Scanner::new(text, at), member)),
            (Some(at), None) => found = Some(at),
            (None, _) => {}
        }
    }
    Ok(found)
}

/// The text of the value that stands there.
fn raw(text: &str, at: usize) -> &str {
    Scanner::new(text, at).skip().unwrap_or_default()
}

/// Where the value at `path` stands.
fn find(text: &str, path: &str) -> Result<Option<usize>, ScanError> {
    let mut at = 0;
    for segment in path.split('.').take(DEPTH) {
        let mut scan = Scanner::new(text, at);
        let found = match segment.parse() {
            Ok(index) => element(&mut scan, index)?,
            Err(_) => named(&mut scan, segment)?,
        };
        let Some(found) = found else { return Ok(None) };
        at = found;
    }
    Ok(Some(at))
}

/// Where the element of a list stands.
fn element(scan: &mut Scanner<'_>, index: usize) -> Result<Option<usize>, ScanError> {
    if !scan.enter(b'[') {
        return Ok(None);
    }
    let mut left = index;
    while scan.element(b']')? {
        scan.peek();
        if left == 0 {
            return Ok(Some(scan.at()));
        }
        left -= 1;
        scan.skip()?;
    }
    Ok(None)
}

/// Where the member of an object stands.
fn named(scan: &mut Scanner<'_>, wanted: &str) -> Result<Option<usize>, ScanError> {
    if !scan.enter(b'{') {
        return Ok(None);
    }
    let mut found = None;
    while let Some(name) = scan.next_name()? {
        scan.peek();
        if name == wanted && found.replace(scan.at()).is_some() {
            return Err(scan.stop(ScanErrorKind::Unfit));
        }
        scan.skip()?;
    }
    Ok(found)
}
