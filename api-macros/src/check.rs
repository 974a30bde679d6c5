//! The rules that look at two things.

use crate::ctxt::Ctxt;
use crate::model::endpoint::Endpoint;
use crate::model::names;
use crate::model::param::Location;
use crate::model::service::{MethodSlot, Service};
use crate::symbol;

/// Checks the endpoints; those with a mistake become invalid ones.
pub(crate) fn service(service: &mut Service, ctxt: &mut Ctxt) {
    for slot in &mut service.methods {
        let MethodSlot::Endpoint(endpoint) = slot else { continue };
        let subject = format!("endpoint `{}`", names::plain(&endpoint.sig.ident));
        let ((), clean) = ctxt.within(subject, |ctxt| {
            name(endpoint, ctxt);
            placeholders(endpoint, ctxt);
            body(endpoint, ctxt);
        });
        if !clean {
            slot.invalidate();
        }
    }
}

/// The client has methods of its own.
fn name(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let name = names::plain(&endpoint.sig.ident);
    if symbol::CLIENT_METHODS.contains(&name.as_str()) {
        ctxt.error_at(&endpoint.sig.ident, format!("the client has a method `{name}` of its own"))
            .note("call the endpoint otherwise; its name is not sent");
    }
}

/// Every placeholder is filled by one parameter, and every path parameter fills one.
fn placeholders(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let in_path = || endpoint.params.iter().filter(|param| param.location == Location::Path);
    for placeholder in endpoint.template.placeholders() {
        let mut fills = in_path().filter(|param| param.wire_name == placeholder);
        if fills.next().is_none() {
            ctxt.error_at(
                &endpoint.path,
                format!("nothing fills the placeholder `{{{placeholder}}}`"),
            )
            .note(format!(
                "add a parameter `{placeholder}`, or mark one with `#[path(\"{placeholder}\")]`"
            ));
        }
        for second in fills {
            ctxt.error_at(&second.ident, format!("`{{{placeholder}}}` is filled already"))
                .note("a placeholder takes one value");
        }
    }
    for param in in_path() {
        let name = &param.wire_name;
        if !endpoint.template.placeholders().any(|placeholder| placeholder == name) {
            ctxt.error_at(&param.ident, format!("the path has no placeholder `{{{name}}}`"))
                .note("write it into the path, or leave `#[path]` out");
        }
    }
}

/// There is one body, and only where HTTP gives it a meaning.
fn body(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let at = |location| endpoint.params.iter().filter(move |param| param.location == location);
    let method = endpoint.method.as_str();
    if matches!(method, "GET" | "HEAD")
        && let Some(param) = at(Location::Body).chain(at(Location::Field)).next()
    {
        ctxt.error_at(&param.ident, format!("a {method} request has no body"))
            .note("send the value in the query, or declare another method");
        return;
    }
    let mut bodies = at(Location::Body);
    let Some(body) = bodies.next() else { return };
    for second in bodies {
        ctxt.error_at(&second.ident, format!("the body is `{}` already", body.ident))
            .note("put both into one struct that derives `serde::Serialize`");
    }
    if let Some(field) = at(Location::Field).next() {
        let message =
            format!("`{}` is the whole body, which leaves no room for a field", body.ident);
        ctxt.error_at(&field.ident, message).note(format!(
            "make `{}` a member of the body's type, or mark it `#[query]`",
            field.ident
        ));
    }
}
