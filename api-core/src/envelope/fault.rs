//! Why an answer could not be read, and where: told without a word of the answer itself.

use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::members;
use super::open::Discriminant;
use super::spec::EnvelopeSpec;

/// Why an answer could not be read. Holds no text of the answer.
pub(crate) struct Fault {
    why: &'static str,
    line: usize,
    column: usize,
    pub(crate) path: Option<String>,
}

impl Fault {
    /// In words, for an answer that is `told` in a few others.
    pub(crate) fn describe(&self, told: &str) -> String {
        let at = match &self.path {
            Some(path) => format!(" at `{path}`"),
            None => String::new(),
        };
        let Self { why, line, column, .. } = self;
        if *line == 0 {
            format!("the answer {why}{at} ({told})")
        } else {
            format!("the answer {why}{at}, line {line} column {column} ({told})")
        }
    }

    /// Of a text that was no `T` in such an envelope.
    #[cold]
    pub(super) fn of<T: DeserializeOwned>(
        error: &serde_json::Error,
        spec: Option<&'static EnvelopeSpec>,
        text: &str,
    ) -> Self {
        let why = match error.classify() {
            Category::Eof => "ends in the middle of its JSON",
            Category::Syntax | Category::Io => "is not valid JSON",
            Category::Data => "does not fit the declared type",
        };
        let (why, path) = match error.classify() {
            Category::Data => locate::<T>(spec, text, why),
            _ => (why, None),
        };
        Self { why, line: error.line(), column: error.column(), path }
    }

    pub(super) fn plain(why: &'static str) -> Self {
        Self { why, line: 0, column: 0, path: None }
    }
}

/// What does not fit, and where. Decodes once more, with the path tracked: only after a failure,
/// since tracking costs up to twice the time.
#[cold]
fn locate<T: DeserializeOwned>(
    spec: Option<&'static EnvelopeSpec>,
    text: &str,
    why: &'static str,
) -> (&'static str, Option<String>) {
    const MISSING: &str = "has nothing";
    const NULL: &str = "has null";
    let Some(spec) = spec else { return (why, track::<T>(text)) };
    let Ok(whole) = serde_json::from_str::<&RawValue>(text) else { return (why, None) };
    let own = |member| (why, Some(String::from(member)));
    if spec.tells_by_value() {
        match members::of(spec, whole, spec.discriminant) {
            Ok(None) if !spec.default => return (MISSING, Some(spec.discriminant.to_owned())),
            Ok(Some(raw)) if Discriminant::read(raw.get()).is_err() => {
                return own(spec.discriminant);
            }
            Ok(_) => {}
            Err(_) => return own(spec.discriminant),
        }
    }
    let Some(member) = spec.payload else { return (why, track::<T>(text)) };
    let raw = match members::of(spec, whole, member) {
        Ok(Some(raw)) => raw.get(),
        Ok(None) => return (MISSING, Some(member.to_owned())),
        Err(_) => return own(member),
    };
    match track::<T>(raw) {
        Some(path) if path.starts_with('[') => (why, Some(format!("{member}{path}"))),
        Some(path) => (why, Some(format!("{member}.{path}"))),
        None if raw == "null" => (NULL, Some(member.to_owned())),
        None => own(member),
    }
}

fn track<T: DeserializeOwned>(text: &str) -> Option<String> {
    let mut json = serde_json::Deserializer::from_str(text);
    let error = serde_path_to_error::deserialize::<_, T>(&mut json).err()?;
    let path = error.path().to_string();
    (path != ".").then_some(path)
}
