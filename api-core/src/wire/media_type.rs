//! Whether a body says that it is what is expected.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::Endpoint;
use crate::endpoint::Location;
use crate::server::rejection::Rejection;
use crate::wire::multipart::read::single;

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
pub(crate) const MULTIPART: &str = "multipart/form-data";

pub(crate) fn is_json(essence: &str) -> bool {
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

pub(crate) fn is_form(essence: &str) -> bool {
    essence == FORM
}

pub(crate) fn is_multipart(essence: &str) -> bool {
    essence == MULTIPART
}

pub(crate) fn is_any(_: &str) -> bool {
    true
}

/// The type without its parameters.
fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Checks the content type: the declared one, or a usual one.
pub(crate) fn check(
    endpoint: &Endpoint,
    headers: &HeaderMap,
    declared: Option<&'static str>,
    usual: fn(&str) -> bool,
    expected: &str,
) -> Result<(), Rejection> {
    let is_type = |name: &str| name.eq_ignore_ascii_case(CONTENT_TYPE.as_str());
    let is_argument = |param: &crate::endpoint::Param| {
        param.location() == Location::Header && is_type(param.wire_name())
    };
    if endpoint.params().iter().any(is_argument) {
        return Ok(());
    }
    let constant = endpoint.headers().iter().find(|(name, _)| is_type(name));
    let declared = constant.map(|(_, value)| *value).or(declared);
    let refused = || {
        let expected = declared.unwrap_or(expected);
        Rejection::media_type(format!("body: expected the content type `{expected}`"))
    };
    if !headers.contains_key(CONTENT_TYPE) {
        // Bytes need not say what they are.
        return if declared.is_none() && usual("") { Ok(()) } else { Err(refused()) };
    }
    let sent = single(headers, CONTENT_TYPE.as_str()).ok_or_else(refused)?;
    let own = essence(sent);
    let fits = declared.map_or_else(|| usual(&own), |declared| essence(declared) == own);
    if !fits {
        return Err(refused());
    }
    let params = sent.to_ascii_lowercase();
    let charset = params.split_once("charset=").map(|(_, charset)| charset.trim_matches('"'));
    match charset {
        Some(charset)
            if !charset.starts_with("utf-8") && !charset.starts_with("us-ascii") && !usual("") =>
        {
            Err(Rejection::media_type("body: expected UTF-8"))
        }
        _ => Ok(()),
    }
}
