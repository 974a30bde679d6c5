//! A URL that is given at run time (`#[url]`), absolute or relative to the base.

use ::url::Url;

use crate::Client;

/// Where a request goes: the text of the URL, and whether that is the base's own origin.
pub(super) struct Target {
    pub(super) text: String,
    pub(super) same_origin: bool,
}

/// Resolves `text` against the client's base (RFC 3986 §5), or ends a sentence that says why not.
pub(super) fn resolve(client: &Client, text: &str) -> Result<Target, &'static str> {
    // The parser would strip or repair these in silence.
    if text.chars().any(|c| c.is_control() || c == ' ' || c == '\\') {
        return Err("holds a space, a control character or a backslash");
    }
    let base = client.base().url();
    let url = match Url::parse(text) {
        Err(::url::ParseError::RelativeUrlWithoutBase) => base.join(text),
        other => other,
    };
    let url = url.map_err(|_| "is no URL, neither absolute nor relative to the base")?;
    if url.fragment().is_some() {
        return Err("holds a fragment (`#…`), which is never sent; remove it");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds a user name or password; use `Call::credentials` instead");
    }
    if !client.base().may_be_called(&url) {
        return Err("is neither `https://` nor, to loopback or with `allow_http()`, `http://`");
    }
    Ok(Target { same_origin: url.origin() == base.origin(), text: url.into() })
}
