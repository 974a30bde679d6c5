//! Names of Rust from names of descriptions.
//!
//! A name depends on nothing but what it is made of, so that it does not change when another schema
//! does. Only a name that is taken gets a number, and the components of the description come first.

use std::collections::HashSet;

/// Names that generated code uses in the same module, or that everybody knows as something else.
const RESERVED: &[&str] = &[
    "BTreeMap",
    "Body",
    "Box",
    "ByStatus",
    "Bytes",
    "Clone",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Display",
    "Drop",
    "Envelope",
    "Eq",
    "Err",
    "EventStream",
    "Fn",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "JsonLines",
    "JsonSchema",
    "None",
    "Ok",
    "Nullable",
    "Option",
    "Paginated",
    "Part",
    "PartialEq",
    "Patch",
    "Response",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Serializer",
    "Some",
    "StatusError",
    "String",
    "Sync",
    "Text",
    "ToString",
    "Vec",
];

/// The keywords of edition 2024.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Those that no `r#` turns into a name.
const UNESCAPABLE: &[&str] = &["self", "super", "crate"];

/// The names that are taken in a namespace.
#[derive(Debug, Default)]
pub(crate) struct Taken(HashSet<String>);

impl Taken {
    /// The names of types of a module.
    pub(crate) fn types() -> Self {
        Self(RESERVED.iter().map(|name| (*name).to_owned()).collect())
    }

    pub(crate) fn with(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// The name, or one with a number if it is taken. `between` is in front of the number.
    pub(crate) fn claim(&mut self, name: &str, between: &str) -> String {
        if self.0.insert(name.to_owned()) {
            return name.to_owned();
        }
        // Two `_` on end are no snake case.
        let stem = if between == "_" { name.trim_end_matches('_') } else { name };
        let mut number = 2usize;
        loop {
            let numbered = format!("{stem}{between}{number}");
            if self.0.insert(numbered.clone()) {
                return numbered;
            }
            number += 1;
        }
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}

/// Words whose capitals begin no word of their own.
const WHOLE: &[&str] = &[
    "GitHub",
    "GitLab",
    "GraphQL",
    "IPv4",
    "IPv6",
    "MySQL",
    "OAuth",
    "PostgreSQL",
    "iOS",
    "macOS",
];

/// The words of a name, which end at anything but a letter or a digit, and before a capital.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = text.chars().collect();
    let mut skipped = 0usize;
    for (index, &c) in chars.iter().enumerate() {
        if skipped > 0 {
            skipped -= 1;
            continue;
        }
        if let Some(whole) = whole(&chars, index) {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            words.push(whole.to_owned());
            skipped = whole.len() - 1;
            continue;
        }
        if !c.is_alphanumeric() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if let Some(spelled) = sign(c, index, &chars) {
                words.push(spelled.to_owned());
            }
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| chars.get(index));
        let after = chars.get(index + 1);
        let lower = |c: Option<&char>| c.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
        // The plural of an acronym: `IDs`, `URLs`.
        let is_plural = after == Some(&'s') && !lower(chars.get(index + 2));
        let begins = c.is_uppercase()
            && (lower(before)
                || (before.is_some_and(|c| c.is_uppercase())
                    && after.is_some_and(|c| c.is_lowercase())
                    && !is_plural));
        if begins && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The word of [`WHOLE`] that begins here and is no part of another.
fn whole(chars: &[char], index: usize) -> Option<&'static str> {
    let before = index.checked_sub(1).and_then(|index| chars.get(index));
    WHOLE.iter().copied().find(|word| {
        let first = word.chars().next().unwrap_or_default();
        let goes_on = before.is_some_and(|c| match first.is_uppercase() {
            true => c.is_uppercase(),
            false => c.is_alphanumeric(),
        });
        let rest = chars.get(index..).unwrap_or_default();
        let is_here =
            rest.iter().zip(word.chars()).filter(|(a, b)| **a == *b).count() == word.len();
        is_here && !goes_on && !rest.get(word.len()).is_some_and(|c| c.is_lowercase())
    })
}

/// The word for a sign that tells names apart: `+1` and `-1`, `<` and `<=`.
fn sign(c: char, index: usize, chars: &[char]) -> Option<&'static str> {
    let digit_follows = chars.get(index + 1).is_some_and(char::is_ascii_digit);
    let alone = !chars.iter().any(|c| c.is_alphanumeric());
    match c {
        '+' if digit_follows || alone => Some("plus"),
        '-' if (digit_follows && index == 0) || alone => Some("minus"),
        '<' => Some("less"),
        '>' => Some("greater"),
        '=' if alone => Some("equal"),
        '!' if alone => Some("not"),
        '*' if alone => Some("star"),
        '.' if alone => Some("dot"),
        '/' if alone => Some("slash"),
        '_' if alone => Some("underscore"),
        _ => None,
    }
}

