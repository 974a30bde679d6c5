//! The rules about two things that do not fit together: a placeholder without a parameter, two bodies,
//! two endpoints with one request.

mod ambiguous;
mod base;
mod body;
mod fields;
mod page;
mod path;
mod server;

use std::collections::HashMap;
use std::path::Path;

use syn::{Ident, TraitItem};

use crate::ctxt::{self, Ctxt};
use crate::model::endpoint::Endpoint;
use crate::model::param::Param;
use crate::model::path::Piece;
use crate::model::service::Service;
use crate::model::slot::MethodSlot;
use crate::names;
use crate::params::Namespace;
use crate::symbol;
use crate::syntax::item::named;
use crate::syntax::ty;

/// Checks the endpoints. Those with an error become invalid ones.
pub(crate) fn service(service: &mut Service, ctxt: &mut Ctxt) {
    others(service, ctxt);
    let twins = twins(service);
    if !server::head(service, ctxt) {
        (service.server, service.stub) = (None, None);
    }
    let stubbed = service.stub.is_some();
    let described = service.openapi.is_some();
    let asked = server::asked(service).map(|asked| (asked, stubbed));
    let mut variants = HashMap::new();
    for slot in &mut service.methods {
        let MethodSlot::Endpoint(endpoint) = slot else { continue };
        let subject = ctxt::endpoint(&endpoint.sig.ident);
        let ((), clean) = ctxt.within(subject, |ctxt| {
            name(endpoint, described, ctxt);
            server::variants(endpoint, &mut variants, stubbed, ctxt);
            let twin = twins.iter().find(|twin| twin.second == endpoint.sig.ident);
            let same = twin.filter(|twin| twin.same_base && !endpoint.overload);
            let twin = twin.map(|twin| twin.first.as_str());
            if let Some(Twin { first, .. }) = same {
                ctxt.error(
                    endpoint.path_span,
                    format!("`{first}` has the same method and path"),
                    "change the path, or write `overload` if both are meant: with other parameters, or for a response \
                     that is read in another way",
                );
            } else if let Some(asked) = asked {
                server::endpoint(endpoint, twin, asked, ctxt);
            }
            path::placeholders(endpoint, ctxt);
            path::foreign_placeholders(endpoint, ctxt);
            path::url(endpoint, ctxt);
            base::base(endpoint, ctxt);
            base::redirects(endpoint, ctxt);
            body::body(endpoint, ctxt);
            fields::fields(endpoint, ctxt);
            page::page(endpoint, ctxt);
            wire_names(endpoint, ctxt);
            example(endpoint, ctxt);
        });
        if !clean {
            slot.invalidate();
        }
    }
    // The method of the trait stays, so that the code that calls it goes on compiling.
    let has_openapi =
        |slot: &MethodSlot| matches!(slot, MethodSlot::Invalid(it) if it.name() == symbol::OPENAPI);
    if service.methods.iter().any(has_openapi) {
        service.openapi = None;
    }
    if service.server.is_some() {
        mark_ambiguous(service);
    }
}

/// Marks the endpoints whose requests may fit another endpoint of a server, too. `overload` says that
/// this is meant.
fn mark_ambiguous(service: &mut Service) {
    let endpoints: Vec<&Endpoint> = service.endpoints().collect();
    let is_ambiguous = |(index, endpoint): (usize, &&Endpoint)| {
        let mut before = endpoints.iter().take(index);
        !endpoint.overload && before.any(|other| ambiguous::ambiguous(endpoint, other))
    };
    let marks: Vec<bool> = endpoints.iter().enumerate().map(is_ambiguous).collect();
    for (endpoint, mark) in service.endpoints_mut().zip(marks) {
        endpoint.is_ambiguous = mark;
    }
}

