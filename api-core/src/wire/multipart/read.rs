//! A multipart body (`multipart/form-data`, RFC 7578), taken apart: strictly, since a body that two
//! readers take apart differently is how a filter in front of a server is bypassed.

use bytes::Bytes;

use crate::Part;
use crate::wire::invalid::InvalidValue;
use crate::wire::media_type;

/// The parts of a body, with their names.
pub(crate) type Parts = Vec<(String, Part)>;

/// Takes a body apart at `boundary`.
pub(crate) fn parse(body: &Bytes, boundary: &str) -> Result<Parts, InvalidValue> {
    let refused = |why: &str| InvalidValue::malformed(format!("it is no valid multipart: {why}"));
    let delimiter = format!("\r\n--{boundary}");
    let first = delimiter.get(2..).unwrap_or_default();
    if !body.starts_with(first.as_bytes()) {
        return Err(refused("it does not begin with its boundary"));
    }
    let mut at = first.len();
    let mut parts = Vec::new();
    loop {
        let rest = body.get(at..).unwrap_or_default();
        if let Some(end) = rest.strip_prefix(b"--") {
            return match end {
                b"" | b"\r\n" => Ok(parts),
                _ => Err(refused("something follows its end")),
            };
        }
        let Some(part) = rest.strip_prefix(b"\r\n") else {
            return Err(refused("a boundary is not followed by a line break"));
        };
        let begin = at + 2;
        let Some(length) = find(part, delimiter.as_bytes()) else {
            return Err(refused("a part has no end"));
        };
        let whole = body.slice(begin..begin + length);
        let head = find(&whole, b"\r\n\r\n").ok_or_else(|| refused("a part has no headers"))?;
        let content = whole.slice(head + 4..);
        let head = std::str::from_utf8(whole.get(..head).unwrap_or_default())
            .map_err(|_| refused("the headers of a part are no UTF-8"))?;
        parts.push(part_of(head, content).map_err(refused)?);
        at = begin + length + delimiter.len();
    }
}

/// The boundary that a content type names.
pub(crate) fn boundary(content_type: &str) -> Option<&str> {
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
                return Err("a part is coded, which RFC 7578 has done away with");
            }
            _ => continue,
        };
        if place.replace(value.trim()).is_some() {
            return Err("a header of a part is given more than once");
        }
    }
    let disposition = disposition.ok_or("a part has no `Content-Disposition`")?;
    let params = disposition.strip_prefix("form-data").ok_or("a part is no form data")?;
    let (name, file_name) = names(params)?;
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
fn names(mut params: &str) -> Result<(Option<String>, Option<String>), &'static str> {
    const NOT_QUOTED: &str = "a name of a part is not in quotes";
    let (mut name, mut file_name) = (None, None);
    while let Some(rest) = params.trim_start().strip_prefix(';') {
        let (key, rest) = rest.split_once('=').ok_or("a parameter of a part has no value")?;
        let rest = rest.strip_prefix('"').ok_or(NOT_QUOTED)?;
        let (value, rest) = rest.split_once('"').ok_or(NOT_QUOTED)?;
        params = rest;
        let place = match key.trim().to_ascii_lowercase().as_str() {
            "name" => &mut name,
            "filename" => &mut file_name,
            _ => continue,
        };
        if place.replace(unescaped(value)).is_some() {
            return Err("a part has two names");
        }
    }
    if params.trim().is_empty() { Ok((name, file_name)) } else { Err(NOT_QUOTED) }
}

/// The three escapes of the WHATWG form-data rules, and no other: the rest is not escaped.
fn unescaped(name: &str) -> String {
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
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
