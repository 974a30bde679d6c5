//! The documentation of what is generated.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use crate::model::endpoint::Endpoint;
use crate::model::service::Service;

/// The text of doc comments. A `#[doc = include_str!(…)]` is left out: its text is not known here.
pub(super) fn text(attrs: &[Attribute]) -> String {
    let lines: Vec<String> = attrs.iter().filter_map(line).collect();
    lines.join("\n").trim().to_owned()
}

fn line(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attr.meta else { return None };
    match &pair.value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if pair.path.is_ident("doc") => {
            let text = text.value();
            Some(text.strip_prefix(' ').unwrap_or(&text).to_owned())
        }
        _ => None,
    }
}

/// Which request a method makes, below the method's own words.
pub(super) fn request(endpoint: &Endpoint) -> TokenStream {
    let request = format!(" `{} {}`", endpoint.method, endpoint.template.text);
    if endpoint.attrs.iter().any(|attr| attr.path().is_ident("doc")) {
        quote!(#[doc = ""] #[doc = #request])
    } else {
        quote!(#[doc = #request])
    }
}

/// What a client is for, with a table of its endpoints.
pub(super) fn client(service: &Service) -> TokenStream {
    let mut text = format!(" Calls the endpoints of [`{}`] over HTTP.", service.head.ident);
    for (index, endpoint) in service.endpoints().enumerate() {
        if index == 0 {
            text.push_str("\n\n| method | request |\n| --- | --- |");
        }
        let (name, method, path) = (&endpoint.sig.ident, &endpoint.method, &endpoint.template.text);
        // An endpoint that is configured out has no page to link to.
        let name = if endpoint.attrs.iter().any(|attr| attr.path().is_ident("cfg")) {
            format!("`{name}`")
        } else {
            format!("[`{name}`](Self::{name})")
        };
        text.push_str(&format!("\n| {name} | `{method} {path}` |"));
    }
    quote!(#[doc = #text])
}
