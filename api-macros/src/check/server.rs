//! Declarations that a client can call, and a server or a stub cannot serve. A stub is a server.

use std::collections::HashMap;

use syn::GenericParam;
use syn::spanned::Spanned as _;

use crate::ctxt::Ctxt;
use crate::model::endpoint::Endpoint;
use crate::model::path::Piece;
use crate::model::service::Service;
use crate::names;
use crate::symbol;
use crate::syntax::item::named;
use crate::syntax::ty;

/// The word that asked for a server.
pub(super) fn asked(service: &Service) -> Option<&'static str> {
    match (&service.server, &service.stub) {
        (Some(_), _) => Some(symbol::SERVER),
        (None, Some(_)) => Some(symbol::STUB),
        (None, None) => None,
    }
}

fn apart(asked: &str) -> String {
    format!("declare the endpoint in a trait of its own, without `{asked}`")
}

/// Checks the trait itself. Returns false if there can be no server: it runs as long as the program,
/// and nothing that it serves may borrow.
pub(super) fn head(service: &Service, ctxt: &mut Ctxt) -> bool {
    let Some(asked) = asked(service) else { return true };
    for param in service.head.generics.lifetimes() {
        let lifetime = &param.lifetime;
        ctxt.error(
            lifetime.span(),
            format!("the server of this trait may outlive `{lifetime}`"),
            format!("use owned types in the trait, or leave `{asked}` out"),
        );
    }
    service.head.generics.lifetimes().next().is_none()
}

/// Checks that a server can recognize the endpoint by its request, and read all its arguments.
pub(super) fn endpoint(
    endpoint: &Endpoint,
    twin: Option<&str>,
    (asked, stubbed): (&str, bool),
    ctxt: &mut Ctxt,
) {
    let apart = apart(asked);
    if let Some(first) = twin {
        let message =
            format!("`{first}` takes the same request, and a server could not tell them apart");
        let help = format!(
            "give one another path or another constant in the query or the headers, or {apart}"
        );
        ctxt.error(endpoint.path_span, message, help);
    }
    if let Some(url) = endpoint.url() {
        let fault = "it may be the URL of another server, which this one cannot serve";
        ctxt.error_in(&url.ident, url.span, fault, &apart);
    }
    if stubbed
        && let Some(name) = symbol::STUB_METHODS.iter().find(|name| endpoint.sig.ident == *name)
    {
        ctxt.error_at(
            &endpoint.sig.ident,
            format!("the stub has a method `{name}` of its own"),
            "give the endpoint another name: it is not sent",
        );
    }
    for argument in endpoint.arguments.iter().filter(|argument| !argument.cfgs().is_empty()) {
        let ident = argument.ident();
        ctxt.error_in(
            ident,
            ident.span(),
            "the server would need this parameter in every build",
            "put `#[cfg]` on two endpoints, one with the parameter and one without",
        );
    }
    let front = endpoint.template.pieces.split_last().map_or(&[][..], |(_, front)| front);
    for piece in front {
        if let Piece::Rest(name) = piece {
            ctxt.error(
                endpoint.path_span,
                format!("a server could not tell where `{{{name}*}}` ends"),
                format!("move it to the end of the path, write `{{{name}}}`, or {apart}"),
            );
        }
    }
    generics(endpoint, &apart, ctxt);
}

/// Checks that the stub's enum of calls has one variant for each endpoint.
pub(super) fn variants(
    endpoint: &Endpoint,
    taken: &mut HashMap<String, String>,
    stubbed: bool,
    ctxt: &mut Ctxt,
) {
    let name = names::plain(&endpoint.sig.ident);
    let variant = names::variant(&name);
    // Of two methods of one name, each with a `#[cfg]`, at most one is compiled.
    let is_conditional = named(&endpoint.attrs, &["cfg"]).next().is_some();
    match taken.get(&variant) {
        Some(first) if *first == name && is_conditional => {}
        Some(first) if stubbed => ctxt.error_at(
            &endpoint.sig.ident,
            format!("the calls of `{first}` are a variant `{variant}` of the stub already"),
            "give one of the two endpoints another name: it is not sent",
        ),
        _ => _ = taken.insert(variant, name),
    }
}

/// Checks for types that only the caller knows.
fn generics(Endpoint { sig, arguments, .. }: &Endpoint, apart: &str, ctxt: &mut Ctxt) {
    const UNKNOWN: &str = "the caller chooses this type, and a server could not know it";

    let help = format!("write one type instead, or {apart}");
    for param in &sig.generics.params {
        match param {
            GenericParam::Type(param) => ctxt.error_at(&param.ident, UNKNOWN, &help),
            GenericParam::Const(param) => ctxt.error_at(&param.ident, UNKNOWN, &help),
            GenericParam::Lifetime(_) => {}
        }
    }
    for argument in arguments.iter().filter(|argument| ty::is_opaque(argument.ty())) {
        ctxt.error_in(argument.ident(), argument.ty().span(), UNKNOWN, &help);
    }
}
