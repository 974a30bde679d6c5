//! The docs of a method: those of its parameters are a list at their end.
//!
//! ```text
//! /// The chats, the latest first.
//! ///
//! /// - `page`: The page, from 1.
//! ```
//!
//! A list of anything else stays where it is.

use serde_json::Value;

use super::Operation;
use crate::endpoint::{Location, Param};

impl Operation<'_> {
    /// The docs without those of the parameters, which get them.
    pub(super) fn documented(&mut self) -> String {
        let endpoint = self.endpoint;
        let lines: Vec<&str> = endpoint.docs().lines().collect();
        let Some((head, items)) = split(&lines) else { return endpoint.docs().to_owned() };
        let param = |name: &str| endpoint.params().iter().find(|param| param.name() == name);
        let items: Option<Vec<(&Param, String)>> =
            items.into_iter().map(|(name, text)| Some((param(name)?, text))).collect();
        let Some(items) = items else { return endpoint.docs().to_owned() };
        for (param, text) in items {
            match param.location() {
                Location::Field | Location::Part => self.body.document(param.wire_name(), text),
                Location::Body => self.body.document_whole(text),
                // A URL is no parameter to OpenAPI.
                other => self.document(other.word(), param.wire_name(), text),
            }
        }
        head
    }

    fn document(&mut self, place: &str, name: &str, text: String) {
        // `ids[]` is called `ids` in the trait.
        let is_it = |parameter: &&mut Value| {
            let own = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
            parameter.get("in").is_some_and(|it| it == place)
                && (own == name || own.strip_suffix("[]") == Some(name))
        };
        if let Some(Value::Object(parameter)) = self.parameters.iter_mut().find(is_it) {
            parameter.insert("description".to_owned(), text.into());
        }
    }
}

/// The text above the list at the end, and the elements of the list by their names.
fn split<'a>(lines: &[&'a str]) -> Option<(String, Vec<(&'a str, String)>)> {
    let mut items: Vec<(&str, String)> = Vec::new();
    let mut begin = None;
    for (at, line) in lines.iter().enumerate() {
        let item = line.strip_prefix("- `").and_then(|rest| rest.split_once("`: "));
        match (item, items.last_mut()) {
            (Some((name, text)), _) => {
                begin.get_or_insert(at);
                items.push((name, text.to_owned()));
            }
            (None, Some((_, text))) if line.is_empty() || line.starts_with("  ") => {
                text.push('\n');
                text.push_str(line.strip_prefix("  ").unwrap_or_default());
            }
            // A list in the middle is about something else.
            (None, Some(_)) => return None,
            (None, None) => {}
        }
    }
    let head = lines.get(..begin?)?.join("\n");
    for (_, text) in &mut items {
        text.truncate(text.trim_end().len());
    }
    Some((head.trim_end().to_owned(), items))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_list_at_the_end_is_about_parameters() {
        let lines = ["Lists.", "", "- `page`: From", "  1.", "- `size`: How many.", ""];
        let (head, items) = split(&lines).unwrap_or_default();
        assert_eq!(head, "Lists.");
        assert_eq!(items, [("page", "From\n1.".to_owned()), ("size", "How many.".to_owned())]);
        assert_eq!(split(&["- `page`: From 1.", "", "And more."]), None);
        assert_eq!(split(&["Lists."]), None);
    }
}
