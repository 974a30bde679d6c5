//! The path, and the parameters that fill it.

use crate::ctxt::Ctxt;
use crate::model::endpoint::Endpoint;
use crate::model::param::Param;
use crate::model::path::Piece;
use crate::names;
use crate::suggest;

/// Checks that each placeholder is filled by one parameter, and that each path parameter fills one.
pub(super) fn placeholders(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let in_path = || endpoint.params().filter(|param| param.is_path());
    for placeholder in endpoint.template.placeholders() {
        let mut fills = in_path().filter(|param| param.wire_name == placeholder);
        if fills.next().is_none() {
            let elsewhere = || endpoint.params().filter(|param| !param.is_path());
            let marked = elsewhere().find(|param| names::plain(&param.ident) == placeholder);
            let message = format!("no parameter fills the placeholder `{{{placeholder}}}`");
            let remedy = match near(placeholder, elsewhere()) {
                _ if marked.is_some() => format!(
                    "write `#[path]` on the parameter `{placeholder}`, or leave its attribute out"
                ),
                Some(param) => {
                    format!("did you mean `{{{param}}}`, or `#[path(\"{placeholder}\")] {param}`?")
                }
                None if names::is_identifier(placeholder) => format!(
                    "add a parameter `{placeholder}`, or mark one with `#[path(\"{placeholder}\")]`"
                ),
                None => format!("mark a parameter with `#[path(\"{placeholder}\")]`"),
            };
            ctxt.error(endpoint.path_span, message, remedy);
        }
        for second in fills {
            ctxt.error_in(
                &second.ident,
                second.ident.span(),
                format!("`{{{placeholder}}}` is filled by another parameter already"),
                "give this one a placeholder of its own, or mark it `#[query]`",
            );
        }
    }
    for param in in_path() {
        let name = &param.wire_name;
        if !endpoint.template.placeholders().any(|placeholder| placeholder == name) {
            let help = match suggest::nearest(name, endpoint.template.placeholders()) {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None => format!("write `{{{name}}}` into the path, or leave `#[path]` out"),
            };
            ctxt.error_in(
                &param.ident,
                param.ident.span(),
                format!("the path has no placeholder `{{{name}}}`"),
                help,
            );
        }
        if !param.cfgs.is_empty() {
            ctxt.error_in(
                &param.ident,
                param.ident.span(),
                "without this parameter, its placeholder would stay empty",
                "put `#[cfg]` on two endpoints, one with the parameter and one without",
            );
        }
    }
}

/// The parameter with the nearest name.
fn near<'a>(name: &str, params: impl Iterator<Item = &'a Param>) -> Option<String> {
    let idents: Vec<String> = params.map(|param| names::plain(&param.ident)).collect();
    suggest::nearest(name, idents.iter().map(String::as_str)).map(str::to_owned)
}

/// Checks that an endpoint has one URL parameter at most, and then no path.
pub(super) fn url(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let mut urls = endpoint.params().filter(|param| param.is_url());
    let Some(url) = urls.next() else { return };
    for second in urls {
        ctxt.error_in(
            &second.ident,
            second.ident.span(),
            format!("`{}` is the URL already", url.ident),
            "mark one of them `#[url]`, or declare a second endpoint",
        );
    }
    if endpoint.has_path {
        ctxt.error(
            endpoint.path_span,
            format!("the parameter `{}` is the whole URL, and this is a path beside it", url.ident),
            format!("leave the path out: `#[endpoint({})]`", endpoint.method),
        );
    }
}

/// Checks for placeholders as others write them: `/users/:id`, `/users/$id` and `/files/*name` beside a
/// parameter of that name, and `/users/${id}`.
pub(super) fn foreign_placeholders(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let pieces = &endpoint.template.pieces;
    for piece in pieces {
        let Piece::Literal(text) = piece else { continue };
        for segment in text.split('/') {
            let Some(name) = segment.strip_prefix([':', '$', '*']) else { continue };
            if endpoint.params().any(|param| names::plain(&param.ident) == name) {
                let star = if segment.starts_with('*') { "*" } else { "" };
                ctxt.error(
                    endpoint.path_span,
                    format!("`{segment}` would be sent as it is written"),
                    format!("write `{{{name}{star}}}` for the value of the parameter `{name}`"),
                );
            }
        }
    }
    for pair in pieces.windows(2) {
        if let [Piece::Literal(text), Piece::Param(name) | Piece::Rest(name)] = pair
            && text.ends_with('$')
        {
            ctxt.error(
                endpoint.path_span,
                format!("the `$` in front of `{{{name}}}` would be sent as it is written"),
                format!("write `{{{name}}}`, or `%24{{{name}}}` if the API has the sign"),
            );
        }
    }
}
