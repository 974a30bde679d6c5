//! Finding a member of JSON text by its path: names and indices, as in `errors.0.message`.

use serde::de::DeserializeOwned;

use super::decode_error::DecodeError;
use super::misfit::Misfit;
use super::open::without_mark;
use super::scan::{ScanError, Scanner};
use super::spec::EnvelopeSpec;

/// The member of a body at `path`, or the whole body if the path is empty. None if there is no such
/// member, if it is null, or if the body is no JSON.
pub(crate) fn member<M: DeserializeOwned>(
    body: &[u8],
    path: &str,
) -> Result<Option<M>, DecodeError> {
    let Ok(text) = std::str::from_utf8(without_mark(body)) else { return Ok(None) };
    let mut scan = Scanner::new(text, 0);
    if scan.skip().is_err() || scan.end().is_err() {
        return Ok(None);
    }
    let repeated = |_| DecodeError::member(path, Misfit::Repeated(path.to_owned()));
    let found = if path.is_empty() { Some(0) } else { find(text, path).map_err(repeated)? };
    match found {
        None => Ok(None),
        Some(at) => {
            let value = value_at(text, at);
            serde_json::from_str(value)
                .map_err(|error| DecodeError::member(path, Misfit::of(&error, value)))
        }
    }
}

/// The payload of a response, which may be one of a failure. None if there is none, or null.
pub(crate) fn payload_of<P: DeserializeOwned>(
    spec: Option<&'static EnvelopeSpec>,
    body: &[u8],
) -> Result<Option<P>, DecodeError> {
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

/// The text of a body from the value on to which these steps lead, each by whichever of its names. A step
/// without names, or by an empty one, leads nowhere else.
pub(crate) fn text_from<'b>(body: &'b [u8], steps: &[&[&str]]) -> Option<&'b str> {
    let mut text = std::str::from_utf8(without_mark(body)).ok()?;
    for names in steps.iter().filter(|names| names.iter().any(|name| !name.is_empty())) {
        text = names.iter().find_map(|name| first(text, name))?;
    }
    Some(text)
}

/// True if two texts begin with the same value. Of values that differ, no more is read than up to there.
pub(crate) fn begin_alike(one: &str, other: &str) -> bool {
    let common = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    one.get(..common).is_some_and(|common| Scanner::new(common, 0).skip().is_ok())
}

/// The text from the member of this name on, of the object that `text` begins with. As the body was decoded,
/// its names need no second look for repeated ones.
fn first<'t>(text: &'t str, wanted: &str) -> Option<&'t str> {
    let mut scan = Scanner::new(text, 0);
    if !scan.enter(b'{') {
        return None;
    }
    while let Some(name) = scan.next_name().ok()? {
        if name == wanted {
            scan.peek();
            return text.get(scan.at()..);
        }
        scan.skip().ok()?;
    }
    None
}

/// Where in `text` a member of the envelope is, by whichever of its names.
pub(super) fn find_member(
    spec: &EnvelopeSpec,
    text: &str,
    member: &'static str,
) -> Result<Option<usize>, ScanError> {
    let mut found = None;
    for name in spec.names(member) {
        match (find(text, name).map_err(|error| error.member(member))?, found) {
            (Some(at), Some(_)) => return Err(Scanner::new(text, at).repeated(member)),
            (Some(at), None) => found = Some(at),
            (None, _) => {}
        }
    }
    Ok(found)
}

/// The text of the value that begins there.
pub(crate) fn value_at(text: &str, at: usize) -> &str {
    Scanner::new(text, at).skip().unwrap_or_default()
}

/// Where in `text`, which is JSON, the value at `path` begins.
fn find(text: &str, path: &str) -> Result<Option<usize>, ScanError> {
    let mut at = 0;
    for segment in path.split('.') {
        let mut scan = Scanner::new(text, at);
        let found = if scan.enter(b'[') {
            element(&mut scan, segment)?
        } else if scan.enter(b'{') {
            named(&mut scan, segment)?
        } else {
            None
        };
        let Some(found) = found else { return Ok(None) };
        at = found;
    }
    Ok(Some(at))
}

/// Where an element of the list begins that was entered.
fn element(scan: &mut Scanner<'_>, index: &str) -> Result<Option<usize>, ScanError> {
    let Ok(mut left) = index.parse::<usize>() else { return Ok(None) };
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

/// Where the member of this name begins in the object that was entered.
fn named(scan: &mut Scanner<'_>, wanted: &str) -> Result<Option<usize>, ScanError> {
    let mut found = None;
    while let Some(name) = scan.next_name()? {
        scan.peek();
        if name == wanted && found.replace(scan.at()).is_some() {
            return Err(scan.repeated(""));
        }
        scan.skip()?;
    }
    Ok(found)
}
