//! Reads what an envelope says of a failure.

use std::time::Duration;

use super::Code;
use super::discriminant::Discriminant;
use super::lookup::{find_member, value_at};
use super::scan::{ScanError, Scanner};
use super::spec::EnvelopeSpec;

/// The longest time to wait that is believed, in seconds: a day.
const LONGEST_WAIT: f64 = 86_400.0;

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

/// Reads what the failure in `text` says. A failure is a failure, whatever is wrong with its words.
pub(super) fn read(spec: &EnvelopeSpec, text: &str) -> Result<EnvelopeError, ScanError> {
    let find = |member| find_member(spec, text, member).ok().flatten();
    let code = find(spec.code.unwrap_or(spec.discriminant));
    let code = code.and_then(|at| Discriminant::read(&mut Scanner::new(text, at)).ok());
    let message = spec.message.and_then(find);
    let message = message.and_then(|at| serde_json::from_str(value_at(text, at)).ok());
    let seconds = spec.retry_after.and_then(find);
    let seconds = seconds.and_then(|at| serde_json::from_str::<f64>(value_at(text, at)).ok());
    Ok(EnvelopeError {
        code: code.map_or_else(|| Code::Text(String::new()), Discriminant::into_code),
        message: message.unwrap_or_default(),
        // Clamped first: a `Duration` panics when it is made of what is no time.
        retry_after: seconds
            .filter(|seconds| (0.0..=LONGEST_WAIT).contains(seconds))
            .map(Duration::from_secs_f64),
    })
}
