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

use indexmap::IndexMap;

use self::files::Sources;
pub use self::files::{File, Traits};
use self::methods::{Builder, Failures, Method};
use self::names::{Taken, camel};
pub use self::options::{Dates, Options};
pub use self::report::{Loss, Report};
use self::shapes::{Limits, Wrapper};
use self::types::Types;
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

/// A trait that is written.
pub(crate) struct Trait {
    pub(crate) name: String,
    /// The name of its file.
    pub(crate) module: String,
    pub(crate) docs: String,
    pub(crate) methods: Vec<Method>,
    /// The envelope that most of its responses are in.
    pub(crate) envelope: Option<String>,
    /// The credentials that it declares.
    pub(crate) credentials: Option<String>,
    /// Why it can have no server.
    pub(crate) unserved: Option<String>,
}

fn written(description: &Description, options: &Options) -> Result<Traits, Problem> {
    let api = model::read(description)?;
    let stem = stem(description, &api);
    let wanted: Vec<&Operation> =
        api.operations.iter().filter(|o| options.wants(&o.path, &o.tags)).collect();
    let mut by_tag: IndexMap<String, Vec<&Operation>> = IndexMap::new();
    for operation in &wanted {
        let asked = operation
            .tags
            .iter()
            .find(|tag| options.tags.iter().any(|asked| asked.eq_ignore_ascii_case(tag)));
        let tag = asked.or(operation.tags.first()).cloned().unwrap_or_else(|| stem.clone());
        by_tag.entry(tag).or_default().push(operation);
    }
    let mut types = Types::new(&api, description, options);
    let error = types.names.claim(&format!("{stem}Error"), "");
    if !api.is_of_traits {
        types.wrapper = Wrapper::find(&api, &wanted, &stem, &mut types);
        types.limits = Limits::find(&api, &wanted);
    }
    let mut failures = Failures::new(error, &types, &wanted);
    let mut traits: Vec<Trait> = Vec::new();
    let mut modules = Taken::with(&["types", "mod", "lib", "main"]);
    let mut stems = Taken::default();
    // The requests of the traits so far, each with the number of its trait.
    let mut requests: Vec<((String, String), usize)> = Vec::new();
    for (tag, operations) in &by_tag {
        let name = trait_name(&camel(tag), &mut types.names);
        let module = names::module(tag);
        let home = traits.len();
        let mut taken = Taken::default();
        let mut methods = Vec::new();
        for operation in operations {
            let (method, types_stem) = methods::names(operation, tag, api.is_of_traits);
            let method = taken.claim(&method, "_");
            let types_stem = stems.claim(&types_stem, "");
            let stream = methods::streams(operation).then(|| {
                let method = taken.claim(&format!("{method}_stream"), "_");
                let stem = types_stem.clone();
                let mut builder = Builder::new(&mut types, operation, &name, home, method, stem);
                builder.streams = true;
                let mut built = builder.build();
                built.options.push("overload".to_owned());
                failures.give(&mut types, operation, &name, home, built)
            });
            let built =
                Builder::new(&mut types, operation, &name, home, method, types_stem).build();
            let mut built = failures.give(&mut types, operation, &name, home, built);
            let request = (built.verb.clone(), model::anonymous(&built.path));
            // A description holds the requests of all traits.
            let is_described = options.openapi || api.is_of_traits;
            let is_same = |(other, trait_of): &((String, String), usize)| {
                *other == request && (*trait_of == home || is_described)
            };
            if requests.iter().any(is_same) {
                built.options.push("overload".to_owned());
            }
            requests.push((request, home));
            methods.push(built);
            methods.extend(stream);
        }
        let envelope = most_frequent(methods.iter().filter_map(|it| it.wrapped.as_deref()));
        for method in methods.iter_mut().filter(|method| method.wrapped != envelope) {
            let own = method.wrapped.as_deref().unwrap_or("none");
            method.options.push(format!("envelope = {own}"));
        }
        let credentials = options.openapi.then(|| credentials(operations)).flatten();
        let docs = api.tags.get(tag).filter(|docs| !docs.trim().is_empty()).cloned();
        let docs = match api.is_of_traits {
            true => docs.unwrap_or_default(),
            false => docs.unwrap_or_else(|| title(&api, tag)),
        };
        let module = modules.claim(&module, "_");
        let unserved = options.server.then(|| methods::unserved(&methods)).flatten();
        if let (Some(message), Some(first)) = (&unserved, operations.first()) {
            types.loss(&first.at, &name, message);
        }
        traits.push(Trait { name, module, docs, methods, envelope, credentials, unserved });
    }
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

/// The one that is there most often; of several, the first.
fn most_frequent<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let most = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(name, _)| name.to_owned())
}

/// The credentials that all operations of a trait need which need any; none if they differ.
fn credentials(operations: &[&Operation]) -> Option<String> {
    let mut needed = operations.iter().filter_map(|operation| operation.security.as_ref());
    let mut needed = needed.by_ref().filter(|security| security.iter().any(|all| !all.is_empty()));
    let first = needed.next()?;
    needed.all(|other| other == first).then(|| methods::credentials(first)).flatten()
}

/// The name of a trait whose client, server and stub have names of their own, too.
fn trait_name(name: &str, taken: &mut Taken) -> String {
    let is_free = |name: &str, taken: &Taken| {
        ["", "Client", "Server", "Stub"].iter().all(|end| !taken.contains(&format!("{name}{end}")))
    };
    let mut chosen = name.to_owned();
    let mut number = 2usize;
    while !is_free(&chosen, taken) {
        chosen = match number {
            2 => format!("{name}Api"),
            number => format!("{name}Api{}", number - 1),
        };
        number += 1;
    }
    for end in ["", "Client", "Server", "Stub"] {
        taken.claim(&format!("{chosen}{end}"), "");
    }
    chosen
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

fn title(api: &Api, tag: &str) -> String {
    match api.title.trim() {
        "" => format!("The operations of `{tag}`."),
        title => format!("{title}: {tag}."),
    }
}
