//! The server's own words about a failure that no envelope describes.

use serde_json::Value;

use super::RawResponse;
use super::failure::{content_type, first_word};
use crate::envelope::without_mark;
use crate::error::MOST_OF_REASON;

/// The members that hold words for people, in the order in which they are asked: those of RFC 9457
/// and RFC 6749, and what most APIs call them.
const MEMBERS: [&str; 6] = ["message", "error_description", "detail", "error", "title", "reason"];

/// The deepest level at which words are looked for: `{"error": {"message": …}}` is common.
const DEEPEST: usize = 2;

/// The words in the body of a failed response: a JSON text, a member for people, or a short plain text.
pub(super) fn reason(response: &RawResponse) -> Option<String> {
    if !response.status.is_client_error() && !response.status.is_server_error() {
        return None;
    }
    let body = without_mark(response.read_body());
    let text = std::str::from_utf8(body).ok()?.trim();
    let words = match serde_json::from_str(text) {
        Ok(value) => in_json(&value, DEEPEST)?,
        Err(_) if is_text(response) && text.chars().count() <= MOST_OF_REASON => text.to_owned(),
        Err(_) => return None,
    };
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

fn in_json(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            (texts.len() == list.len()).then(|| texts.join("; "))
        }
        Value::Object(members) if depth > 0 => MEMBERS
            .iter()
            .filter_map(|name| in_json(members.get(*name)?, depth - 1))
            .find(|words| !words.trim().is_empty()),
        _ => None,
    }
}

/// True for plain text. A page is for a browser, and bytes of an unknown type cannot be shown.
fn is_text(response: &RawResponse) -> bool {
    content_type(response).and_then(first_word).is_some_and(|own| own == "text/plain")
}