/// `UserChat` of `user-chat`.
pub(crate) fn camel(text: &str) -> String {
    let mut out = String::new();
    let words = words(text);
    let shouted = words.iter().all(|word| !word.chars().any(char::is_lowercase));
    for word in words {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        // `1_2` would be `12` without it.
        if first.is_ascii_digit() && out.ends_with(|c: char| c.is_ascii_digit()) {
            out.push('_');
        }
        out.extend(first.to_uppercase());
        match shouted && word.len() > 1 {
            true => out.extend(chars.flat_map(char::to_lowercase)),
            false => out.push_str(chars.as_str()),
        }
    }
    if out.is_empty() {
        return "Empty".to_owned();
    }
    if out.starts_with(|c: char| !c.is_alphabetic()) {
        out.insert(0, 'N');
    }
    out
}

/// The longest name of a variant that nothing is left out of, and how long a shorter one may be.
const LONG: usize = 60;
const SHORT: usize = 48;

/// The name of a variant. Of a sentence, only the first words.
pub(crate) fn variant(text: &str) -> String {
    let whole = camel(text);
    if whole.chars().count() <= LONG {
        return whole;
    }
    let mut length = 0;
    let words: Vec<String> = words(text)
        .into_iter()
        .take_while(|word| {
            length += word.chars().count();
            length <= SHORT
        })
        .collect();
    match words.is_empty() {
        true => whole,
        false => camel(&words.join(" ")),
    }
}

/// `user_chat` of `userChat`, as it is written where a keyword needs no `r#`. The few keywords that
/// cannot have one get a `_`.
pub(crate) fn snake(text: &str) -> String {
    let words: Vec<String> = words(text).iter().map(|word| word.to_lowercase()).collect();
    let mut out = words.join("_");
    if out.is_empty() {
        out.push_str("empty");
    }
    if out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(0, '_');
    }
    if UNESCAPABLE.contains(&out.as_str()) {
        out.push('_');
    }
    out
}

/// The name of a module, which is that of a file as well, so that it is of ASCII alone: a letter of
/// another script becomes its number.
pub(crate) fn module(text: &str) -> String {
    let spelled = snake(text).chars().fold(String::new(), |mut spelled, c| {
        match c.is_ascii() {
            true => spelled.push(c),
            false => spelled.push_str(&format!("u{:x}", u32::from(c))),
        }
        spelled
    });
    match ident(&spelled) == spelled {
        true => spelled,
        false => format!("{spelled}_"),
    }
}

/// An identifier of this name: `r#type` of `type`.
pub(crate) fn ident(snake: &str) -> String {
    match snake {
        _ if UNESCAPABLE.contains(&snake) => format!("{snake}_"),
        _ if KEYWORDS.contains(&snake) => format!("r#{snake}"),
        _ => snake.to_owned(),
    }
}

/// The name of one of several: `Label` of `Labels`.
pub(crate) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    for end in ["ches", "shes", "sses", "xes"] {
        if name.ends_with(end) {
            return name.strip_suffix("es").unwrap_or(name).to_owned();
        }
    }
    match name.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) && stem.len() > 2 => stem.to_owned(),
        _ => format!("{name}Item"),
    }
}

/// The name of a schema by its place: what is behind the words that every description has.
pub(crate) fn of_place(steps: &[String], stem: &str) -> String {
    const NOISE: &[&str] = &[
        "components",
        "schemas",
        "definitions",
        "$defs",
        "parameters",
        "responses",
        "requestBodies",
        "headers",
        "content",
        "schema",
        "properties",
        "paths",
    ];
    let mut name = String::new();
    for (index, step) in steps.iter().enumerate() {
        // What is behind `properties` is a name, whatever it is.
        let named = index.checked_sub(1).and_then(|index| steps.get(index)).is_some_and(|before| {
            matches!(
                before.as_str(),
                "properties" | "schemas" | "definitions" | "$defs" | "parameters"
            )
        });
        if !named && (NOISE.contains(&step.as_str()) || step.contains('/') && index > 1) {
            continue;
        }
        if !named && step == "items" {
            name = singular(&name);
            continue;
        }
        name.push_str(&camel(step));
    }
    if name.is_empty() { camel(stem) } else { name }
}

/// The name that serde gives to a field under `rename_all`.
pub(crate) fn renamed(snake: &str, case: &str) -> String {
    match case {
        "camelCase" | "PascalCase" => {
            let mut out = String::new();
            let mut upper = case == "PascalCase";
            for c in snake.chars() {
                if c == '_' {
                    upper = true;
                } else if std::mem::take(&mut upper) {
                    out.push(c.to_ascii_uppercase());
                } else {
                    out.push(c);
                }
            }
            match case {
                // serde makes the first letter small again, even behind a `_`.
                "camelCase" => {
                    let mut chars = out.chars();
                    let first = chars.next().map(|c| c.to_ascii_lowercase());
                    first.into_iter().chain(chars).collect()
                }
                _ => out,
            }
        }
        "kebab-case" => snake.replace('_', "-"),
        "SCREAMING_SNAKE_CASE" => snake.to_ascii_uppercase(),
        _ => snake.to_owned(),
    }
}
