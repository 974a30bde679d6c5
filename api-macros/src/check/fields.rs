//! Constants of the body, beside its parameters.

use crate::ctxt::Ctxt;
use crate::model::endpoint::Endpoint;

/// Constants have a body to be in, and names that no parameter has.
pub(super) fn fields(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    if let Some(span) = endpoint.fields_span {
        let method = endpoint.method.as_str();
        if method == "HEAD" || (method == "GET" && !endpoint.allow_body) {
            let help = match method {
                "GET" => "write `query(…)`, or `allow_body` if the API insists on a body",
                _ => "write `query(…)`",
            };
            ctxt.error(span, format!("a {method} request has no body for these `fields`"), help);
        }
        if let Some(body) = endpoint.params().find(|param| param.is_body()) {
            ctxt.error(
                span,
                format!("`{}` is the whole body, which has no room for these `fields`", body.ident),
                "leave `fields(…)` out, or declare the members of the body as parameters",
            );
        }
    }
    if endpoint.params().any(|param| param.is_body()) {
        return;
    }
    for (name, _) in &endpoint.fields {
        if endpoint.body_key() == Some(name.as_str()) {
            let span = endpoint.loose_span.or(endpoint.fields_span).unwrap_or(endpoint.path_span);
            ctxt.error(
                span,
                format!("the field `{name}` is a constant, and holds the parameters as well"),
                format!("give the parameters another key, or leave `{name}` out of `fields(…)`"),
            );
        }
        let same = endpoint.loose_params().find(|param| param.wire_name == *name);
        if let Some(param) = same.filter(|_| endpoint.body_key().is_none()) {
            ctxt.error_in(
                &param.ident,
                param.ident.span(),
                format!("the field `{name}` is a constant already"),
                format!(
                    "give one of them another name, or remove it by `fields(\"{name}\" = none)`"
                ),
            );
        }
    }
}