/// Checks the constants and types beside the methods: the client can take over only those that have
/// a value in the trait.
fn others(service: &mut Service, ctxt: &mut Ctxt) {
    for item in &service.others {
        match item {
            TraitItem::Type(item) => {
                ctxt.error_at(
                    &item.ident,
                    format!("the client would have no type for `{}`", item.ident),
                    format!(
                        "make it a parameter of the trait, as in `trait Users<{}>`",
                        item.ident
                    ),
                );
                // A method that names it would be a second error.
                for slot in &mut service.methods {
                    if ty::mentions(slot.sig(), &item.ident) {
                        slot.invalidate();
                    }
                }
            }
            TraitItem::Const(item) if item.default.is_none() => ctxt.error_at(
                &item.ident,
                format!("the client would have no value for `{}`", item.ident),
                "give it a value here, or make it a parameter of a method",
            ),
            _ => {}
        }
    }
}

/// Two endpoints that send the same request, if need be to two base URLs.
struct Twin {
    first: String,
    second: Ident,
    same_base: bool,
}

/// The endpoints that send the same request as one before them: the same method, path and constants.
/// Endpoints with a `#[cfg]` do not count, since at most one of two may be compiled.
fn twins(service: &Service) -> Vec<Twin> {
    let mut seen: HashMap<String, (String, Option<String>)> = HashMap::new();
    let mut twins = Vec::new();
    for endpoint in service.endpoints().filter(|e| e.url().is_none()) {
        if named(&endpoint.attrs, &["cfg"]).next().is_some() {
            continue;
        }
        let path: String = endpoint.template.pieces.iter().map(Piece::anonymous).collect();
        let mut headers: Vec<_> = endpoint
            .headers
            .iter()
            .filter_map(|header| Some((header.name.to_ascii_lowercase(), header.value.as_ref()?)))
            .collect();
        headers.sort_unstable();
        let constants = (&endpoint.query.pairs, headers, &endpoint.fields);
        let request = format!("{} {path} {constants:?}", endpoint.method);
        let name = names::plain(&endpoint.sig.ident);
        let base = endpoint.base.as_ref().map(syn::LitStr::value);
        if let Some((first, of_first)) = seen.get(&request) {
            let (first, second) = (first.clone(), endpoint.sig.ident.clone());
            twins.push(Twin { first, second, same_base: base == *of_first });
        } else {
            seen.entry(request).or_insert((name, base));
        }
    }
    twins
}

/// Checks that the client has no other method of this name.
fn name(endpoint: &Endpoint, described: bool, ctxt: &mut Ctxt) {
    let name = names::plain(&endpoint.sig.ident);
    let is_method = symbol::CLIENT_METHODS.contains(&name.as_str());
    let taken = if is_method || (described && name == symbol::OPENAPI) {
        "a method"
    } else if name == symbol::ENDPOINTS {
        "a constant"
    } else {
        return;
    };
    ctxt.error_at(
        &endpoint.sig.ident,
        format!("the client has {taken} `{name}` of its own"),
        "give the endpoint another name: it is not sent",
    );
}

/// Checks that no two parameters go to the same place under the same name.
fn wire_names(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let mut seen: HashMap<(Namespace, String), &Param> = HashMap::new();
    for param in endpoint.params() {
        let Some(namespace) = param.kind.rules().namespace() else { continue };
        let name = &param.wire_name;
        if name.is_empty() || !param.cfgs.is_empty() {
            continue;
        }
        let key = if namespace.ignores_case { name.to_ascii_lowercase() } else { name.clone() };
        if let Some(first) = seen.insert((namespace, key), param)
            // Two arguments of one name are an error of the compiler's own.
            && first.ident != param.ident
        {
            let word = namespace.word;
            ctxt.error_in(
                &param.ident,
                param.ident.span(),
                format!("the {word} `{name}` is set by `{}` already", first.ident),
                "give one of them another name, or pass a list",
            );
        }
    }
}

/// Checks that the file of a recorded response exists. The compiler would report it in its own words,
/// with a path that belongs to the machine.
fn example(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let Some(example) = &endpoint.example else { return };
    let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR") else { return };
    let path = example.value();
    if !Path::new(&package).join(&path).is_file() {
        ctxt.error_at(
            example,
            format!("there is no file `{path}` in this package"),
            "write the path from the folder of `Cargo.toml`",
        );
    }
}
