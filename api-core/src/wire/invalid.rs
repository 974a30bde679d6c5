//! Why a value that came in cannot be read.

use std::fmt;

/// Why a value is none of the declared type, as the end of a sentence about it. The words of serde
/// about a value are not kept: they quote it.
#[derive(Clone, Debug)]
pub struct InvalidValue {
    pub(crate) why: String,
    pub(crate) missing: bool,
    pub(crate) malformed: bool,
    /// The field of a struct that nothing was there for.
    field: Option<&'static str>,
}

impl InvalidValue {
    #[cold]
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), missing: false, malformed: false, field: None }
    }

    pub(crate) fn missing() -> Self {
        Self { missing: true, ..Self::new("it is missing") }
    }

    /// Not even text of its kind: 400, in a body too.
    pub(crate) fn malformed(why: impl Into<String>) -> Self {
        Self { malformed: true, ..Self::new(why) }
    }

    /// The field of a struct that nothing was there for, if that is all that is wrong.
    pub(crate) fn missing_field(&self) -> Option<&'static str> {
        self.field
    }

    /// What a JSON text is wrong with; `value` is the text that was read.
    #[cold]
    pub(crate) fn of_json(error: &serde_json::Error, value: &str) -> Self {
        use serde_json::error::Category;

        let why = match error.classify() {
            Category::Syntax | Category::Io => return Self::malformed("it is no valid JSON"),
            Category::Eof => return Self::malformed("it ends in the middle of its JSON"),
            Category::Data => expected(&error.to_string()),
        };
        let (missing, at) = match crate::envelope::path(error, value) {
            Some(path) => (false, format!("at `{path}`: ")),
            None => (value.trim() == "null", String::new()),
        };
        Self { missing, ..Self::new(format!("{at}{why}")) }
    }
}

/// What serde expected, without what it found: only the former is ours to tell.
fn expected(text: &str) -> String {
    let text = text.split(" at line ").next().unwrap_or_default();
    let own = ["missing field `", "duplicate field `"].iter().any(|own| text.starts_with(own));
    match text.rsplit_once(", expected ") {
        _ if own => text.to_owned(),
        Some((_, expected)) => format!("expected {expected}"),
        None => "it does not fit the declared type".to_owned(),
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for InvalidValue {}

impl serde::de::Error for InvalidValue {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new("it does not fit the declared type")
    }

    fn invalid_type(_: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        Self::new(format!("expected {expected}"))
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        Self::new(format!("expected {expected}"))
    }

    fn invalid_length(_: usize, expected: &dyn serde::de::Expected) -> Self {
        Self::new(format!("expected {expected}"))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        let words: Vec<String> = expected.iter().map(|word| format!("`{word}`")).collect();
        Self::new(format!("expected one of {}", words.join(", ")))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        let words: Vec<String> = expected.iter().map(|word| format!("`{word}`")).collect();
        Self::new(format!("it has a member that is none of {}", words.join(", ")))
    }

    fn missing_field(name: &'static str) -> Self {
        let why = format!("its member `{name}` is missing");
        Self { missing: true, field: Some(name), ..Self::new(why) }
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::new(format!("its member `{name}` stands there twice"))
    }
}
