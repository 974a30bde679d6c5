//! The words that a name of a description is made of.

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
pub(super) fn words(text: &str) -> Vec<String> {
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
