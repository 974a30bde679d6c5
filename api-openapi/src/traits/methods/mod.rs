//! The methods of a trait: one per operation.
//!
//! | question | file |
//! | --- | --- |
//! | A wrong path | `path.rs` |
//! | A parameter in the wrong place or style | `parameters.rs`, in a struct of several `group.rs` |
//! | A wrong body of a request | `body.rs`, `loose.rs`, `form_style.rs` |
//! | A wrong return type | `responses.rs`, `statuses.rs`, `failures.rs` |
//! | A comment `Not exact` that is missing | `inexact.rs` |
//! | Wrong names or docs | `words.rs`, `render.rs` |
//! | The wrong order | this file |

mod body;
mod exact;
mod failures;
mod form_style;
mod group;
mod inexact;
mod loose;
mod parameters;
mod path;
mod render;
mod responses;
mod statuses;
mod words;

use super::names::{Taken, snake};
use super::shapes::{PageRule, find_page};
use super::types::{Context, ItemId, Rust, Types, Way};
use crate::document::Place;
use crate::model::{Location, Operation};

pub(crate) use self::exact::{credentials, page_words};
pub(crate) use self::failures::Failures;
pub(crate) use self::inexact::unserved;
pub(crate) use self::words::names;

/// As many arguments as a method may have before clippy objects: beyond, they are fields of a struct.
const MOST_ARGUMENTS: usize = 7;

/// A method of a trait.
#[derive(Debug, Default)]
pub(crate) struct Method {
    pub(crate) name: String,
    /// The name that its types are called after.
    pub(crate) stem: String,
    pub(crate) docs: String,
    /// Comments on what is not exact.
    pub(crate) comments: Vec<String>,
    pub(crate) verb: String,
    pub(crate) path: String,
    /// The options behind the path.
    pub(crate) options: Vec<String>,
    pub(crate) arguments: Vec<Argument>,
    /// The type that it returns on success.
    pub(crate) returns: String,
    /// The type of its failures, if they have one.
    pub(crate) failure: Option<String>,
    pub(crate) deprecated: bool,
    /// The envelope that its responses are in.
    pub(crate) wrapped: Option<String>,
    /// Its docs are Rust's already.
    pub(crate) is_exact: bool,
    /// The types of its responses that may be pages, where no parameter asks for another.
    pub(crate) unasked: Vec<Place>,
}

/// An argument of a method.
#[derive(Clone, Debug)]
pub(crate) struct Argument {
    /// As in `#[query("type")]`.
    pub(crate) attribute: Option<String>,
    /// In snake case, without `r#`.
    pub(crate) name: String,
    pub(crate) ty: String,
    pub(crate) docs: Option<String>,
}

/// A method while it is made.
pub(crate) struct Builder<'t, 'a> {
    pub(crate) types: &'t mut Types<'a>,
    pub(crate) operation: &'t Operation,
    pub(crate) trait_name: &'t str,
    /// The number of the trait.
    pub(crate) home: usize,
    pub(crate) method: Method,
    taken: Taken,
    /// The parameter that takes the cursor of a page.
    cursor: Option<String>,
    /// Where the cursor is sent.
    cursor_place: String,
    /// It reads the stream of several contents.
    pub(crate) streams: bool,
}

impl<'t, 'a> Builder<'t, 'a> {
    pub(crate) fn new(
        types: &'t mut Types<'a>,
        operation: &'t Operation,
        trait_name: &'t str,
        home: usize,
        name: String,
        stem: String,
    ) -> Self {
        let method = Method {
            name,
            stem,
            verb: operation.method.clone(),
            deprecated: operation.deprecated,
            docs: match types.api.is_of_traits {
                true => exact::docs(operation),
                false => words::docs(operation),
            },
            is_exact: types.api.is_of_traits,
            ..Method::default()
        };
        // The receiver, and what generated code calls a request.
        let taken = Taken::with(&["self"]);
        Self {
            types,
            operation,
            trait_name,
            home,
            method,
            taken,
            cursor: None,
            cursor_place: "query".to_owned(),
            streams: false,
        }
    }

    /// Makes the method of an operation, all but its failures.
    pub(crate) fn build(mut self) -> Method {
        if self.operation.extensions.url.is_some() {
            self.url();
        } else {
            self.path();
        }
        self.page();
        self.base();
        self.constants();
        self.inexact();
        let loose = self.loose_count();
        self.parameters(loose);
        self.body();
        self.responses();
        if self.operation.anonymous {
            self.method.options.push("credentials = none".to_owned());
        }
        self.method
    }

    /// Looks for a page in the response, which one parameter asks for.
    fn page(&mut self) {
        let operation = self.operation;
        let api = self.types.api;
        self.method.unasked = self.unasked();
        if api.is_of_traits {
            self.declared_page();
            return;
        }
        if self.types.options.both_ways() || self.streams || self.method.verb != "GET" {
            return;
        }
        let mut successes = operation.responses.iter().filter(|r| r.status.is_success());
        let (Some(response), None) = (successes.next(), successes.next()) else { return };
        let content = response.contents.iter().find(|content| content.is_json());
        let Some(schema) = content.and_then(|content| content.schema.as_ref()) else { return };
        let payload =
            self.types.wrapper_of(operation).and_then(|wrapper| wrapper.payload(api, schema));
        let schema = payload.flatten().map_or(schema, |payload| payload.schema);
        let Some(page) = find_page(api, operation, response, schema) else { return };
        if page.rule.items.is_none() {
            self.method.options.push(format!("page({})", page.rule.options.join(", ")));
            self.cursor = Some(page.parameter);
            self.method.unasked.clear();
            return;
        }
        // The type is made here, to see that all members that say something became fields.
        let context = self.context("Response");
        let rust = self.types.rust(schema, &context);
        self.types.define_all();
        let Some(item) = self.types.item_of(&rust) else { return };
        // One type has one way to go on.
        let known = self.types.pages.get(&item);
        if known.is_none_or(|known| *known == page.rule) && self.is_page(item, &page.rule) {
            self.types.pages.insert(item, page.rule);
            self.cursor = Some(page.parameter);
            self.method.unasked.clear();
        }
    }

