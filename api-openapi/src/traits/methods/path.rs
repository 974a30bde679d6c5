//! The path, and the parameters that fill it.

use super::{Builder, attributes};
use crate::model::{Location, Parameter, Style, placeholders, plain_name, spans_segments};
use crate::traits::types::Rust;

impl<'t, 'a> Builder<'t, 'a> {
    pub(super) fn path(&mut self) {
        let operation = self.operation;
        let (path, fragment) = match operation.path.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (operation.path.as_str(), None),
        };
        // Ours has one behind the path of endpoints that only constants tell apart.
        if let Some(fragment) = fragment.filter(|_| !self.method.is_exact) {
            let message = format!("the path has a fragment, `#{fragment}`, which is never sent");
            self.loss(&operation.at, message);
        }
        let mut out = String::new();
        let mut seen: Vec<String> = Vec::new();
        let (path, query) = match path.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (path, None),
        };
        let without_dots = without_dot_segments(path);
        if without_dots != path {
            let message =
                format!("every client takes the dots out of the path: it is `{without_dots}`");
            self.loss(&operation.at, message);
        }
        let path = without_dots.as_str();
        let mut rest = path;
        while let Some((literal, tail)) = rest.split_once('{') {
            out.push_str(&encoded(literal));
            let Some((name, after)) = tail.split_once('}') else {
                out.push_str("%7B");
                rest = tail;
                break;
            };
            rest = after;
            self.placeholder(name, &mut seen, &mut out);
        }
        out.push_str(&encoded(rest));
        let named: Vec<&str> = placeholders(path).map(plain_name).collect();
        for parameter in &operation.parameters {
            if parameter.location == Location::Path && !named.contains(&plain_name(&parameter.name))
            {
                let message =
                    format!("the path has no `{{{}}}`, so it is not sent", parameter.name);
                self.loss(&parameter.at, message);
            }
        }
        while out.contains("//") {
            self.loss(&operation.at, "the path has an empty segment, which is left out".to_owned());
            out = out.replace("//", "/");
        }
        if let Some(query) = query.filter(|query| !query.is_empty()) {
            if query.contains('{') {
                let message = "the path has a placeholder within a value of its query, which is sent as \
                               it is written";
                self.loss(&operation.at, message.to_owned());
            }
            out.push('?');
            out.push_str(&escaped(query, "-._~!$&()*+,;=:@/?[]"));
        }
        self.method.path = out;
    }

    fn placeholder(&mut self, name: &str, seen: &mut Vec<String>, out: &mut String) {
        let operation = self.operation;
        let plain = plain_name(name);
        let mut in_path = operation.parameters.iter().filter(|p| p.location == Location::Path);
        let parameter = in_path.find(|p| p.name == name || p.name == plain);
        // A name is not sent, so one that the language does not take is written otherwise.
        let written: String = plain
            .chars()
            .map(|c| if c.is_alphanumeric() || "_-.$@".contains(c) { c } else { '_' })
            .collect();
        let written = if written.is_empty() { "value".to_owned() } else { written };
        if seen.contains(&written) {
            let message = format!("the path has `{{{name}}}` twice, and takes two values for it");
            self.loss(&operation.at, message);
        }
        let mut unique = written.clone();
        while seen.contains(&unique) {
            unique.push('_');
        }
        let spans = spans_segments(name) || parameter.is_some_and(|p| p.multi_segment);
        out.push_str(&format!("{{{unique}{}}}", if spans { "*" } else { "" }));
        seen.push(unique.clone());
        if let Some(parameter) = parameter {
            self.path_argument(parameter, &unique);
        }
    }

    fn path_argument(&mut self, parameter: &Parameter, placeholder: &str) {
        let context = self.context(&crate::traits::names::camel(&parameter.name));
        let rust = self.types.rust(&parameter.schema, &context);
        self.types.define_all();
        let bare = self.types.outside_of_a_body(&rust);
        let mut list = None;
        let has_signs = matches!(parameter.style, Style::Label | Style::Matrix);
        let ty = match &bare {
            _ if has_signs => "&str".to_owned(),
            // One element is written as the scalar would be.
            other if self.types.is_scalar_or_list(other) => {
                list = Some("list = \"csv\"".to_owned());
                "&[&str]".to_owned()
            }
            Rust::List(inner) => {
                list = Some("list = \"csv\"".to_owned());
                match self.types.unaliased(inner) {
                    Rust::Item(_) if !self.types.is_enum(inner) => "&[&str]".to_owned(),
                    _ => self.sent(&bare),
                }
            }
            Rust::Item(_) if self.types.is_enum(&bare) => self.sent(rust.bare()),
            _ if self.types.is_named(rust.bare()) => self.sent(rust.bare()),
            Rust::Bool
            | Rust::Integer(_)
            | Rust::Float { .. }
            | Rust::DateTime
            | Rust::Date
            | Rust::Standard(_) => self.sent(&bare),
            Rust::Text | Rust::Json => "&str".to_owned(),
            _ => {
                if !self.types.is_scalar_union(&bare) {
                    let message =
                        format!("`{}` is an object in the path; pass it as a text", parameter.name);
                    self.loss(&parameter.at, message);
                }
                "&str".to_owned()
            }
        };
        if has_signs {
            let message = format!(
                "`{}` is written as {} in the path; pass it with the signs in front, percent-encoded",
                parameter.name,
                parameter.style.words()
            );
            self.loss(&parameter.at, message);
        }
        let marks = [
            (parameter.deprecated, "deprecated"),
            (parameter.extensions.sensitive, "sensitive(in_url)"),
        ];
        self.argument(placeholder, ty, parameter.description.clone(), |name| {
            let own = (name != placeholder).then(|| format!("{placeholder:?}"));
            let encoded = has_signs || parameter.extensions.encoded;
            let encoded = encoded.then(|| "encoded".to_owned());
            let inside: Vec<String> = [own, list, encoded].into_iter().flatten().collect();
            attributes(&marks, "path", &inside, true)
        });
    }
}

/// A path without `.` and `..` (RFC 3986 §5.2.4). A placeholder is a part of its segment.
fn without_dot_segments(path: &str) -> String {
    let is_dots =
        |segment: &str, dots: &str| segment.to_ascii_lowercase().replace("%2e", ".") == dots;
    let mut kept: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for segment in path.split('/') {
        is_folder = is_dots(segment, ".") || is_dots(segment, "..");
        if is_dots(segment, "..") && kept.len() > 1 {
            kept.pop();
        } else if !is_folder {
            kept.push(segment);
        }
    }
    if is_folder {
        kept.push("");
    }
    kept.join("/")
}

/// Literal text of a path.
fn encoded(text: &str) -> String {
    escaped(text, "/-._~!$&'()*+,;=:@")
}

/// Text with all but letters, digits and these signs percent-encoded. What is encoded already stays.
fn escaped(text: &str, signs: &str) -> String {
    let mut out = String::new();
    for (index, c) in text.char_indices() {
        let hex = text.get(index + 1..index + 3).unwrap_or_default();
        let is_encoding = c == '%' && hex.len() == 2 && hex.bytes().all(|b| b.is_ascii_hexdigit());
        match c.is_ascii_alphanumeric() || signs.contains(c) || is_encoding {
            true => out.push(c),
            false => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    out
}
