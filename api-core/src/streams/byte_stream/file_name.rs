//! The name of a file in `Content-Disposition` (RFC 6266), read and written.

use std::borrow::Cow;

use http::HeaderValue;
use percent_encoding::percent_decode_str;

use crate::shown::is_harmful;
use crate::wire::parameters::{Escapes, unquote};

/// The longest name that file systems agree on, in bytes.
pub(super) const LONGEST: usize = 255;
/// The longest ending that is more than a part of a name, in bytes with its dot.
const LONGEST_ENDING: usize = 16;

/// The name in a header, as the last part of any path in it. `None` if nothing is left.
pub(super) fn read(header: &HeaderValue) -> Option<String> {
    let bytes = header.as_bytes();
    // Headers were Latin-1 once; today servers send UTF-8, which the standard does not know.
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => latin1(bytes),
    };
    let parameters = parameters(&text);
    let named = |name: &str| {
        let mut found = parameters.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_ref())
    };
    let extended = named("filename*").and_then(extended);
    extended.and_then(|name| plain(&name)).or_else(|| plain(named("filename")?))
}

/// The parameters, as browsers take them apart: the type in front may be missing, a value without quotes
/// goes on to the next semicolon, and what follows a closing quote means nothing. Many servers send
/// `filename=my file.txt`.
fn parameters(text: &str) -> Vec<(&str, Cow<'_, str>)> {
    let mut found = Vec::new();
    let (first, behind) = text.split_at(text.find(';').unwrap_or(text.len()));
    let mut rest = if first.contains('=') { text } else { behind };
    loop {
        rest = rest.trim_start_matches(|c: char| c == ';' || c.is_whitespace());
        let Some(end) = rest.find(['=', ';']) else { return found };
        let (name, behind) = rest.split_at(end);
        let Some(value) = behind.strip_prefix('=').map(str::trim_start) else {
            rest = behind;
            continue;
        };
        let quoted = value.strip_prefix('"').and_then(|text| unquote(text, Escapes::Quote));
        let (value, behind) = quoted.unwrap_or_else(|| {
            let (value, behind) = value.split_at(value.find(';').unwrap_or(value.len()));
            (value.trim_end().trim_matches('"').into(), behind)
        });
        found.push((name.trim_end(), value));
        rest = behind.get(behind.find(';').unwrap_or(behind.len())..).unwrap_or_default();
    }
}

/// A value with its character set (RFC 8187 §3.2.1): `UTF-8''%e2%82%ac`.
fn extended(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _, text) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes: Vec<u8> = percent_decode_str(text).collect();
    if charset.eq_ignore_ascii_case("utf-8") {
        String::from_utf8(bytes).ok()
    } else if charset.eq_ignore_ascii_case("iso-8859-1") {
        Some(latin1(&bytes))
    } else {
        None
    }
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// The name without a path, and without characters that would hide what it is.
fn plain(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    // A drive. A path begins after it, even without a backslash.
    let name = match name.split_at_checked(2) {
        Some((drive, rest)) if drive.ends_with(':') => rest,
        _ => name,
    };
    let plain: String = name.chars().filter(|c| !is_harmful(*c)).collect();
    let plain = shortened(&plain);
    let trimmed = plain.trim();
    // The rest of `..` and its like is not a name, and neither is a text that a shell takes for a folder
    // or a pipe (RFC 6266 §4.3).
    let is_name = trimmed.contains(|c: char| !matches!(c, '.' | '~' | '|') && !c.is_whitespace());
    is_name.then(|| without_device(trimmed, cfg!(windows)))
}

/// A name that is no device, since Windows has its devices in every folder and with any ending. On Windows
/// the name has no colon either, after which it could name a second content of another file, and no dot at
/// its end.
fn without_device(name: &str, on_windows: bool) -> String {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let device = DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device))
        || stem.get(..3).is_some_and(|port| {
            let is_port = port.eq_ignore_ascii_case("com") || port.eq_ignore_ascii_case("lpt");
            let mut number = stem.chars().skip(3);
            let is_digit = |c: char| c.is_ascii_digit() || "¹²³".contains(c);
            is_port && number.next().is_some_and(is_digit) && number.next().is_none()
        });
    let mut name = if device { format!("_{name}") } else { name.to_owned() };
    if on_windows {
        name = name.replace(['<', '>', ':', '"', '|', '?', '*'], "_");
        name.truncate(name.trim_end_matches(['.', ' ']).len());
    }
    shortened(&name).into_owned()
}

/// The name, no longer than file systems take. It keeps its ending, by which a file is opened.
fn shortened(name: &str) -> Cow<'_, str> {
    if name.len() <= LONGEST {
        return name.into();
    }
    let dot = name.rfind('.').filter(|dot| name.len() - dot <= LONGEST_ENDING);
    let (stem, ending) = name.split_at(dot.unwrap_or(name.len()));
    let most = stem.floor_char_boundary(LONGEST - ending.len());
    let stem = stem.get(..most).unwrap_or_default();
    format!("{stem}{ending}").into()
}

