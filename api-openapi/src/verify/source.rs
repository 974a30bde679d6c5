//! The values that can be taken as a description.

use serde::Serialize;
use serde::de::Error as _;

use crate::document::{Description, Problem};

/// A description, or something that serializes as one: a document of `api_core::openapi`, a
/// `serde_json::Value`, or the text of a description.
pub trait Source {
    /// The description.
    ///
    /// # Errors
    ///
    /// It cannot be serialized, or is neither JSON nor YAML.
    fn description(self) -> Result<Description, Problem>;
}

impl Source for Description {
    fn description(self) -> Result<Description, Problem> {
        Ok(self)
    }
}

impl Source for &Description {
    fn description(self) -> Result<Description, Problem> {
        Ok(self.clone())
    }
}

impl<T: Serialize> Source for T {
    fn description(self) -> Result<Description, Problem> {
        let problem = |error: serde_json::Error| Problem {
            file: "description".into(),
            line: 1,
            pointer: String::new(),
            message: format!("it cannot be written as JSON: {error}"),
        };
        let text = serde_json::to_string_pretty(&self).map_err(problem)?;
        // A text is the description itself, in JSON or YAML.
        match text.starts_with('"') {
            true => {
                let inner: String = serde_json::from_str(&text)
                    .map_err(|_| problem(serde_json::Error::custom("not a text")))?;
                Description::read("description", inner)
            }
            false => Description::read("description", text),
        }
    }
}
