//! Doc comments of the Markdown and HTML of descriptions.
//!
//! A description is written for a web page. As a doc comment it must not become a doctest (a block of
//! code), a broken link (`[text]`), an HTML tag (`<id>`), or a list that rustdoc continues where nobody
//! meant it.

/// The longest line, without indentation and `///`.
const WIDTH: usize = 92;

/// The lines of a doc comment, each with `///` or `//!` in front.
pub(crate) fn comment(text: &str, indent: usize, mark: &str) -> String {
    let pad = " ".repeat(indent);
    let mut out = String::new();
    for line in lines(text, WIDTH.saturating_sub(indent)) {
        match line.is_empty() {
            true => out.push_str(&format!("{pad}{mark}\n")),
            false => out.push_str(&format!("{pad}{mark} {line}\n")),
        }
    }
    out
}

/// The lines of a doc comment of text that is Rust's already.
pub(crate) fn verbatim(text: &str, indent: usize, mark: &str) -> String {
    let pad = " ".repeat(indent);
    let line = |line: &str| match line.trim_end() {
        "" => format!("{pad}{mark}\n"),
        // It would be a doctest, of a crate that is not there.
        line if line.trim_start() == "```rust" => format!("{pad}{mark} {line},ignore\n"),
        line => format!("{pad}{mark} {line}\n"),
    };
    text.lines().map(line).collect()
}

/// A comment for people who read the code, wrapped.
pub(crate) fn remark(text: &str, indent: usize) -> String {
    let mut out = String::new();
    for line in wrapped(text, WIDTH.saturating_sub(indent), 0) {
        out.push_str(&format!("{}// {line}\n", " ".repeat(indent)));
    }
    out
}

/// A block of Markdown.
enum Block {
    Paragraph(String),
    /// An element of a list: its mark, and its text.
    Item(String, String),
    /// Lines that are kept: code and tables.
    Verbatim(Vec<String>),
}

/// The text as lines of Markdown that rustdoc takes as they are meant.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut in_list = false;
    for block in blocks(&plain(text)) {
        let is_item = matches!(block, Block::Item(..));
        let goes_on = is_item && in_list;
        if !out.is_empty() && !goes_on {
            out.push(String::new());
        }
        in_list = is_item;
        match block {
            Block::Paragraph(text) => out.extend(wrapped(&escaped(&text), width, 0)),
            Block::Item(mark, text) => {
                let indent = mark.len() + 1;
                for (index, line) in wrapped(&escaped(&text), width, indent).iter().enumerate() {
                    match index {
                        0 => out.push(format!("{mark} {line}")),
                        _ => out.push(format!("{}{line}", " ".repeat(indent))),
                    }
                }
            }
            Block::Verbatim(lines) => out.extend(lines),
        }
    }
    out
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut code: Option<Vec<String>> = None;
    let mut open: Option<Block> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            match code.take() {
                Some(mut lines) => {
                    lines.push("```".to_owned());
                    blocks.push(Block::Verbatim(lines));
                }
                None => {
                    blocks.extend(open.take());
                    code = Some(vec!["```text".to_owned()]);
                }
            }
            continue;
        }
        if let Some(lines) = &mut code {
            lines.push(line.trim_end().to_owned());
            continue;
        }
        let rule = trimmed.len() > 1 && trimmed.chars().all(|c| "-=*_".contains(c));
        if trimmed.is_empty() || rule {
            blocks.extend(open.take());
        } else if trimmed.starts_with('|') {
            match &mut open {
                Some(Block::Verbatim(rows)) => rows.push(escaped(trimmed)),
                _ => blocks.extend(open.replace(Block::Verbatim(vec![escaped(trimmed)]))),
            }
        } else if let Some((mark, rest)) = list_mark(trimmed) {
            blocks.extend(open.replace(Block::Item(mark, rest.trim().to_owned())));
        } else if trimmed.starts_with('#') {
            blocks.extend(open.take());
            let heading = trimmed.trim_matches('#').trim();
            if !heading.is_empty() {
                blocks.push(Block::Paragraph(format!("**{}**", heading.replace("**", ""))));
            }
        } else {
            let trimmed = trimmed.trim_start_matches("> ").trim_start_matches('>');
            match &mut open {
                Some(Block::Paragraph(text) | Block::Item(_, text)) => {
                    text.push(' ');
                    text.push_str(trimmed);
                }
                _ => blocks.extend(open.replace(Block::Paragraph(trimmed.to_owned()))),
            }
        }
    }
    if let Some(mut lines) = code {
        lines.push("```".to_owned());
        blocks.push(Block::Verbatim(lines));
    }
    blocks.extend(open);
    blocks
}

/// The mark of a list's element, and what follows.
fn list_mark(line: &str) -> Option<(String, &str)> {
    if let Some(rest) = ["- ", "* ", "+ ", "• "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some(("-".to_owned(), rest));
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let rest = line.get(digits..)?;
    let rest = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))?;
    Some((format!("{}.", line.get(..digits)?), rest))
}

/// The text without HTML, control characters, and marks that turn the direction of writing.
fn plain(text: &str) -> String {
    let clean: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if matches!(c, '\t' | '\r' | '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|c| *c == '\n' || !c.is_control())
        .filter(|c| {
            !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        })
        .collect();
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
        let tag = tag.to_ascii_lowercase();
        match tag.trim_end_matches('/').split(' ').next().unwrap_or_default() {
            "p" | "/p" | "div" | "/div" | "ul" | "/ul" | "ol" | "/ol" | "table" | "tr" | "h1"
            | "h2" | "h3" | "h4" | "/h1" | "/h2" | "/h3" | "/h4" | "pre" | "/pre" => {
                out.push_str("\n\n");
            }
            "br" | "/li" | "/tr" => out.push('\n'),
            "li" => out.push_str("\n- "),
            "code" | "/code" => out.push('`'),
            "b" | "/b" | "strong" | "/strong" => out.push_str("**"),
            "a" => {
                let url = tag.split("href=").nth(1).and_then(|href| href.get(1..));
                let url = url.and_then(|url| url.split(['"', '\'']).next());
                link = url.filter(|url| url.starts_with("http")).map(str::to_owned);
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

/// The text with what rustdoc would take for a link or a tag escaped, outside of code.
fn escaped(text: &str) -> String {
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

/// The words in lines of at most `width`, of which the first is shorter by `indent`. No line begins
/// with a word that would begin a list, a heading or a quotation.
fn wrapped(text: &str, width: usize, indent: usize) -> Vec<String> {
    let width = width.saturating_sub(indent).max(40);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let fits = line.chars().count() + 1 + word.chars().count() <= width;
        if line.is_empty() {
            // The first word of all is at the beginning of a line in the description, too.
            match lines.is_empty() && marks(word) {
                true => line.push_str(&format!("\\{word}")),
                false => line.push_str(word),
            }
        } else if fits || marks(word) {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// `true` of a word that means something at the beginning of a line.
fn marks(word: &str) -> bool {
    let number = word.trim_end_matches(['.', ')']);
    word.starts_with(['#', '>', '|', '=', '~'])
        || matches!(word, "-" | "*" | "+")
        || word.starts_with("---")
        || word.starts_with("```")
        || (number.len() < word.len() && number.chars().all(|c| c.is_ascii_digit()))
}
