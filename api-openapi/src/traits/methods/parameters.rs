//! Parameters in the query and in headers.

use super::{Builder, MOST_ARGUMENTS, attribute, attributes, exact};
use crate::model::{Location, Parameter, Style};
use crate::traits::names::camel;
use crate::traits::types::Rust;

/// The headers whose values follow from the URL, the body and the connection.
/// `api-core/src/headers.rs` and `api-macros/src/header.rs` have the same list: this tool needs neither.
const TRANSPORTS: [&str; 9] = [
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl<'t, 'a> Builder<'t, 'a> {
    /// Adds all parameters that are not in the path. `others` is the number of further arguments.
    pub(super) fn parameters(&mut self, others: usize) {
        let operation = self.operation;
        let outside = operation.parameters.iter().filter(|p| p.location != Location::Path);
        let outside: Vec<&Parameter> = outside
            .filter(|p| exact::constant(p).is_none() && !p.extensions.idempotency_key)
            .collect();
        let count = self.method.arguments.len() + outside.len() + others;
        let grouped: Vec<&Parameter> = match count > MOST_ARGUMENTS && !self.method.is_exact {
            true => self.groupable(&outside),
            false => Vec::new(),
        };
        for parameter in outside {
            if grouped.iter().any(|grouped| std::ptr::eq(*grouped, parameter)) {
                continue;
            }
            match parameter.location {
                Location::Path => {}
                Location::Query if parameter.name.is_empty() => {
                    self.loss(&parameter.at, "a parameter without a name is left out".to_owned());
                }
                Location::Query => self.query(parameter),
                Location::Header => self.header(parameter),
                Location::Cookie => {
                    let message = format!(
                        "the cookie `{}` is no parameter here; set it with `header(\"Cookie\", …)` of \
                         the call",
                        parameter.name
                    );
                    self.loss(&parameter.at, message);
                }
                Location::Querystring => self.querystring(parameter),
            }
        }
        if !grouped.is_empty() {
            self.group(&grouped);
        }
    }

    fn query(&mut self, parameter: &Parameter) {
        let context = self.context(&camel(&parameter.name));
        let rust = self.types.rust(&parameter.schema, &context);
        self.types.define_all();
        let bare = self.types.outside_of_a_body(&rust);
        let mut options: Vec<String> = Vec::new();
        let extensions = &parameter.extensions;
        if self.method.is_exact {
            Self::extensions(extensions, &mut options);
        }
        let mut written = bare.clone();
        if matches!(written, Rust::Item(_)) || self.types.is_named(rust.bare()) {
            written = rust.bare().clone();
        }
        match (&bare, parameter.style) {
            (Rust::List(_), _) if extensions.digits || digits_within(&parameter.schema) => {
                if !extensions.digits {
                    options.push("bools = \"digits\"".to_owned());
                }
                written = Rust::List(Box::new(Rust::Bool));
                options.extend(
                    style_name(parameter.style)
                        .filter(|_| parameter.style != Style::Deep)
                        .map(|list| format!("list = {list:?}")),
                );
            }
            _ if extensions.digits => written = Rust::Bool,
            (Rust::List(_), Style::Deep) if self.method.is_exact => {}
            (_, Style::Deep) if self.method.is_exact => {
                options.push("nested = \"brackets\"".to_owned());
            }
            (Rust::Json, style) if self.method.is_exact && style != Style::Json => {}
            _ if extensions.dots => {}
            (_, Style::Json) => options.push("json".to_owned()),
            (Rust::List(inner) | Rust::Optional(inner), _) => {
                if let Some(text) = self.list_in_query(parameter, inner, &mut options) {
                    written = text;
                }
            }
            (Rust::Json, _) => written = Rust::Text,
            (Rust::Map(_) | Rust::Item(_) | Rust::Tuple(_), _) if !self.types.is_scalar(&bare) => {
                if let Some(text) = self.object_in_query(parameter, &bare, &mut options) {
                    written = text;
                }
            }
            _ => {}
        }
        if parameter.reserved {
            let message = format!(
                "`{}` may hold reserved characters, which are percent-encoded here",
                parameter.name
            );
            self.loss(&parameter.at, message);
        }
        self.add(parameter, &written, options);
    }

    /// The options of a list in the query; and its type, if it is another than the list's own.
    fn list_in_query(
        &mut self,
        parameter: &Parameter,
        element: &Rust,
        options: &mut Vec<String>,
    ) -> Option<Rust> {
        let element = self.types.unaliased(element);
        let nests = !self.types.is_scalar(&element);
        let name = &parameter.name;
        match parameter.style {
            Style::Deep if nests => {
                options.push("list = \"indices\"".to_owned());
                options.push("nested = \"brackets\"".to_owned());
                None
            }
            Style::Deep => {
                options.push("list = \"brackets\"".to_owned());
                None
            }
            Style::Tsv => {
                let message =
                    format!("`{name}` has tabs between its elements; pass them as one text");
                self.loss(&parameter.at, message);
                Some(Rust::Text)
            }
            style => {
                options.extend(style_name(style).map(|list| format!("list = {list:?}")));
                nests.then(|| {
                    let message = format!(
                        "the elements of `{name}` are no scalars, and its style says nothing of \
                         them; pass each as a text"
                    );
                    self.loss(&parameter.at, message);
                    Rust::List(Box::new(Rust::Text))
                })
            }
        }
    }

    /// The options of an object in the query; and its type, if it is another than the object's own.
    fn object_in_query(
        &mut self,
        parameter: &Parameter,
        object: &Rust,
        options: &mut Vec<String>,
    ) -> Option<Rust> {
        let is_object = self.types.is_object(object);
        match parameter.style {
            Style::Deep => {
                // Without a number, it is not known where one element ends.
                let list = match self.types.has_lists_of_objects(object) {
                    true => "list = \"indices\"",
                    false => "list = \"brackets\"",
                };
                options.extend(["nested = \"brackets\"".to_owned(), list.to_owned()]);
            }
            // The members of an object stand for themselves; a list or a scalar has its name.
            Style::Repeat if is_object => options.push("flatten".to_owned()),
            Style::Repeat => {}
            style if is_object => {
                let message = format!(
                    "`{}` is an object, whose members stand between signs as in {}; pass it as \
                     one text",
                    parameter.name,
                    style.words()
                );
                self.loss(&parameter.at, message);
                return Some(Rust::Text);
            }
            style => options.extend(style_name(style).map(|list| format!("list = {list:?}"))),
        }
        None
    }

    /// Adds a parameter of this type and with these options.
    fn add(&mut self, parameter: &Parameter, rust: &Rust, options: Vec<String>) {
        let ty = self.sent(rust);
        let ty = match parameter.required || options.iter().any(|option| option == "flag") {
            true => ty,
            false => format!("Option<{ty}>"),
        };
        let word = attribute(parameter.location);
        // GET, HEAD, DELETE and OPTIONS send it in the query without being told.
        let unmarked = parameter.location == Location::Query
            && matches!(self.method.verb.as_str(), "GET" | "HEAD" | "DELETE" | "OPTIONS");
        let flattened = options.iter().any(|option| option == "flatten");
        let is_cursor = parameter.location.word() == self.cursor_place
            && self.cursor.as_ref() == Some(&parameter.name);
        let sensitive = match parameter.location {
            // In a query it may be seen by whoever sees the URL.
            Location::Query => "sensitive(in_url)",
            _ => "sensitive",
        };
        let marks = [
            (parameter.extensions.sensitive, sensitive),
            (parameter.deprecated, "deprecated"),
            (is_cursor, "cursor"),
        ];
        self.argument(&parameter.name, ty, parameter.description.clone(), |name| {
            let mut inside = Vec::new();
            let named = name != parameter.name || parameter.location == Location::Header;
            if !flattened && named {
                inside.push(format!("{:?}", parameter.name));
            }
            inside.extend(options);
            attributes(&marks, word, &inside, unmarked)
        });
    }

    fn header(&mut self, parameter: &Parameter) {
        let name = &parameter.name;
        // OpenAPI says that a description of these is to be ignored.
        if ["accept", "content-type", "authorization"].contains(&name.to_ascii_lowercase().as_str())
        {
            return;
        }
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.is_empty() || !name.chars().all(token) {
            let message = format!("`{name}` cannot be the name of a header, and is left out");
            self.loss(&parameter.at, message);
            return;
        }
        if TRANSPORTS.iter().any(|own| name.eq_ignore_ascii_case(own)) {
            let message =
                format!("the header `{name}` is written by the transport, and left out here");
            self.loss(&parameter.at, message);
            return;
        }
        let context = self.context(&camel(name));
        let rust = self.types.rust(&parameter.schema, &context);
        self.types.define_all();
        let bare = self.types.outside_of_a_body(&rust);
        let mut options = Vec::new();
        let written = match &bare {
            Rust::List(inner) if self.types.is_scalar(&self.types.unaliased(inner)) => {
                let list = parameter.extensions.list.as_deref().unwrap_or("csv");
                options.push(format!("list = {list:?}"));
                bare.clone()
            }
            Rust::Item(_) if self.types.is_enum(&bare) => rust.bare().clone(),
            _ if self.types.is_named(rust.bare()) => rust.bare().clone(),
            other if self.types.is_scalar(other) && !matches!(other, Rust::Item(_)) => {
                other.clone()
            }
            Rust::Json if self.method.is_exact => Rust::Json,
            Rust::Json => Rust::Text,
            Rust::Item(_) if self.types.is_scalar_union(&bare) => Rust::Text,
            _ => {
                if parameter.style != Style::Json {
                    let message = format!("`{name}` is an object; pass it as a text");
                    self.loss(&parameter.at, message);
                }
                Rust::Text
            }
        };
        self.add(parameter, &written, options);
    }

    /// The whole query (3.2).
    fn querystring(&mut self, parameter: &Parameter) {
        let context = self.context("Query");
        let rust = self.types.rust(&parameter.schema, &context);
        self.types.define_all();
        let bare = self.types.unaliased(rust.bare());
        if self.types.is_object(&bare) || matches!(bare, Rust::Map(_)) {
            self.add(parameter, rust.bare(), vec!["flatten".to_owned()]);
        } else {
            let message = format!("`{}` is the whole query, and no form", parameter.name);
            self.loss(&parameter.at, message);
        }
    }
}

/// The word of the language for a style of lists; none for the default.
pub(super) fn style_name(style: Style) -> Option<&'static str> {
    match style {
        Style::Csv => Some("csv"),
        Style::Ssv => Some("ssv"),
        Style::Pipes => Some("pipes"),
        Style::Deep => Some("brackets"),
        _ => None,
    }
}

/// `true` of a list of truth values that are written as digits.
fn digits_within(schema: &crate::model::Schema) -> bool {
    matches!(&schema.kind, crate::model::Kind::List(items) if items.extensions.digits)
}

pub(super) fn scalar(kind: &crate::model::Kind) -> bool {
    use crate::model::Kind;
    matches!(
        kind,
        Kind::Any
            | Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number { .. }
            | Kind::Text(_)
            | Kind::Enum(_)
    )
}
