//! Reads what an envelope says of a failure.

use std::time::Duration;

use serde_json::Value;

use super::Code;
use super::discriminant::Discriminant;
use super::lookup::{find_member, value_at};
use super::scan::{ScanError, Scanner};
use super::spec::{EnvelopeSpec, Role, Roles, is_name};

/// The longest time to wait, in seconds: 136 years, as for the header `Retry-After`.
const LONGEST_WAIT: f64 = u32::MAX as f64;

/// The words of a failure: its code, its message and the time to wait. Empty where it has none.
pub(crate) struct EnvelopeError {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) retry_after: Option<Duration>,
}

impl EnvelopeError {
    /// True if a failure says anything of itself, so that it is this envelope's and not some page.
    pub(crate) fn says_anything(&self) -> bool {
        self.code != Code::Text(String::new()) || !self.message.is_empty()
    }
}

/// Reads what the failure in `text` says, whose members were `seen`. A failure stays one if its words
/// are of an odd type; a member that is repeated is an error, as in a success.
pub(super) fn read(
    spec: &EnvelopeSpec,
    text: &str,
    seen: &Roles,
) -> Result<EnvelopeError, ScanError> {
    // A path leads on from the member that was seen. And one that was not seen may be called as one in
    // another role.
    let find = |role| match (spec.member(role), seen.place(role)) {
        (None, _) => Ok(None),
        (Some(member), Some(at)) if is_name(member) => Ok(Some(at)),
        (Some(member), _) => find_member(spec, text, member),
    };
    let code = find(if spec.code.is_some() { Role::Code } else { Role::Discriminant })?;
    let code = code.map(|at| code_at(text, at));
    let message = find(Role::Message)?.map(|at| words(value_at(text, at)));
    let retry_after = find(Role::RetryAfter)?.and_then(|at| wait(value_at(text, at)));
    Ok(EnvelopeError {
        code: code.unwrap_or_else(|| Code::Text(String::new())),
        message: message.unwrap_or_default(),
        retry_after,
    })
}

/// The code at this place: a number that is no `i64` as its digits, and nothing of a value that can be
/// no code.
fn code_at(text: &str, at: usize) -> Code {
    match Discriminant::read(&mut Scanner::new(text, at)) {
        Ok(code) => code.into_code(),
        Err(_) => {
            let value = value_at(text, at);
            let is_number = value.starts_with(|first: char| first == '-' || first.is_ascii_digit());
            Code::Text(if is_number { value.to_owned() } else { String::new() })
        }
    }
}

/// The words in a JSON value: a text as it is, the texts of a list behind one another, and the JSON
/// of anything else. APIs send lists and objects where several things are wrong, and to drop them
/// would leave a failure without words.
fn words(value: &str) -> String {
    match serde_json::from_str(value) {
        Ok(Value::String(text)) => text,
        Ok(Value::Null) | Err(_) => String::new(),
        Ok(Value::Array(list)) if list.iter().all(Value::is_string) => {
            list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
        }
        Ok(_) => value.to_owned(),
    }
}

/// The time in a JSON value: seconds, as a number or as a text of one.
fn wait(value: &str) -> Option<Duration> {
    let seconds = match serde_json::from_str(value).ok()? {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    // Compared first: a `Duration` panics when it is made of what is no time.
    (seconds >= 0.0).then(|| Duration::from_secs_f64(seconds.min(LONGEST_WAIT)))
}
