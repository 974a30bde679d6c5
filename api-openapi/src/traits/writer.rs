//! The traits, one after the other: their methods, and what all methods of one share.

use std::collections::HashSet;

use super::methods::{self, Builder, Failures, Method};
use super::names::{self, Taken, camel};
use super::types::Types;
use super::{Options, most_frequent};
use crate::model::{self, Api, Operation};

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

/// The traits so far, and what those that follow have to know of them.
pub(super) struct Writer<'a> {
    api: &'a Api,
    options: &'a Options,
    pub(super) types: Types<'a>,
    pub(super) failures: Failures,
    pub(super) traits: Vec<Trait>,
    /// The names of their files.
    modules: Taken,
    /// The beginnings of the names of types that belong to one method.
    stems: Taken,
    /// The requests so far: method, path without names, and the number of the trait among whose methods they
    /// must differ.
    requests: HashSet<(String, String, usize)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        api: &'a Api,
        options: &'a Options,
        types: Types<'a>,
        failures: Failures,
    ) -> Self {
        let modules = Taken::with(&["types", "mod", "lib", "main"]);
        let (traits, stems, requests) = (Vec::new(), Taken::default(), HashSet::new());
        Self { api, options, types, failures, traits, modules, stems, requests }
    }

    /// Adds the trait of a tag.
    pub(super) fn add(&mut self, tag: &str, operations: &[&Operation]) {
        let name = trait_name(&camel(tag), &mut self.types.names);
        let mut methods = self.methods(&name, tag, operations);
        let envelope = most_frequent(methods.iter().filter_map(|it| it.wrapped.clone()));
        for method in methods.iter_mut().filter(|method| method.wrapped != envelope) {
            let own = method.wrapped.as_deref().unwrap_or("none");
            method.options.push(format!("envelope = {own}"));
        }
        let credentials = self.options.openapi.then(|| credentials(operations)).flatten();
        let docs = self.api.tags.get(tag).filter(|docs| !docs.trim().is_empty()).cloned();
        let docs = match self.api.is_of_traits {
            true => docs.unwrap_or_default(),
            false => docs.unwrap_or_else(|| title(self.api, tag)),
        };
        let module = self.modules.claim(&names::module(tag), "_");
        let unserved = self.options.server.then(|| methods::unserved(&methods)).flatten();
        if let (Some(message), Some(first)) = (&unserved, operations.first()) {
            self.types.loss(&first.at, &name, message);
        }
        self.traits.push(Trait { name, module, docs, methods, envelope, credentials, unserved });
    }

    /// The methods of the next trait.
    fn methods(&mut self, name: &str, tag: &str, operations: &[&Operation]) -> Vec<Method> {
        let mut taken = Taken::default();
        // A description holds the requests of all traits.
        let is_described = self.options.openapi || self.api.is_of_traits;
        let among = if is_described { 0 } else { self.traits.len() };
        let mut methods = Vec::new();
        for operation in operations {
            let (method, stem) = methods::names(operation, tag, self.api.is_of_traits);
            let method = taken.claim(&method, "_");
            let stem = self.stems.claim(&stem, "");
            let stream = methods::streams(operation).then(|| {
                let method = taken.claim(&format!("{method}_stream"), "_");
                let mut built = self.method(operation, name, method, stem.clone(), true);
                built.options.push("overload".to_owned());
                built
            });
            let mut built = self.method(operation, name, method, stem, false);
            let request = (built.verb.clone(), model::anonymous(&built.path), among);
            if !self.requests.insert(request) {
                built.options.push("overload".to_owned());
            }
            methods.push(built);
            methods.extend(stream);
        }
        methods
    }

    /// The method of an operation, or the one of its stream.
    fn method(
        &mut self,
        operation: &Operation,
        trait_name: &str,
        name: String,
        stem: String,
        streams: bool,
    ) -> Method {
        let home = self.traits.len();
        let mut builder = Builder::new(&mut self.types, operation, trait_name, home, name, stem);
        builder.streams = streams;
        let built = builder.build();
        self.failures.give(&mut self.types, operation, trait_name, home, built)
    }
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

fn title(api: &Api, tag: &str) -> String {
    match api.title.trim() {
        "" => format!("The operations of `{tag}`."),
        title => format!("{title}: {tag}."),
    }
}
