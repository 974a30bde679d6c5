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
    "give the base URL to the client: `Client::builder(\"https://api.example.com\")`";

/// Words that other libraries have for an option, or that belong elsewhere, and what to write here. The word
/// in the middle is an option of the place: `client` of a trait, `idempotent` of an endpoint, `json_lines` of a
/// body, `flatten` of a query, a field or a header, `payload` of an envelope.
const ELSEWHERE: &[(&[&str], &str, &str)] = &[
    (&["base", "base_url", "endpoint", "host", "url"], "client", BASE_URL),
    (&["base_path", "prefix", "root"], "client", "write `path = \"/v1\"`"),
    (
        &["auth", "authentication", "security", "token"],
        "client",
        "give credentials to the client: `Client::builder(…).credentials(Credentials::bearer(…))`",
    ),
    (
        &[
            "attempt_timeout",
            "connect_timeout",
            "max_body",
            "max_error_body",
            "read_timeout",
            "retry",
            "timeout",
        ],
        "client",
        "write it into the `#[endpoint(…)]` of a method, or set it for all calls on the `ClientBuilder`",
    ),
    (
        &[
            "done",
            "idempotency_key",
            "idempotent",
            "max_item",
            "none",
            "page",
            "redirects",
            "success",
        ],
        "client",
        "write it into the `#[endpoint(…)]` of each method",
    ),
    (
        &["err", "error"],
        "client",
        "write the type of the error into the return types: `Result<T, MyError>`",
    ),
    (&["fake", "mock"], "client", "write `stub`"),
    (&["schema", "swagger"], "client", "write `openapi`"),
    (
        &["client", "extends", "extensible", "openapi", "rename_all", "server", "stub"],
        "idempotent",
        "write it into the `#[api(…)]` of the trait",
    ),
    (
        &["bools", "list", "nested"],
        "idempotent",
        "write it at the parameter, as in `#[query(list = \"csv\")]`",
    ),
    (&["json"], "idempotent", "write `body = json`, or leave it out"),
    (&["form", "urlencoded"], "idempotent", "write `body = form`"),
    (
        &["auth", "no_auth", "public", "unauthenticated"],
        "idempotent",
        "write `credentials = none` for a request without credentials",
    ),
    (&["accept"], "idempotent", "write `headers(\"Accept\" = \"text/csv\")`"),
    (
        &["content_type"],
        "idempotent",
        "write it at the parameter that is the body, as in `#[body(text, content_type = \"text/csv\")]`",
    ),
    (
        &["cursor", "paginate", "paginated", "pagination"],
        "idempotent",
        "mark the parameter that asks for the next page with `#[cursor]`, and write `page(link)` or \
         another rule for a bare list",
    ),
    (&["status", "statuses"], "idempotent", "write `success = [200, 202]`"),
    (
        &["description", "doc", "docs", "summary"],
        "idempotent",
        "write it as a doc comment above the method",
    ),
    (&["xml"], "json_lines", "write `text, content_type = \"application/xml\"`"),
    (&["csv"], "json_lines", "write `text, content_type = \"text/csv\"`"),
    (&["html"], "json_lines", "write `text, content_type = \"text/html\"`"),
    (&["plain", "string"], "json_lines", "write `text`"),
    (&["urlencoded"], "json_lines", "write `form`"),
    (
        &["binary", "file", "raw"],
        "json_lines",
        "write `bytes`, or `stream` for an `api_core::Body`",
    ),
    (
        &["default", "optional", "required", "skip", "skip_serializing_if"],
        "flatten",
        "write `Option<T>` as the type of a value that may be left out",
    ),
    (&["body", "content", "data", "result"], "payload", "write `payload`"),
    (&["err", "errcode", "error", "error_code"], "payload", "write `code`"),
    (&["error_message", "msg", "reason"], "payload", "write `message`"),
    (&["ok", "status"], "payload", "write `success`, as in `success = true` or `success = 0`"),
];

/// The help for a word that is none of `words`: the nearest, or all of them.
pub(crate) fn one_of(typed: &str, words: &[&str]) -> String {
    if typed == "multipart" {
        return "write `body = multipart` in `#[endpoint(…)]`, and `#[part]` on its parameters"
            .to_owned();
    }
    let meant = ELSEWHERE
        .iter()
        .find(|(known, beside, _)| known.contains(&typed) && words.contains(beside));
    if let Some((_, _, help)) = meant {
        return (*help).to_owned();
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
