//! Marks of Markdown that rustdoc would take for links or tags.

/// The text with what rustdoc would take for a link or a tag escaped, outside of code.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    let balanced = text.matches('`').count().is_multiple_of(2);
    let mut in_code = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let tail = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '`' if !balanced => out.push_str("\\`"),
            '`' => {
                in_code = !in_code;
                out.push('`');
            }
            _ if in_code => out.push(c),
            '[' => match link(rest) {
                Some((words, url, after)) => {
                    let words = words.replace(['[', ']', '`', '<', '>'], "");
                    match url.starts_with("http") && !url.contains([' ', '<', '>']) {
                        true if words.trim() == url => out.push_str(&format!("<{url}>")),
                        true => out.push_str(&format!("[{words}]({url})")),
                        false => out.push_str(&words),
                    }
                    rest = after;
                    continue;
                }
                None => out.push_str("\\["),
            },
            ']' => out.push_str("\\]"),
            '<' => out.push_str("\\<"),
            '>' => out.push_str("\\>"),
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                let end = rest.find(|c: char| c.is_whitespace() || "<>\"'`|[]{}\\".contains(c));
                let url = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
                let url = url.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '*', '_']);
                out.push_str(&format!("<{url}>"));
                rest = rest.get(url.len()..).unwrap_or_default();
                continue;
            }
            _ => out.push(c),
        }
        rest = tail;
    }
    out
}

/// The parts of `[words](url)` at the beginning, and what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let inside = text.strip_prefix('[')?;
    let (words, tail) = inside.split_once("](")?;
    if words.contains('\n') || words.matches('[').count() != words.matches(']').count() {
        return None;
    }
    let (url, after) = tail.split_once(')')?;
    Some((words, url.split_whitespace().next().unwrap_or_default(), after))
}
