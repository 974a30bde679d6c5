//! The members of an envelope as JSON: those of a success, and those of an error.

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::in_order::is_plain;
use super::{text, value};
use crate::envelope::{EnvelopeSpec, Success};
use crate::{ApiError, Code, Error, Result};

/// The value of the discriminant on success, if it has one.
pub(super) fn good(spec: &EnvelopeSpec) -> Option<Value> {
    match spec.success {
        Success::Int(good) => good.first().map(|code| json!(code)),
        Success::Text(good) => good.first().map(|word| json!(word)),
        Success::Bool(good) => Some(json!(good)),
        Success::Present => Some(json!(true)),
        Success::Absent | Success::Status => None,
    }
}

/// The value of the discriminant on a failure whose code is another member, if it has one.
fn bad(spec: &EnvelopeSpec) -> Option<Value> {
    match spec.success {
        Success::Int(good) => (1..).find(|code| !good.contains(code)).map(|code| json!(code)),
        Success::Text(good) => ["error", "failed"]
            .into_iter()
            .find(|word| !good.contains(word))
            .map(|word| json!(word)),
        Success::Bool(good) => Some(json!(!good)),
        Success::Absent | Success::Present | Success::Status => None,
    }
}

/// The member that holds the code of a failure.
fn code_member(spec: &EnvelopeSpec) -> Option<&'static str> {
    let own = spec.discriminant;
    // A list or an object of what went wrong is no code.
    let holds = |member: &str| member.strip_prefix(own).is_some_and(|rest| rest.starts_with('.'));
    spec.code.or(match spec.success {
        Success::Int(_) | Success::Text(_) => Some(own),
        Success::Absent if !spec.message.is_some_and(holds) => Some(own),
        _ => None,
    })
}

/// Writes the members of a success that are not its payload.
pub(super) fn own_members(spec: &EnvelopeSpec, body: &mut Value) {
    if let Some(good) = good(spec)
        && Some(spec.discriminant) != spec.payload
    {
        put(body, spec.discriminant, good);
    }
    if let Some(member) = spec.message.filter(|_| is_plain(spec)) {
        put(body, member, json!(""));
    }
}

/// Puts the envelope's own members before those of a payload. The payload's text stays as it is.
pub(super) fn beside(spec: &EnvelopeSpec, payload: Vec<u8>) -> Result<Vec<u8>> {
    let mut own = Value::Object(Map::new());
    own_members(spec, &mut own);
    let own = text(&own)?;
    Ok(match (&own[..], &payload[..]) {
        (b"{}", _) => payload,
        (_, b"null") => own,
        ([own @ .., b'}'], b"{}") => [own, b"}"].concat(),
        ([own @ .., b'}'], [b'{', rest @ ..]) => [own, b",", rest].concat(),
        _ => {
            return Err(Error::build(
                "the payload is not an object, and has no members to put beside the envelope's own",
            ));
        }
    })
}

/// An error, in the members of the envelope.
pub(super) fn failure(spec: &EnvelopeSpec, error: &ApiError) -> Result<Value> {
    let mut body = Value::Object(Map::new());
    let payload = error.payload::<Box<RawValue>>()?;
    let payload = payload.map(|payload| value(&payload)).transpose()?;
    match (spec.payload, payload) {
        (Some(member), Some(payload)) => put(&mut body, member, payload),
        (Some(member), None) if is_plain(spec) => put(&mut body, member, Value::Null),
        (None, Some(Value::Object(members))) => body = Value::Object(members),
        _ => {}
    }
    let holds_code = code_member(spec);
    if holds_code != Some(spec.discriminant)
        && let Some(bad) = bad(spec)
    {
        put(&mut body, spec.discriminant, bad);
    }
    if let Some(member) = holds_code {
        let code = match error.code() {
            Code::Int(number) => json!(number),
            Code::Text(word) => json!(word),
        };
        put(&mut body, member, code);
    }
    if let Some(member) = spec.message {
        put(&mut body, member, json!(error.message()));
    }
    if let (Some(member), Some(wait)) = (spec.retry_after, error.retry_after()) {
        let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0));
        put(&mut body, member, json!(seconds));
    }
    Ok(body)
}

/// True if the code that was read is the one that was sealed, or if the envelope holds no code.
/// A number in quotes is read as a number.
pub(super) fn is_same(spec: &EnvelopeSpec, read: &Code, sealed: &Code) -> bool {
    code_member(spec).is_none() || read == sealed || read.to_string() == sealed.to_string()
}

/// Writes a member at a path of names and indices. Makes the objects and lists on the way.
pub(super) fn put(body: &mut Value, path: &str, member: Value) {
    let mut place = body;
    for segment in path.split('.') {
        place = match segment.parse::<usize>() {
            Ok(index) => {
                if !place.is_array() {
                    *place = json!([]);
                }
                let Value::Array(list) = place else { return };
                // The index is a declared one, and nobody declares the millionth element.
                while list.len() <= index {
                    list.push(Value::Null);
                }
                let Some(place) = list.get_mut(index) else { return };
                place
            }
            Err(_) => {
                if !place.is_object() {
                    *place = json!({});
                }
                let Value::Object(object) = place else { return };
                object.entry(segment).or_insert(Value::Null)
            }
        };
    }
    *place = member;
}
