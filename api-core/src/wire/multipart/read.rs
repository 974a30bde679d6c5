//! A multipart body (`multipart/form-data`, RFC 7578), taken apart: strictly, since a body that two
//! readers take apart differently is how a filter in front of a server is bypassed.
//!
//! Not by multer, which axum would bring: of two names it takes the first in silence, it looks for names
//! within quotes too, does not know `filename*`, and leaves `%22` as it is. It reads streams, which pays
//! once parts are streamed to an implementation; here the body is at hand, and parts are slices of it.

use std::borrow::Cow;

use bytes::Bytes;

use crate::Part;
use crate::wire::invalid::InvalidValue;
use crate::wire::media_type;
use crate::wire::parameters::{self, Escapes};
use crate::wire::percent::unescape;

/// The parts of a body, with their names.
pub(crate) type Parts = Vec<(String, Part)>;

/// Takes a body apart at `boundary`. Lines in front of the first one and behind the last are no part
/// (RFC 2046 §5.1.1).
pub(crate) fn parse(body: &Bytes, boundary: &str) -> Result<Parts, InvalidValue> {
    let malformed = |why| InvalidValue::malformed(format!("it is no valid multipart: {why}"));
    let delimiter = format!("\r\n--{boundary}").into_bytes();
    let first = delimiter.get(2..).unwrap_or_default();
    let mut at = if body.starts_with(first) {
        first.len()
    } else {
        let found = find(body, &delimiter).ok_or_else(|| malformed("its boundary is not there"))?;
        found + delimiter.len()
    };
    let mut parts = Vec::new();
    loop {
        let rest = body.get(at..).unwrap_or_default();
        if let Some(end) = rest.strip_prefix(b"--") {
            return match without_padding(end) {
                b"" => Ok(parts),
                // A reader that does not stop at the end would find other parts.
                end if find(end, &delimiter).is_some() => Err(malformed("a part follows its end")),
                [b'\r', b'\n', ..] => Ok(parts),
                _ => Err(malformed("its last boundary is not the end of a line")),
            };
        }
        let padded = without_padding(rest);
        let Some(part) = padded.strip_prefix(b"\r\n") else {
            return Err(malformed("a boundary is not the end of a line"));
        };
        let begin = body.len() - part.len();
        let length = find(part, &delimiter).ok_or_else(|| malformed("a part has no end"))?;
        let whole = body.slice(begin..begin + length);
        let head = find(&whole, b"\r\n\r\n").ok_or_else(|| malformed("a part has no headers"))?;
        let content = whole.slice(head + 4..);
        let head = std::str::from_utf8(whole.get(..head).unwrap_or_default())
            .map_err(|_| malformed("the headers of a part are no UTF-8"))?;
        parts.push(part_of(head, content).map_err(malformed)?);
        at = begin + length + delimiter.len();
    }
}

/// The text behind the white space that a boundary may have behind it.
fn without_padding(text: &[u8]) -> &[u8] {
    let padding = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    text.get(padding..).unwrap_or_default()
}

/// The boundary that a content type names.
pub(crate) fn boundary(content_type: &str) -> Option<Cow<'_, str>> {
    let boundary = media_type::parameter(content_type, "boundary")?;
    // RFC 2046 §5.1.1.
    (1..=70).contains(&boundary.len()).then_some(boundary)
}

/// A part, from the lines before its content.
fn part_of(head: &str, content: Bytes) -> Result<(String, Part), &'static str> {
    let (mut disposition, mut content_type) = (None, None);
    for line in head.split("\r\n") {
        let (name, value) = line.split_once(':').ok_or("a header of a part has no name")?;
        let place = match name.to_ascii_lowercase().as_str() {
            "content-disposition" => &mut disposition,
            "content-type" => &mut content_type,
            "content-transfer-encoding" if !is_plain(value) => {
                return Err("a part is in a transfer coding, which forms no longer have");
            }
            _ => continue,
        };
        if place.replace(value.trim()).is_some() {
            return Err("a header of a part is given more than once");
        }
    }
    let disposition = disposition.ok_or("a part has no `Content-Disposition`")?;
    let (kind, parameters) =
        disposition.split_at(disposition.find(';').unwrap_or(disposition.len()));
    if !kind.trim_end().eq_ignore_ascii_case("form-data") {
        return Err("a part is no form data");
    }
    let (name, file_name) = names(parameters)?;
    let mut part = Part::received(content);
    if let Some(file_name) = file_name {
        part = part.with_file_name(file_name);
    }
    if let Some(content_type) = content_type {
        part = part.with_content_type(content_type);
    }
    Ok((name.ok_or("a part has no name")?, part))
}

fn is_plain(coding: &str) -> bool {
    ["7bit", "8bit", "binary"].iter().any(|plain| coding.trim().eq_ignore_ascii_case(plain))
}

/// The name and the file name in `; name="a"; filename="b"`.
fn names(text: &str) -> Result<(Option<String>, Option<String>), &'static str> {
    // Some clients escape a quote by a backslash and some by `%22`, which leaves a backslash at the end
    // of a name to stand for itself. Never are both readings well-formed.
    let parameters = parameters::parse(text, Escapes::Quote)
        .or_else(|| parameters::parse(text, Escapes::None))
        .ok_or("the names of a part are not well-formed")?;
    let (mut name, mut file_name, mut encoded_file_name) = (None, None, None);
    for (parameter, value) in parameters {
        let (place, value) = match parameter.to_ascii_lowercase().as_str() {
            "name" => (&mut name, unescaped(&value)),
            "filename" => (&mut file_name, unescaped(&value)),
            "filename*" => (&mut encoded_file_name, decoded(&value)?),
            _ => continue,
        };
        if place.replace(value).is_some() {
            return Err("a part has two names");
        }
    }
    // The encoded one is the better one (RFC 6266 §4.3).
    Ok((name, encoded_file_name.or(file_name)))
}

/// The three escapes of the WHATWG form-data rules, and no other: the rest is not escaped.
fn unescaped(name: &str) -> String {
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

/// The text in `UTF-8'en'%C3%A4` (RFC 8187 §3.2.3). RFC 7578 §4.2 forbids it in forms, and clients
/// send it.
fn decoded(value: &str) -> Result<String, &'static str> {
    const MALFORMED: &str = "the encoded name of a file is not well-formed";
    let mut pieces = value.splitn(3, '\'');
    let (charset, _, text) = (pieces.next(), pieces.next(), pieces.next().ok_or(MALFORMED)?);
    if !charset.is_some_and(|charset| charset.eq_ignore_ascii_case("utf-8")) {
        return Err("the name of a file is not in UTF-8");
    }
    unescape(text).map(Cow::into_owned).map_err(|_| MALFORMED)
}

fn find(text: &[u8], sought: &[u8]) -> Option<usize> {
    let first = sought.first()?;
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at = from + rest.iter().position(|byte| byte == first)?;
        if text.get(at..)?.starts_with(sought) {
            return Some(at);
        }
        from = at + 1;
    }
}