    /// `true` if the fields of a type can be marked as those of a page.
    fn is_page(&self, item: ItemId, rule: &PageRule) -> bool {
        let length = |path: &[String]| self.types.way_to(item, path).map(|way| way.len());
        let items = rule.items.as_ref().and_then(|items| length(std::slice::from_ref(items)));
        items == Some(1) && rule.facts.iter().all(|(_, path)| length(path).is_some())
    }

    /// The types of what comes on success: another operation may make them pages.
    fn unasked(&self) -> Vec<Place> {
        let api = self.types.api;
        let successes = self.operation.responses.iter().filter(|r| r.status.is_success());
        let contents = successes.flat_map(|response| &response.contents);
        let schemas = contents.filter_map(|content| content.schema.as_ref());
        let payload = |schema| {
            let wrapper = self.types.wrapper_of(self.operation)?;
            Some(wrapper.payload(api, schema)??.schema)
        };
        schemas.map(|schema| api.resolved(payload(schema).unwrap_or(schema)).at.clone()).collect()
    }

    /// Names another base URL, where the operation has a server of its own.
    fn base(&mut self) {
        let api = self.types.api;
        if let Some(name) = &self.operation.extensions.base {
            self.method.options.push(format!("base = {name:?}"));
            return;
        }
        if self.operation.extensions.url.is_some() {
            return;
        }
        let Some(server) = self.operation.servers.first() else { return };
        let host = |url: &str| {
            let rest = url.split_once("://").map(|(_, rest)| rest)?;
            rest.split(['/', ':']).next().map(str::to_owned)
        };
        // Called after what tells it from the API's own: its host, or the end of its path.
        let label = match host(server) {
            Some(own) if api.servers.first().and_then(|url| host(url)) != Some(own.clone()) => {
                own.split('.').next().unwrap_or_default().to_owned()
            }
            _ => server.rsplit('/').next().unwrap_or_default().to_owned(),
        };
        let label = if label.ends_with(':') { "server" } else { label.as_str() };
        let name = self.types.base(server, &snake(label));
        self.method.options.push(format!("base = {name:?}"));
        let words = format!("\n\nThe base URL `{name}` is `{server}`.");
        self.method.docs.push_str(&words);
    }

    /// The context of a type that is named after the method.
    pub(crate) fn context(&self, what: &str) -> Context {
        Context { name: format!("{}{what}", self.method.stem), home: Some(self.home) }
    }

    /// Notes what is not exact, in a comment and in the report.
    pub(crate) fn loss(&mut self, at: &Place, message: String) {
        let item = format!("{}::{}", self.trait_name, self.method.name);
        self.types.loss(at, &item, &message);
        self.method.comments.push(format!("Not exact: {message}."));
    }

    /// Adds an argument, whose name is another if it is taken. `attribute` gets the name.
    fn argument(
        &mut self,
        wire_name: &str,
        ty: String,
        docs: Option<String>,
        attribute: impl FnOnce(&str) -> Option<String>,
    ) {
        let name = self.taken.claim(&snake(wire_name), "_");
        let attribute = attribute(&name);
        self.method.arguments.push(Argument { attribute, name, ty, docs });
    }

    /// The type of an argument that is sent, as it is written.
    fn sent(&mut self, rust: &Rust) -> String {
        self.types.mark(rust, Way::Sent);
        self.types.argument(rust)
    }
}

/// `true` of an operation that responds with a value or with a stream of its parts, as it is asked for.
pub(crate) fn streams(operation: &Operation) -> bool {
    let success = operation.responses.iter().find(|response| response.status.is_success());
    success.is_some_and(|response| {
        let mut contents = response.contents.iter();
        contents.any(|content| content.is_stream())
            && response.contents.iter().any(|content| !content.is_stream())
    })
}

/// The word of an attribute for a place.
fn attribute(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query | Location::Querystring => "query",
        Location::Header | Location::Cookie => "header",
    }
}

/// The attributes of an argument: the marks that are true, in front of the `word` of its place with what
/// is `inside`. An `unmarked` place is left out if there is nothing inside.
fn attributes(
    marks: &[(bool, &str)],
    word: &str,
    inside: &[String],
    unmarked: bool,
) -> Option<String> {
    let place = match inside.is_empty() {
        true if unmarked => None,
        true => Some(format!("#[{word}]")),
        false => Some(format!("#[{word}({})]", inside.join(", "))),
    };
    let marks = marks.iter().filter(|(is_set, _)| *is_set).map(|(_, word)| format!("#[{word}]"));
    let all: Vec<String> = marks.chain(place).collect();
    (!all.is_empty()).then(|| all.join(" "))
}
