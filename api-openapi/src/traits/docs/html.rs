//! The HTML of descriptions, as Markdown.

/// The text without HTML, control characters, and marks that turn the direction of writing.
pub(super) fn plain(text: &str) -> String {
    let clean = printable(text);
    let mut out = String::new();
    let mut rest = clean.as_str();
    let mut link = None;
    while let Some((before, tail)) = rest.split_once('<') {
        out.push_str(before);
        let begins = tail.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let known = tail.split_once('>').filter(|_| begins).and_then(|(tag, after)| {
            let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next()?;
            HTML.contains(&name.to_ascii_lowercase().as_str()).then_some((tag, after))
        });
        let Some((tag, after)) = known else {
            out.push('<');
            rest = tail;
            continue;
        };
        markdown(&tag.to_ascii_lowercase(), &mut link, &mut out);
        rest = after;
    }
    out.push_str(rest);
    for (entity, text) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, text);
    }
    out
}

/// The text in one line ending, without characters that are not seen.
fn printable(text: &str) -> String {
    text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if matches!(c, '\t' | '\r' | '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|c| *c == '\n' || !c.is_control())
        .filter(|c| {
            !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        })
        .collect()
}

/// Writes what a tag is in Markdown. `link` is the address of a link that is open.
fn markdown(tag: &str, link: &mut Option<String>, out: &mut String) {
    match tag.trim_end_matches('/').split(' ').next().unwrap_or_default() {
        "p" | "/p" | "div" | "/div" | "ul" | "/ul" | "ol" | "/ol" | "table" | "tr" | "h1"
        | "h2" | "h3" | "h4" | "/h1" | "/h2" | "/h3" | "/h4" | "pre" | "/pre" => {
            out.push_str("\n\n")
        }
        "br" | "/li" | "/tr" => out.push('\n'),
        "li" => out.push_str("\n- "),
        "code" | "/code" => out.push('`'),
        "b" | "/b" | "strong" | "/strong" => out.push_str("**"),
        "a" => {
            let url = tag.split("href=").nth(1).and_then(|href| href.get(1..));
            let url = url.and_then(|url| url.split(['"', '\'']).next());
            *link = url.filter(|url| url.starts_with("http")).map(str::to_owned);
            if link.is_some() {
                out.push('[');
            }
        }
        "/a" => {
            if let Some(url) = link.take() {
                out.push_str(&format!("]({url})"));
            }
        }
        _ => {}
    }
}

const HTML: &[&str] = &[
    "p",
    "br",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "code",
    "pre",
    "ul",
    "ol",
    "li",
    "div",
    "span",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "img",
    "sup",
    "sub",
    "small",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "details",
    "summary",
    "u",
    "font",
    "center",
    "!--",
];
