//! Doc comments of the Markdown and HTML of descriptions.
//!
//! A description is written for a web page. As a doc comment it must not become a doctest (a block of
//! code), a broken link (`[text]`), an HTML tag (`<id>`), or a list that rustdoc continues where nobody
//! meant it.

mod escape;
mod html;

use self::escape::escaped;
use self::html::plain;

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

/// The first sentence of a text, or its first paragraph.
pub(crate) fn first_sentence(text: &str) -> &str {
    let text = text.trim();
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let ends = paragraph.match_indices(". ").map(|(at, _)| at + 1);
    // An abbreviation goes on in small letters.
    let end = ends.filter_map(|end| paragraph.split_at_checked(end)).find(|(_, rest)| {
        !rest.trim_start().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
    });
    end.map_or(paragraph, |(sentence, _)| sentence)
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
                Some(lines) => blocks.push(closed(lines)),
                None => {
                    blocks.extend(open.take());
                    code = Some(opened(trimmed));
                }
            }
            continue;
        }
        if let Some(mut lines) = code.take() {
            let line = line.trim_end();
            // A block may end behind its last line.
            let end = line.strip_suffix("```").or_else(|| line.strip_suffix("~~~"));
            lines.push(end.unwrap_or(line).trim_end().to_owned());
            match end {
                Some(_) => blocks.push(closed(lines)),
                None => code = Some(lines),
            }
            continue;
        }
        prose(trimmed, &mut open, &mut blocks);
    }
    blocks.extend(code.map(closed));
    blocks.extend(open);
    blocks
}

/// The first lines of code, from the line with the fence.
fn opened(fence: &str) -> Vec<String> {
    let mut lines = vec!["```text".to_owned()];
    // The name of a language is one word; more is a line of the code.
    let inside = fence.trim_matches(['`', '~']).trim();
    if inside.contains(' ') {
        lines.push(inside.to_owned());
    }
    lines
}

/// Code with its last fence.
fn closed(mut lines: Vec<String>) -> Block {
    lines.push("```".to_owned());
    Block::Verbatim(lines)
}

/// Takes in a line that is no code: into the `open` block, or as the first of another.
fn prose(line: &str, open: &mut Option<Block>, blocks: &mut Vec<Block>) {
    let rule = line.len() > 1 && line.chars().all(|c| "-=*_".contains(c));
    if line.is_empty() || rule {
        blocks.extend(open.take());
    } else if line.starts_with('|') {
        match open {
            Some(Block::Verbatim(rows)) => rows.push(escaped(line)),
            _ => blocks.extend(open.replace(Block::Verbatim(vec![escaped(line)]))),
        }
    } else if let Some((mark, rest)) = list_mark(line) {
        blocks.extend(open.replace(Block::Item(mark, rest.trim().to_owned())));
    } else if line.starts_with('#') {
        blocks.extend(open.take());
        let heading = line.trim_matches('#').trim();
        if !heading.is_empty() {
            blocks.push(Block::Paragraph(format!("**{}**", heading.replace("**", ""))));
        }
    } else {
        let line = line.trim_start_matches("> ").trim_start_matches('>');
        match open {
            Some(Block::Paragraph(text) | Block::Item(_, text)) => {
                text.push(' ');
                text.push_str(line);
            }
            _ => blocks.extend(open.replace(Block::Paragraph(line.to_owned()))),
        }
    }
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