/// The devices besides `COM1` and `LPT1` and their like.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The header that names a file to be saved. ASCII for old readers, and the name itself (RFC 6266
/// appendix D).
#[cfg(feature = "server")]
pub(crate) fn write(name: &str) -> Option<HeaderValue> {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

    /// The characters that are encoded: all but those that RFC 8187 calls `attr-char`.
    const KEPT: AsciiSet = NON_ALPHANUMERIC
        .remove(b'!')
        .remove(b'#')
        .remove(b'$')
        .remove(b'&')
        .remove(b'+')
        .remove(b'-')
        .remove(b'.')
        .remove(b'^')
        .remove(b'_')
        .remove(b'`')
        .remove(b'|')
        .remove(b'~');
    let ascii: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !"\"\\%".contains(c) || c == ' ' { c } else { '_' })
        .collect();
    let mut header = format!("attachment; filename=\"{ascii}\"");
    if ascii != name {
        header.push_str("; filename*=UTF-8''");
        header.extend(utf8_percent_encode(name, &KEPT));
    }
    HeaderValue::from_str(&header).ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::{read, without_device};

    #[test]
    fn no_path_survives() {
        for (header, expected) in [
            ("attachment; filename=\"a b.txt\"", Some("a b.txt")),
            ("attachment; filename=a.txt", Some("a.txt")),
            ("inline", None),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename=\"/etc/passwd\"", Some("passwd")),
            ("attachment; filename=\"C:\\dir\\new.txt\"", Some("new.txt")),
            ("attachment; filename=\"C:new.txt\"", Some("new.txt")),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename=\". .\"", None),
            ("attachment; filename=\"dir/\"", None),
            ("attachment; filename=\"a/..\"", None),
            ("attachment; filename=\"\"", None),
            ("attachment; filename*=UTF-8''%e2%82%ac%20rates", Some("€ rates")),
            ("attachment; filename*=utf-8'en'..%2F..%2Fx.sh; filename=y", Some("x.sh")),
            ("attachment; filename*=UTF-8''..%5Cx.sh", Some("x.sh")),
            ("attachment; filename*=UTF-8''%00.bashrc%0a", Some(".bashrc")),
            ("attachment; filename=\"EURO.txt\"; filename*=UTF-8''%e2%82%ac.txt", Some("€.txt")),
            ("attachment; filename*=iso-8859-1'en'%A3%20rates", Some("£ rates")),
            ("attachment; filename*=koi8-r''%A3; filename=old", Some("old")),
            ("attachment; filename*=UTF-8''%ff; filename=old", Some("old")),
            ("attachment; FILENAME=a", Some("a")),
            ("attachment; filename=my file.txt", Some("my file.txt")),
            ("attachment; filename=my file.txt ;size=5", Some("my file.txt")),
            ("attachment; filename = a=b, c.txt", Some("a=b, c.txt")),
            ("attachment; filename=dir name/..", None),
            ("attachment; filename=..\\a b", Some("a b")),
            ("attachment; filename=\"a b\"c; size=1", Some("a b")),
            ("attachment; filename=\"a b; size=1", Some("a b")),
            ("attachment; x=\"; filename=evil\"; filename=a", Some("a")),
            ("attachment; xfilename=a; filename", None),
            ("filename=a.txt", Some("a.txt")),
            ("\"a.txt\"", None),
            ("attachment; filename*=UTF-8''; filename=old", Some("old")),
            ("attachment; filename*=UTF-8''%2F; filename=old", Some("old")),
            ("attachment; filename=\"say \\\"hi\\\".txt\"", Some("say \"hi\".txt")),
            ("attachment; filename=\"naïve.txt\"", Some("naïve.txt")),
            ("attachment; filename=\"photo\u{202e}gpj.exe\"", Some("photogpj.exe")),
            ("attachment; filename=\"a\u{200b}b\u{feff}.txt\"", Some("ab.txt")),
        ] {
            let value = HeaderValue::from_bytes(header.as_bytes());
            let name = value.ok().and_then(|value| read(&value));
            assert_eq!(name.as_deref(), expected, "{header}");
        }
        let latin1 = HeaderValue::from_bytes(b"attachment; filename=\"na\xefve.txt\"");
        assert_eq!(latin1.ok().and_then(|it| read(&it)).as_deref(), Some("naïve.txt"));
    }

    #[test]
    fn no_device_is_named() {
        for (name, here, on_windows) in [
            ("NUL", "_NUL", "_NUL"),
            ("con.txt", "_con.txt", "_con.txt"),
            ("Com1.tar.gz", "_Com1.tar.gz", "_Com1.tar.gz"),
            ("lpt²", "_lpt²", "_lpt²"),
            ("aux .c", "_aux .c", "_aux .c"),
            ("com10", "com10", "com10"),
            ("command.com", "command.com", "command.com"),
            ("console.log", "console.log", "console.log"),
            ("a.txt:evil", "a.txt:evil", "a.txt_evil"),
            ("what?*.txt. .", "what?*.txt. .", "what__.txt"),
        ] {
            assert_eq!(without_device(name, false), here);
            assert_eq!(without_device(name, true), on_windows);
        }
        for header in ["attachment; filename=\"~\"", "attachment; filename=\"|\""] {
            assert_eq!(read(&HeaderValue::from_static(header)), None);
        }
        let long = format!("attachment; filename=\"nul.{}\"", "x".repeat(300));
        let name = HeaderValue::from_str(&long).ok().and_then(|value| read(&value));
        assert_eq!(name.map(|name| (name.len(), name.starts_with("_nul.x"))), Some((255, true)));
        for (name, length) in
            [("x".repeat(300), 255), ("€".repeat(100), 253), ("x".repeat(251), 255)]
        {
            let header = format!("a; filename={name}.pdf");
            let value = HeaderValue::from_bytes(header.as_bytes());
            let name = value.ok().and_then(|value| read(&value)).unwrap_or_default();
            assert_eq!((name.len(), name.ends_with(".pdf")), (length, true), "{name}");
        }
    }

    #[cfg(feature = "server")]
    #[test]
    fn a_name_comes_back() {
        for name in ["a.txt", "€ \"x\".txt", "100%.txt", "naïve"] {
            let header = super::write(name);
            assert_eq!(header.and_then(|header| read(&header)).as_deref(), Some(name));
        }
    }
}
