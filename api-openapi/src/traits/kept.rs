//! Items that a person has edited: those with a line `// kept` above them.
//!
//! A file is taken apart at its blank lines, as `rustfmt` sets them: between items at the margin, and
//! between the methods of a trait one level in. No parser of Rust is needed, and comments stay.

const MARK: &str = "// kept";

/// A part of a file, between blank lines.
#[derive(Clone, Debug)]
struct Chunk {
    /// The words of its declaration, as in `struct User`, if it declares something.
    key: Option<String>,
    text: String,
    kept: bool,
}

/// The new text, with the kept items of the one before in their places.
pub(super) fn merged(before: &str, after: &str) -> String {
    if !before.lines().any(|line| line.trim() == MARK) {
        return after.to_owned();
    }
    let old = chunks(before, "");
    let mut new = chunks(after, "");
    for chunk in &mut new {
        let Some(key) = chunk.key.clone().filter(|key| key.starts_with("trait ")) else { continue };
        let same = |old: &&Chunk| old.key.as_ref() == Some(&key) && !old.kept;
        if let Some(old) = old.iter().find(same) {
            chunk.text = merged_trait(&old.text, &chunk.text);
        }
    }
    join(&replaced(&old, new))
}

/// A trait with the kept methods of the one before.
fn merged_trait(before: &str, after: &str) -> String {
    let (Some((_, old, _)), Some((head, body, tail))) = (opened(before), opened(after)) else {
        return after.to_owned();
    };
    let methods = replaced(&chunks(old, "    "), chunks(body, "    "));
    format!("{head}{}{tail}", join(&methods))
}

/// A trait in three: up to its brace, what is inside, and the closing brace.
fn opened(text: &str) -> Option<(&str, &str, &str)> {
    let head = text
        .match_indices('\n')
        .map(|(at, _)| at + 1)
        .find(|at| text.get(..*at).is_some_and(|head| head.trim_end().ends_with('{')))?;
    let tail = text.rfind('}')?;
    Some((text.get(..head)?, text.get(head..tail)?, text.get(tail..)?))
}

fn replaced(old: &[Chunk], mut new: Vec<Chunk>) -> Vec<Chunk> {
    for (index, chunk) in old.iter().enumerate().filter(|(_, chunk)| chunk.kept) {
        let same = |new: &Chunk| new.key.is_some() && new.key == chunk.key;
        if let Some(place) = new.iter_mut().find(|new| same(new)) {
            *place = chunk.clone();
            continue;
        }
        // It is nowhere in the new text: behind the one that it was behind.
        let before = old.get(..index).unwrap_or_default().iter().rev();
        let place = before
            .filter_map(|chunk| chunk.key.as_ref())
            .find_map(|key| new.iter().position(|new| new.key.as_ref() == Some(key)));
        match place {
            Some(place) => new.insert(place + 1, chunk.clone()),
            None => new.push(chunk.clone()),
        }
    }
    new
}

fn join(chunks: &[Chunk]) -> String {
    let texts: Vec<&str> = chunks.iter().map(|chunk| chunk.text.trim_end_matches('\n')).collect();
    let mut text = texts.join("\n\n");
    text.push('\n');
    text
}

/// The parts of a text that begin at this indentation behind a blank line.
fn chunks(text: &str, indent: &str) -> Vec<Chunk> {
    let mut chunks: Vec<Vec<&str>> = Vec::new();
    let mut blank = true;
    for line in text.lines() {
        let inside = line.strip_prefix(indent);
        let begins =
            inside.is_some_and(|rest| !rest.starts_with([' ', '}', ')']) && !rest.is_empty());
        if line.trim().is_empty() {
            blank = true;
            if let Some(last) = chunks.last_mut() {
                last.push(line);
            }
            continue;
        }
        match chunks.last_mut() {
            Some(last) if !(blank && begins) => last.push(line),
            _ => chunks.push(vec![line]),
        }
        blank = false;
    }
    chunks
        .into_iter()
        .map(|lines| Chunk {
            key: lines.iter().find_map(|line| key(line.trim())),
            kept: lines.iter().any(|line| line.strip_prefix(indent) == Some(MARK)),
            text: lines.join("\n").trim_end_matches('\n').to_owned(),
        })
        .collect()
}

/// The words of a line's declaration.
fn key(line: &str) -> Option<String> {
    let mut rest = line;
    for word in ["pub ", "pub(crate) ", "async ", "const ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let (word, rest) = rest.split_once(' ')?;
    match word {
        "struct" | "enum" | "trait" | "fn" | "type" | "mod" | "use" | "static" | "macro_rules!" => {
            let end = rest.find(|c: char| !c.is_alphanumeric() && !"_:#".contains(c));
            let name = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
            Some(format!("{word} {}", name.trim_end_matches(':')))
        }
        "impl" | "impl<" => Some(line.trim_end_matches('{').trim().to_owned()),
        _ if line.starts_with("impl") => Some(line.trim_end_matches('{').trim().to_owned()),
        _ => None,
    }
}
