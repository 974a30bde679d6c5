//! The body, and the parameters that it is made of.

use crate::ctxt::Ctxt;
use crate::model::endpoint::Endpoint;
use crate::model::param::Param;
use crate::params::{Loose, Misfit};
use crate::vocab::Retry;

/// Checks that there is one body at most, and only where HTTP gives it a meaning.
pub(super) fn body(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let mut bodies = endpoint.params().filter(|param| param.is_body());
    let body = bodies.next();
    let any = body.or_else(|| endpoint.loose_params().next());
    let method = endpoint.method.as_str();
    let refused = method == "HEAD" || (method == "GET" && !endpoint.allow_body);
    if let Some(param) = any.filter(|_| refused) {
        let help = match method {
            "GET" => "mark it `#[query]`, or write `allow_body` if the API insists on a body",
            _ => "mark it `#[query]`, or declare another method",
        };
        let fault = format!("it goes to the body, and a {method} request has none");
        ctxt.error_in(&param.ident, param.span, fault, help);
        return;
    }
    match body {
        Some(body) => whole(endpoint, body, bodies, ctxt),
        None => in_parts(endpoint, ctxt),
    }
}

/// Checks a body that is one argument.
fn whole<'e>(
    endpoint: &'e Endpoint,
    body: &Param,
    others: impl Iterator<Item = &'e Param>,
    ctxt: &mut Ctxt,
) {
    let field = endpoint.loose_params().next();
    if let Some(said) = endpoint.loose_span.filter(|_| field.is_none()) {
        ctxt.error(
            said,
            format!("the format of the body is that of the parameter `{}`", body.ident),
            "leave `body = …` out, or write the format at the parameter, as in `#[body(form)]`",
        );
    }
    if body.is_stream() && endpoint.retry == Some(Retry::Repeatable) {
        ctxt.error_in(
            &body.ident,
            body.span,
            "this stream is read once, and could not be sent again",
            "leave `retry = repeatable` out, or take the body as bytes",
        );
    }
    for second in others {
        ctxt.error_in(
            &second.ident,
            second.ident.span(),
            format!("`{}` is the body already", body.ident),
            "put both into one struct that derives `serde::Serialize`",
        );
    }
    if let Some(field) = field {
        ctxt.error_in(
            &field.ident,
            field.ident.span(),
            format!("it goes to the body, and `{}` is the whole body", body.ident),
            format!("make `{0}` a field of `{1}`, or mark it `#[query]`", field.ident, body.ident),
        );
    }
}

/// Checks a body that is made of loose parameters and constants, if there is one.
fn in_parts(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    if let Some(said) = endpoint.loose_span.filter(|_| !endpoint.has_loose_body()) {
        ctxt.error(
            said,
            "this format has no effect: no parameter goes to the body",
            "mark a parameter `#[field]` or `#[part]`, or leave `body = …` out",
        );
    }
    for param in endpoint.loose_params() {
        loose(endpoint, param, ctxt);
    }
    let typed = endpoint.headers.iter().find(|h| h.name.eq_ignore_ascii_case("content-type"));
    let is_sent = endpoint.loose_params().next().is_some();
    if endpoint.loose == Loose::Multipart && typed.is_some() && is_sent {
        ctxt.error(
            endpoint.method_span,
            "this `Content-Type` would lack the boundary of the multipart body",
            "leave `Content-Type` out: the boundary is made when the request is sent",
        );
    }
}

/// Checks that a loose parameter fits the format of the body.
fn loose(endpoint: &Endpoint, param: &Param, ctxt: &mut Ctxt) {
    if let Some(Misfit { fault, help }) = param.kind.rules().misfit(endpoint.loose) {
        ctxt.error_in(&param.ident, param.span, fault, help);
    }
}
