//! What a call with a `#[cursor]` knows of further pages: the rule by which the list goes on, and how a
//! cursor is written.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::LitInt;

use super::param;
use crate::krate::Krate;
use crate::model::endpoint::Endpoint;
use crate::model::page::{ListRule, Way};
use crate::model::param::Param;
use crate::params::Site;
use crate::syntax::ty;

/// The type parameter of the call: `Paging<ByItsPages>`. None without a `#[cursor]`.
pub(super) fn kind(endpoint: &Endpoint, krate: &Krate) -> Option<TokenStream> {
    endpoint.cursor()?;
    let pages = quote!(#krate::__private::pages);
    let rule = match endpoint.page.as_ref().map(|rule| &rule.way) {
        None => quote!(ByItsPages),
        Some(Way::Number(_)) => quote!(ByNumber),
        Some(Way::Offset) => quote!(ByOffset),
        Some(Way::Link) => quote!(ByLink),
        Some(Way::LastKey(_)) => {
            let list = list(endpoint, krate);
            quote!(ByLastKey<#list>)
        }
    };
    Some(quote!(#pages::Paging<#pages::#rule>))
}

/// The type of a bare list.
fn list(endpoint: &Endpoint, krate: &Krate) -> TokenStream {
    let output = &endpoint.output;
    quote!(<#output as #krate::__private::ReturnType>::Value)
}

/// ```text
/// page_of::<Result<Page<Chat>>>().fits(&page);
/// ```
///
/// Shown at the types, should the page have no cursor, or one that does not fit. A bare list has no
/// cursor of its own.
pub(super) fn check(endpoint: &Endpoint, krate: &Krate) -> Option<TokenStream> {
    let (cursor, _) = endpoint.cursor().filter(|_| endpoint.page.is_none())?;
    let (first, last) = ty::ends(&endpoint.output);
    let output = &endpoint.output;
    let krate = krate.at(first);
    let page_of = quote_spanned!(first=> #krate::__private::pages::page_of::<#output>);
    let page_of = quote_spanned!(last=> #page_of());
    let argument = argument(cursor);
    let (at, _) = ty::ends(&cursor.ty);
    let fits = Ident::new("fits", at);
    Some(quote!(#page_of.#fits(#argument);))
}

/// A reference to the argument, shown at its type.
fn argument(cursor: &Param) -> TokenStream {
    let (first, last) = ty::ends(&cursor.ty);
    let mut ident = cursor.ident.clone();
    ident.set_span(ident.span().located_at(last));
    quote_spanned!(first=> &#ident)
}

/// The statements around that of the cursor, which remember where it is written.
pub(super) fn marked(param: &Param, request: &Ident, statements: TokenStream) -> TokenStream {
    if param.cursor.is_none() || param.is_url() {
        return statements;
    }
    // What is converted can be written only once.
    let value = match ty::converted(&param.ty) {
        Some(_) => quote!(&()),
        None => argument(param),
    };
    quote! {
        #request.begin_cursor(#value);
        #statements
        #request.end_cursor();
    }
}

/// ```text
/// Paging::new(ByItsPages, |request, cursor| {
///     request.query("page", &cursor);
/// })
/// ```
pub(super) fn paging(endpoint: &Endpoint, krate: &Krate) -> Option<TokenStream> {
    let (cursor, _) = endpoint.cursor()?;
    let pages = quote!(#krate::__private::pages);
    let rule = match &endpoint.page {
        None => quote!(#pages::ByItsPages),
        Some(rule) => list_rule(rule, &pages),
    };
    let (request, value) =
        (Ident::new("request", Span::mixed_site()), Ident::new("cursor", Span::mixed_site()));
    let ty = syn::parse_quote!(#pages::CursorValue);
    let Site { own_name, wire_name, loose, krate, .. } = param::site(endpoint, cursor, krate);
    let site = Site { ident: &value, ty: &ty, own_name, wire_name, loose, krate };
    // A URL takes the place of the one before, and never of a cursor.
    let write = match cursor.is_url() {
        true => Vec::new(),
        false => cursor.kind.rules().write(&site),
    };
    Some(
        quote!(#pages::Paging::new(#rule, |#request, #value| { #(#request.#write;)* _ = (#request, #value); })),
    )
}

fn list_rule(rule: &ListRule, pages: &TokenStream) -> TokenStream {
    let ListRule { way, until_short, size, .. } = rule;
    let number = |number: &Option<LitInt>| match number {
        Some(number) => quote!(::core::option::Option::Some(#number)),
        None => quote!(::core::option::Option::None),
    };
    let size = number(size);
    match way {
        Way::Link => quote!(#pages::ByLink),
        Way::Offset => quote!(#pages::ByOffset { until_short: #until_short, size: #size }),
        Way::Number(first) => {
            let first = number(first);
            quote!(#pages::ByNumber { first: #first, size: #size })
        }
        Way::LastKey(fields) => {
            let last = Ident::new("last", Span::mixed_site());
            let list = Ident::new("list", Span::mixed_site());
            quote! {
                #pages::ByLastKey {
                    key: |#list| {
                        let #last = #pages::PageItems::last(#list)?;
                        ::core::option::Option::Some(#pages::key_value(&#last #(.#fields)*))
                    },
                    until_short: #until_short,
                    size: #size,
                }
            }
        }
    }
}
