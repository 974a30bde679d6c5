//! A URL that is given at run time (`#[url]`), absolute or relative to the base.

use ::url::Url;

use crate::base_url::BaseUrl;

/// Where a request goes: the text of the URL, and whether that is the base's own origin.
pub(super) struct Target {
    pub(super) text: String,
    pub(super) same_origin: bool,
}

/// `text` as an absolute URL, if it is a reference relative to `from`. Anything else, such as what is no
/// URL, stays as it is for [`resolve`] to judge.
pub(crate) fn absolute(from: &str, text: &str) -> String {
    let relative = Url::parse(text) == Err(::url::ParseError::RelativeUrlWithoutBase);
    let from = Url::parse(from).ok().filter(|_| relative && !holds_what_is_repaired(text));
    match from.and_then(|from| from.join(text).ok()) {
        Some(url) => url.into(),
        None => text.to_owned(),
    }
}

/// True of a text with characters that the parser of URLs would strip or repair in silence.
fn holds_what_is_repaired(text: &str) -> bool {
    text.chars().any(|c| c.is_control() || c == ' ' || c == '\\')
}

/// Resolves `text` against a base (RFC 3986 §5), or ends a sentence that says why not.
pub(super) fn resolve(own: &BaseUrl, text: &str) -> Result<Target, &'static str> {
    if holds_what_is_repaired(text) {
        return Err("holds a space, a control character or a backslash");
    }
    let base = own.url();
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
    if !own.may_be_called(&url) {
        return Err("is neither `https://` nor, to loopback or with `allow_http()`, `http://`");
    }
    Ok(Target { same_origin: url.origin() == base.origin(), text: url.into() })
}
