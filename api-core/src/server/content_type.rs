//! The check of a body's content type.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::rejection::Rejection;
use crate::Endpoint;
use crate::endpoint::{Location, Param};
use crate::wire::media_type::{
    BYTES, FORM, JSON, LINES, MULTIPART, TEXT, foreign_charset, is_json,
};

/// The content types that a format of body has, unless another one is declared.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    Json,
    /// JSON lines, for which there are several names.
    Lines,
    Form,
    Multipart,
    /// Of text, any in UTF-8 will do.
    Text,
    /// Of bytes, any will do.
    Bytes,
}

impl Expected {
    fn includes(self, essence: &str) -> bool {
        match self {
            Self::Json => is_json(essence),
            Self::Lines => matches!(
                essence,
                LINES | "application/ndjson" | "application/jsonl" | "application/x-jsonlines"
            ),
            Self::Form => essence == FORM,
            Self::Multipart => essence == MULTIPART,
            Self::Text | Self::Bytes => true,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Json => JSON,
            Self::Lines => LINES,
            Self::Form => FORM,
            Self::Multipart => MULTIPART,
            Self::Text => TEXT,
            Self::Bytes => BYTES,
        }
    }
}

/// The type without its parameters, in lower case.
fn essence(content_type: &str) -> Cow<'_, str> {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    match essence.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(essence.to_ascii_lowercase()),
        false => Cow::Borrowed(essence),
    }
}

/// Checks the content type: it is the declared one, or else one of those `expected`.
pub(crate) fn check(
    endpoint: &Endpoint,
    headers: &HeaderMap,
    declared: Option<&'static str>,
    expected: Expected,
) -> Result<(), Rejection> {
    let is_type = |name: &str| name.eq_ignore_ascii_case(CONTENT_TYPE.as_str());
    let is_argument =
        |param: &Param| param.location() == Location::Header && is_type(param.wire_name());
    if endpoint.params().iter().any(is_argument) {
        return Ok(());
    }
    let constant = endpoint.headers().iter().find(|(name, _)| is_type(name));
    let declared = constant.map(|(_, value)| *value).or(declared);
    let rejected = || {
        let expected = declared.unwrap_or_else(|| expected.name());
        Rejection::media_type(format!("body: expected the content type `{expected}`"))
    };
    let is_any = matches!(expected, Expected::Text | Expected::Bytes);
    let mut sent = headers.get_all(CONTENT_TYPE).iter();
    let sent = match (sent.next(), sent.next()) {
        // Bytes need not say what they are.
        (None, _) if declared.is_none() && is_any => return Ok(()),
        (Some(sent), None) => sent.to_str().map_err(|_| rejected())?,
        _ => return Err(rejected()),
    };
    if declared.is_none() && sent == expected.name() {
        return Ok(());
    }
    let own = essence(sent);
    if !declared.map_or_else(|| expected.includes(&own), |declared| essence(declared) == own) {
        return Err(rejected());
    }
    if matches!(expected, Expected::Bytes) {
        return Ok(());
    }
    // A charset that is declared is what our client writes.
    match foreign_charset(sent) {
        Some(charset) if declared.and_then(foreign_charset).as_ref() != Some(&charset) => {
            Err(Rejection::media_type("body: expected UTF-8"))
        }
        _ => Ok(()),
    }
}
