//! The rules that look at two things.

mod server;

use std::collections::HashMap;
use std::path::Path;

use syn::{Ident, TraitItem};

use crate::ctxt::{self, Ctxt};
use crate::model::endpoint::Endpoint;
use crate::model::param::Param;
use crate::model::path::Piece;
use crate::model::service::{MethodSlot, Service};
use crate::names;
use crate::params::{Loose, Misfit, Namespace, ParamKind};
use crate::suggest;
use crate::symbol;
use crate::syntax::item::named;
use crate::vocab::Retry;

/// Checks the endpoints; those with a mistake become invalid ones.
pub(crate) fn service(service: &mut Service, ctxt: &mut Ctxt) {
    others(service, ctxt);
    let twins = twins(service);
    if !server::head(service, ctxt) {
        (service.server, service.stub) = (None, None);
    }
    let asked = server::asked(service).map(|asked| (asked, service.stub.is_some()));
    for slot in &mut service.methods {
        let MethodSlot::Endpoint(endpoint) = slot else { continue };
        let subject = ctxt::endpoint(&endpoint.sig.ident);
        let ((), clean) = ctxt.within(subject, |ctxt| {
            name(endpoint, ctxt);
            let twin = twins.iter().find(|(second, _)| *second == endpoint.sig.ident);
            let twin = twin.map(|(_, first)| first.as_str());
            if let Some(first) = twin.filter(|_| !endpoint.overload) {
                ctxt.error(
                    endpoint.path_span,
                    format!("`{first}` sends the same request"),
                    "change the path, or write `overload` if the response is only read in another way",
                );
            } else if let Some(asked) = asked {
                server::endpoint(endpoint, twin, asked, ctxt);
            }
            placeholders(endpoint, ctxt);
            url(endpoint, ctxt);
            body(endpoint, ctxt);
            wire_names(endpoint, ctxt);
            example(endpoint, ctxt);
        });
        if !clean {
            slot.invalidate();
        }
    }
}

/// What stands beside the methods can be left to the trait only if it has a value there.
fn others(service: &Service, ctxt: &mut Ctxt) {
    for item in &service.others {
        match item {
            TraitItem::Type(item) => ctxt.error_at(
                &item.ident,
                format!("the client would have no type for `{}`", item.ident),
                format!("make it a parameter of the trait, as in `trait Users<{}>`", item.ident),
            ),
            TraitItem::Const(item) if item.default.is_none() => ctxt.error_at(
                &item.ident,
                format!("the client would have no value for `{}`", item.ident),
                "give it a value here, or make it a parameter of a method",
            ),
            _ => {}
        }
    }
}

/// The endpoints that send the same request as one before them: the same method, path and
/// constants. An endpoint that may be configured out is left alone.
fn twins(service: &Service) -> Vec<(Ident, String)> {
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut twins = Vec::new();
    for endpoint in service.endpoints().filter(|e| e.url().is_none()) {
        if named(&endpoint.attrs, &["cfg"]).next().is_some() {
            continue;
        }
        let path: String = endpoint.template.pieces.iter().map(Piece::anonymous).collect();
        let request = format!("{} {path} {:?}", endpoint.method, endpoint.query.pairs);
        let name = names::plain(&endpoint.sig.ident);
        if let Some(first) = seen.get(&request) {
            twins.push((endpoint.sig.ident.clone(), first.clone()));
        } else {
            seen.entry(request).or_insert(name);
        }
    }
    twins
}

/// The client has methods of its own.
fn name(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let name = names::plain(&endpoint.sig.ident);
    if symbol::CLIENT_METHODS.contains(&name.as_str()) {
        ctxt.error_at(
            &endpoint.sig.ident,
            format!("the client has a method `{name}` of its own"),
            "give the endpoint another name: it is not sent",
        );
    }
}

/// Every placeholder is filled by one parameter, and every path parameter fills one.
fn placeholders(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let in_path = || endpoint.params().filter(|param| param.is_path());
    for placeholder in endpoint.template.placeholders() {
        let mut fills = in_path().filter(|param| param.wire_name == placeholder);
        if fills.next().is_none() {
            let near = near(placeholder, endpoint.params().filter(|p| !p.is_path()));
            let message = format!("no parameter fills the placeholder `{{{placeholder}}}`");
            let remedy = match near {
                Some(param) => {
                    format!("did you mean `{{{param}}}`, or `#[path(\"{placeholder}\")] {param}`?")
                }
                None => format!(
                    "add a parameter `{placeholder}`, or mark one with `#[path(\"{placeholder}\")]`"
                ),
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

/// The parameter whose name is one slip away from `name`.
fn near<'a>(name: &str, params: impl Iterator<Item = &'a Param>) -> Option<String> {
    let idents: Vec<String> = params.map(|param| names::plain(&param.ident)).collect();
    suggest::nearest(name, idents.iter().map(String::as_str)).map(str::to_owned)
}

/// A URL given at run time is one, and comes instead of a path.
fn url(endpoint: &Endpoint, ctxt: &mut Ctxt) {
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

/// There is one body, and only where HTTP gives it a meaning.
fn body(endpoint: &Endpoint, ctxt: &mut Ctxt) {
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
    if let Some(body) = body {
        if let (Some(said), false) = (endpoint.loose_span, endpoint.loose_params().next().is_some())
        {
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
        for second in bodies {
            ctxt.error_in(
                &second.ident,
                second.ident.span(),
                format!("`{}` is the body already", body.ident),
                "put both into one struct that derives `serde::Serialize`",
            );
        }
        if let Some(field) = endpoint.loose_params().next() {
            ctxt.error_in(
                &field.ident,
                field.ident.span(),
                format!("it goes to the body, and `{}` is the whole body", body.ident),
                format!(
                    "make `{0}` a field of `{1}`, or mark it `#[query]`",
                    field.ident, body.ident
                ),
            );
        }
        return;
    }
    for param in endpoint.loose_params() {
        loose(endpoint, param, ctxt);
    }
    let typed = endpoint.headers.iter().find(|h| h.name.eq_ignore_ascii_case("content-type"));
    if endpoint.loose == Loose::Multipart && typed.is_some() && any.is_some() {
        ctxt.error(
            endpoint.method_span,
            "this `Content-Type` would lack the boundary of the multipart body",
            "leave `Content-Type` out: the boundary is made when the request is sent",
        );
    }
}

/// A loose parameter has the form of the body that it is a part of.
fn loose(endpoint: &Endpoint, param: &Param, ctxt: &mut Ctxt) {
    let misfit = match &param.kind {
        ParamKind::Field(field) => field.misfit(endpoint.loose),
        ParamKind::Part(part) => part.misfit(endpoint.loose),
        ParamKind::Path(_)
        | ParamKind::Query(_)
        | ParamKind::Header(_)
        | ParamKind::Body(_)
        | ParamKind::Url(_) => None,
    };
    if let Some(Misfit { fault, help }) = misfit {
        ctxt.error_in(&param.ident, param.span, fault, help);
    }
}

/// No two parameters go to the same place under the same name.
fn wire_names(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let mut seen: HashMap<(Namespace, String), &Param> = HashMap::new();
    for param in endpoint.params() {
        let Some(namespace) = param.kind.rules().namespace() else { continue };
        let name = &param.wire_name;
        if name.is_empty() || !param.cfgs.is_empty() {
            continue;
        }
        let key = if namespace.ignores_case { name.to_ascii_lowercase() } else { name.clone() };
        if let Some(first) = seen.insert((namespace, key), param) {
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

/// A recorded answer is there. The compiler, which reads it, would say so in its own words, with a
/// path on the machine that it runs on.
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
