//! Suggestions for a misspelt word.

/// The one of `words` that is a slip away from what was typed.
pub(crate) fn nearest<'a>(typed: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let score = |word: &str| strsim::jaro_winkler(typed, word);
    words.filter(|word| score(word) > 0.8).max_by(|a, b| score(a).total_cmp(&score(b)))
}

/// True of a word that is a letter away from another: one missing, doubled, swapped or changed.
pub(crate) fn is_slip(typed: &str, word: &str) -> bool {
    strsim::osa_distance(typed, word) == 1
}

/// The usual method that is meant where a letter is missing, doubled or swapped. Another letter
/// is not taken for a slip: `READ` is one letter from `HEAD`.
pub(crate) fn method(typed: &str) -> Option<&'static str> {
    const USUAL: [&str; 9] =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];
    if USUAL.contains(&typed) {
        return None;
    }
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    USUAL.into_iter().find(|usual| {
        strsim::osa_distance(typed, usual) == 1
            && (usual.len() != typed.len() || sorted(usual) == sorted(typed))
    })
}

/// The help for a base URL in the options of a trait.
pub(crate) const BASE_URL: &str =
    "give the base URL to the client: `Client::new(\"https://api.example.com\")`";

/// The help for a word that is none of `words`: the nearest, or all of them.
pub(crate) fn one_of(typed: &str, words: &[&str]) -> String {
    if typed == "multipart" {
        return "write `body = multipart` in `#[endpoint(…)]`, and `#[part]` on its parameters"
            .to_owned();
    }
    if ["base_url", "url", "host"].contains(&typed) && words.contains(&"client") {
        return BASE_URL.to_owned();
    }
    if let Some(near) = nearest(typed, words.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    match words {
        [] => "leave it out".to_owned(),
        [only] => format!("write `{only}`, the only option here, or leave this out"),
        words => format!("write {}", either(words.iter().map(|word| format!("`{word}`")))),
    }
}

/// A choice: "a, b or c".
pub(crate) fn either(choices: impl Iterator<Item = String>) -> String {
    let choices: Vec<String> = choices.collect();
    match &choices[..] {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => choices.concat(),
    }
}
