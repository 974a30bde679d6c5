//! Two descriptions held against each other: what an API says today, and what its clients were written
//! for.
//!
//! | question | file |
//! | --- | --- |
//! | An operation is not found, though it is there | `operations.rs` |
//! | A difference of a parameter or a body | `parameters.rs`, `bodies.rs` |
//! | A difference of a status | `responses.rs` |
//! | A difference of a type or a field | `schemas.rs`, `formats.rs`, `limits.rs`, `objects.rs`, `unions.rs`, `tags.rs`, its name `names.rs` |
//! | A difference of an extension | `extensions.rs` |
//! | A difference of credentials or base URLs | `security.rs`, `servers.rs` |
//! | A difference that breaks calls and should not, or the reverse | where it is found: [`Checker::breaks`] and [`Checker::notes`] |

mod bodies;
mod committed;
mod difference;
mod extensions;
mod formats;
mod limits;
mod names;
mod objects;
mod operations;
mod parameters;
mod responses;
mod schemas;
mod security;
mod servers;
mod source;
mod tags;
mod unions;

use std::collections::HashSet;

pub use self::committed::{Committed, assert_committed, compare};
pub use self::difference::{Difference, Differences};
pub use self::source::Source;
use crate::document::{Description, Place, Problem};
use crate::model::{self, Api, Schema, TypeId};
use crate::stack::on_deep_stack;

/// Holds a description against another: that of an API against that of a trait, or the one of today
/// against the one that clients were written for.
///
/// `other` is what calls follow. A difference breaks calls if some that follow `other` would fail, or be
/// read wrongly, by what `description` says: a method, a path, a required parameter, a type, a value of
/// an enum, a status, or a required field that is gone. What is new and optional breaks nothing.
///
/// Both are a [`Description`], or anything that `Serialize`s as one: what `UsersClient::openapi()`
/// gives, a `serde_json::Value`, or the text of a description.
///
/// ```
/// use serde_json::json;
///
/// let api = json!({
///     "openapi": "3.1.0",
///     "paths": {"/users": {"get": {
///         "parameters": [{"name": "page", "in": "query", "required": true, "schema": {"type": "integer"}}],
///         "responses": {"200": {"description": "OK"}},
///     }}},
/// });
/// let calls = json!({
///     "openapi": "3.1.0",
///     "paths": {"/users": {"get": {
///         "operationId": "Users.list",
///         "tags": ["Users"],
///         "responses": {"200": {"description": "OK"}},
///     }}},
/// });
/// let differences = api_openapi::verify(api, calls)?;
/// assert_eq!(
///     differences.to_string(),
///     "breaks calls: `Users::list`, query `page`: it is required, and not sent",
/// );
/// # Ok::<(), api_openapi::Problem>(())
/// ```
///
/// # Errors
///
/// One of the two is no description. What is wrong inside of one is in [`Differences::problems`].
pub fn verify(description: impl Source, other: impl Source) -> Result<Differences, Problem> {
    let (description, other) = (description.description()?, other.description()?);
    on_deep_stack(|| differences(&description, &other))
}

fn differences(description: &Description, other: &Description) -> Result<Differences, Problem> {
    let (new, old) = (model::read(description)?, model::read(other)?);
    let mut checker = Checker {
        new: &new,
        old: &old,
        found: Vec::new(),
        seen: HashSet::new(),
        active: HashSet::new(),
        equal: HashSet::new(),
        at: Where::default(),
        tags: Vec::new(),
        discriminators: Vec::new(),
        depth: 0,
        form_lists: Vec::new(),
    };
    checker.servers();
    checker.operations();
    let mut problems = new.problems.clone();
    // Of a description that is compared with itself, each is wrong once.
    problems.extend(old.problems.iter().filter(|it| !new.problems.contains(it)).cloned());
    Ok(Differences::new(checker.found, problems))
}

/// The way of a value that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Way {
    Request,
    Response,
}

/// Where the comparison is, in the trait.
#[derive(Clone, Debug, Default)]
struct Where {
    trait_name: String,
    method: String,
    /// The parameter, or the body or response and the way into it.
    part: String,
}

/// The most types within each other that the stack has room for.
const DEPTH: usize = 16_000;

/// The comparison.
struct Checker<'a> {
    new: &'a Api,
    old: &'a Api,
    found: Vec<Difference>,
    /// The pairs of types that are compared already, so that one that holds itself ends.
    seen: HashSet<(TypeId, TypeId, Way)>,
    /// The pairs that are being compared, where one of the two has no name.
    active: HashSet<(*const Schema, *const Schema, Way)>,
    /// The pairs that do not differ, in any operation. Without them, the types of a large API would be
    /// compared once per operation, and those within unions once per variant.
    equal: HashSet<(TypeId, TypeId, Way)>,
    at: Where,
    /// The members that tell the variants of the enclosing unions apart. Their values are declared by
    /// the unions, on one side or on both.
    tags: Vec<&'a str>,
    /// Those of them that the new description names as discriminators: OpenAPI has them always there, even
    /// where a variant does not require them.
    discriminators: Vec<&'a str>,
    /// The number of types around the one that is compared.
    depth: usize,
    /// The lists of the form around that one side calls `ids[]`, and the other `ids`.
    form_lists: Vec<&'a str>,
}

impl Checker<'_> {
    /// Notes a difference that makes calls fail.
    fn breaks(&mut self, place: &Place, message: impl Into<String>) {
        self.found(place, message.into(), true);
    }

    /// Notes a difference that breaks no call.
    fn notes(&mut self, place: &Place, message: impl Into<String>) {
        self.found(place, message.into(), false);
    }

    fn found(&mut self, place: &Place, message: String, breaking: bool) {
        let difference = Difference {
            trait_name: self.at.trait_name.clone(),
            method: self.at.method.clone(),
            part: self.at.part.clone(),
            message,
            breaking,
            pointer: place.pointer.clone(),
            place: place.clone(),
        };
        if !self.found.contains(&difference) {
            self.found.push(difference);
        }
    }

    /// `true` if the old description allows only what it names. The description of a trait does not: it has
    /// a type for each value, and no limits.
    fn is_strict(&self) -> bool {
        !self.old.is_of_traits || self.new.is_of_traits
    }

    /// Compares something inside of the part: a member, or an element.
    fn within(&mut self, step: &str, compare: impl FnOnce(&mut Self)) {
        let length = self.at.part.len();
        self.at.part.push_str(step);
        compare(self);
        self.at.part.truncate(length);
    }

    /// Compares, and gives back what was found instead of keeping it.
    fn tried(&mut self, compare: impl FnOnce(&mut Self)) -> Vec<Difference> {
        let before = std::mem::take(&mut self.found);
        let seen = self.seen.clone();
        compare(self);
        self.seen = seen;
        std::mem::replace(&mut self.found, before)
    }
}
