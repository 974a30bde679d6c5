//! Doc comments of generated items.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::endpoint::Endpoint;
use crate::model::service::Service;
use crate::names;

/// The request that a method makes, with a table of its parameters, below the method's own docs.
pub(super) fn request(endpoint: &Endpoint) -> TokenStream {
    let mut text = format!(" `{}`{}", request_line(endpoint), elsewhere(endpoint));
    for (index, param) in endpoint.params().enumerate() {
        if index == 0 {
            text.push_str("\n\n | parameter | goes to | as |\n | --- | --- | --- |");
        }
        let place = param.kind.rules().doc_word();
        let name = match param.wire_name.as_str() {
            "" => String::new(),
            name => format!("`{}`", name.replace('|', "\\|")),
        };
        text.push_str(&format!("\n | `{}` | {place} | {name} |", names::plain(&param.ident)));
    }
    if endpoint.attrs.iter().any(|attr| attr.path().is_ident("doc")) {
        quote!(#[doc = ""] #[doc = #text])
    } else {
        quote!(#[doc = #text])
    }
}

/// Method and path, as in `GET /users/{id}`.
fn request_line(endpoint: &Endpoint) -> String {
    let line = format!("{} {}", endpoint.method, endpoint.template.text);
    line.trim_end().to_owned()
}

/// The place that the request goes to, if it is not below the client's base URL, and the credentials that it
/// has.
fn elsewhere(endpoint: &Endpoint) -> String {
    let base = endpoint.base.as_ref().map(|base| format!(" of the base `{}`", base.value()));
    let without = (!endpoint.credentials).then(|| " without credentials".to_owned());
    let away = endpoint.redirects_away.map(|_| ", and wherever it redirects".to_owned());
    [base, without, away].into_iter().flatten().collect()
}

/// The docs of a client, with a table of its endpoints.
pub(super) fn client(service: &Service) -> TokenStream {
    let mut text = format!(" Calls the endpoints of [`{}`] over HTTP.", service.head.ident);
    for (index, endpoint) in service.endpoints().enumerate() {
        if index == 0 {
            text.push_str("\n\n| method | request |\n| --- | --- |");
        }
        let name = &endpoint.sig.ident;
        // An endpoint that is configured out has no page to link to.
        let name = if endpoint.attrs.iter().any(|attr| attr.path().is_ident("cfg")) {
            format!("`{name}`")
        } else {
            format!("[`{name}`](Self::{name})")
        };
        let (line, elsewhere) = (request_line(endpoint), elsewhere(endpoint));
        text.push_str(&format!("\n| {name} | `{line}`{elsewhere} |"));
    }
    quote!(#[doc = #text])
}
