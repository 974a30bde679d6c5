//! Traits from a description, as a person would have written them.
//!
//! ```text
//! Description ─model::read→ Api ─select→ operations by trait ─methods/→ methods ┐
//!                                                        └────types/→ items   ├─files→ files of Rust
//!                                                                               ┘
//! ```
//!
//! | question | file |
//! | --- | --- |
//! | A method in the wrong trait, or a trait that is called otherwise | `writer.rs` |
//! | A wrong method | `methods/` |
//! | An envelope, a page or a limit that is not found, or is none | `shapes/` |
//! | A wrong type | `types/` |
//! | A wrong or unstable name | `names/` |
//! | A doc comment that rustdoc or clippy objects to | `docs/` |
//! | Wrong files | `files.rs` |
//! | A wrong `use` line | `uses.rs` |
//! | A layout that is not rustfmt's | `format.rs` |
//! | An edited item that is lost | `kept.rs` |

mod docs;
mod files;
mod format;
mod kept;
mod methods;
mod names;
mod options;
mod report;
mod shapes;
mod types;
mod uses;
mod writer;

use std::hash::Hash;

use indexmap::IndexMap;

use self::files::Sources;
pub use self::files::{File, Traits};
use self::methods::Failures;
use self::names::camel;
pub use self::options::{Dates, Options};
pub use self::report::{Loss, Report};
use self::shapes::{Limits, Wrapper};
use self::types::Types;
pub(crate) use self::writer::Trait;
use self::writer::Writer;
use crate::document::{Description, Problem};
use crate::model::{self, Api, Operation};
use crate::stack::on_deep_stack;

/// Writes the traits of a description, and the types that they reach.
///
/// # Errors
///
/// The file is no description. What is wrong inside of one is in [`Report::problems`], and the rest is
/// written all the same.
pub fn traits(description: &Description, options: &Options) -> Result<Traits, Problem> {
    on_deep_stack(|| written(description, options))
}

fn written(description: &Description, options: &Options) -> Result<Traits, Problem> {
    let api = model::read(description)?;
    let stem = stem(description, &api);
    let wanted: Vec<&Operation> =
        api.operations.iter().filter(|o| options.wants(&o.path, &o.tags)).collect();
    let mut types = Types::new(&api, description, options);
    let error = types.names.claim(&format!("{stem}Error"), "");
    if !api.is_of_traits {
        types.wrapper = Wrapper::find(&api, &wanted, &stem, &mut types);
        types.limits = Limits::find(&api, &wanted);
    }
    let failures = Failures::new(error, &types, &wanted);
    let mut writer = Writer::new(&api, options, types, failures);
    for (tag, operations) in &by_tag(&wanted, options, &stem) {
        writer.add(tag, operations);
    }
    let Writer { mut types, failures, mut traits, .. } = writer;
    for method in traits.iter_mut().flat_map(|it| &mut it.methods) {
        if method.unasked.iter().any(|at| types.is_page(at)) {
            method.options.push("page(none)".to_owned());
        }
    }
    for (name, at) in &api.webhooks {
        types.loss(at, name, files::WEBHOOK);
    }
    for at in description.repeated() {
        let name = at.steps().pop().unwrap_or_default();
        types.loss(&at, &name, "it is here twice, and the last counts");
    }
    failures.define(&mut types);
    types.define_all();
    types.keep_undescribed();
    types.keep_tags();
    types.make_constants();
    types.break_cycles();
    types.keep_named();
    let report = Report {
        operations: wanted.len(),
        written: wanted.len(),
        traits: traits.len(),
        types: types.items.len(),
        losses: types.losses.clone(),
        problems: api.problems.clone(),
    };
    Ok(Sources { api: &api, types: &types, traits: &traits, options }.write(report))
}

/// The operations of each trait, by its tag: the first that is asked for, else the first.
fn by_tag<'o>(
    operations: &[&'o Operation],
    options: &Options,
    stem: &str,
) -> IndexMap<String, Vec<&'o Operation>> {
    let is_asked = |tag: &&String| options.tags.iter().any(|own| own.eq_ignore_ascii_case(tag));
    let mut by_tag: IndexMap<String, Vec<&Operation>> = IndexMap::new();
    for operation in operations {
        let tag = operation.tags.iter().find(is_asked).or(operation.tags.first());
        by_tag.entry(tag.map_or(stem, |tag| tag).to_owned()).or_default().push(operation);
    }
    by_tag
}

/// The value that is there most often; of several, the first.
fn most_frequent<T: Eq + Hash>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: IndexMap<T, usize> = IndexMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

/// A name for what belongs to the whole API: that of the file, or of the title where the file is called
/// as any other.
fn stem(description: &Description, api: &Api) -> String {
    let stem = description.path().file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    let general =
        ["openapi", "swagger", "api", "spec", "schema", "description", "index", "root", ""];
    if !general.contains(&stem.to_ascii_lowercase().as_str()) {
        return camel(stem);
    }
    let title: Vec<&str> = api.title.split_whitespace().take(2).collect();
    match title.is_empty() {
        true => "Api".to_owned(),
        false => camel(&title.join(" ")),
    }
}
