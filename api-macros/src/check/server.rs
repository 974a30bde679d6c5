//! What a client can do and a server cannot.

use syn::GenericParam;
use syn::spanned::Spanned as _;

use crate::ctxt::Ctxt;
use crate::model::endpoint::Endpoint;
use crate::model::param::Place;
use crate::model::service::Service;
use crate::syntax::ty;

const APART: &str = "declare the endpoint in a trait of its own, without `server`";

/// What a server is of lives as long as that runs. Gives whether there can be a server.
pub(super) fn head(service: &Service, ctxt: &mut Ctxt) -> bool {
    if service.server.is_none() {
        return true;
    }
    for param in service.head.generics.lifetimes() {
        let lifetime = &param.lifetime;
        ctxt.error(lifetime.span(), format!("a server may outlive `{lifetime}`"))
            .note("let the trait own what it is about, or leave `server` out");
    }
    service.head.generics.lifetimes().next().is_none()
}

/// An endpoint can be told from the others by its request, and all of its arguments be read there.
pub(super) fn endpoint(endpoint: &Endpoint, twin: Option<&str>, ctxt: &mut Ctxt) {
    if let Some(first) = twin {
        let message =
            format!("`{first}` takes the same request, and a server could not tell them apart");
        ctxt.error(endpoint.path_span, message)
            .note(format!("tell them apart by the path or by a constant of the query, or {APART}"));
    }
    if let Some(url) = endpoint.params.iter().find(|param| param.place == Place::Url) {
        ctxt.error_in(&url.ident, url.span, "a server cannot take any URL, only paths of its own")
            .note(APART);
    }
    generics(endpoint, ctxt);
}

/// A type that only the caller knows is none that a server could read.
fn generics(Endpoint { sig, params, .. }: &Endpoint, ctxt: &mut Ctxt) {
    const UNKNOWN: &str = "the caller chooses this type, so that a server does not know it";
    const NAMED: &str = "name one type";

    for param in &sig.generics.params {
        match param {
            GenericParam::Type(param) => ctxt.error_at(&param.ident, UNKNOWN),
            GenericParam::Const(param) => ctxt.error_at(&param.ident, UNKNOWN),
            GenericParam::Lifetime(_) => continue,
        }
        .note(format!("{NAMED}, or {APART}"));
    }
    for param in params.iter().filter(|param| ty::is_opaque(&param.ty)) {
        ctxt.error_in(&param.ident, param.ty.span(), UNKNOWN).note(format!("{NAMED}, or {APART}"));
    }
}
