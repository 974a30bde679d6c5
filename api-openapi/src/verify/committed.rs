//! A description that is committed beside the code, compared in a test.

use std::path::Path;

use serde::Serialize;

use super::{Differences, verify};
use crate::document::Description;

/// The environment variable that blesses: `API_OPENAPI=bless cargo test` writes the description anew.
const VARIABLE: &str = "API_OPENAPI";

/// The result of comparing a committed description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Committed {
    /// It is as it was.
    Same,
    /// It was written anew.
    Blessed,
    /// It differs: in what it means, or only in words and order if there are no differences.
    Differs(Differences),
    /// The file cannot be read or written, or one of the two is no description.
    Unreadable(String),
}

/// Compares a description with the file in which it is committed, in one line of a test:
///
/// ```no_run
/// # let description = serde_json::json!({});
/// api_openapi::assert_committed("openapi/users.json", &description); // UsersClient::openapi()
/// ```
///
/// With `API_OPENAPI=bless` in the environment, it writes the file instead.
///
/// # Panics
///
/// The file differs or cannot be read. The message has every difference, with its place in the trait.
#[track_caller]
#[allow(clippy::panic)] // what a test's assertion does
pub fn assert_committed(path: impl AsRef<Path>, description: &impl Serialize) {
    let path = path.as_ref();
    let bless = std::env::var(VARIABLE).is_ok_and(|value| value == "bless");
    let reason = match compare(path, description, bless) {
        Committed::Same | Committed::Blessed => return,
        Committed::Differs(differences) if differences.is_empty() => {
            "it differs in words or in order".to_owned()
        }
        Committed::Differs(differences) => differences.to_string(),
        Committed::Unreadable(reason) => reason,
    };
    panic!(
        "`{}` is not the description of the trait:\n{reason}\nIf that is meant, bless it: \
         `{VARIABLE}=bless cargo test`",
        path.display()
    );
}

/// Compares a description with the file in which it is committed; with `bless`, writes the file if it
/// differs.
pub fn compare(path: &Path, description: &impl Serialize, bless: bool) -> Committed {
    let mut text = match serde_json::to_string_pretty(description) {
        Ok(text) => text,
        Err(error) => {
            return Committed::Unreadable(format!("it cannot be written as JSON: {error}"));
        }
    };
    text.push('\n');
    let committed = std::fs::read_to_string(path).ok();
    if committed.as_deref() == Some(&text) {
        return Committed::Same;
    }
    if bless {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let made = parent.map_or(Ok(()), std::fs::create_dir_all);
        return match made.and_then(|()| std::fs::write(path, &text)) {
            Ok(()) => Committed::Blessed,
            Err(error) => Committed::Unreadable(format!("it cannot be written: {error}")),
        };
    }
    let Some(committed) = committed else {
        return Committed::Unreadable("the file cannot be read".to_owned());
    };
    // The committed one is what people agreed on, and the trait is what calls follow.
    let differences = Description::read(path, committed)
        .and_then(|committed| verify(committed, Description::read("trait", text)?));
    match differences {
        Ok(differences) => Committed::Differs(differences),
        Err(problem) => Committed::Unreadable(problem.to_string()),
    }
}
