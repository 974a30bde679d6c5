//! Names of Rust from names of descriptions.
//!
//! A name depends on nothing but what it is made of, so that it does not change when another schema
//! does. Only a name that is taken gets a number, and the components of the description come first.

mod words;

use std::collections::HashSet;

use self::words::words;

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
