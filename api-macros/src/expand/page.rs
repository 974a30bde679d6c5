//! The knowledge of further pages of a call with a `#[cursor]`: the rule by which the list goes on, and
//! how a cursor is written.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{GenericArgument, LitInt, PathArguments, Type};

use super::param;
use crate::krate::Krate;
use crate::model::endpoint::Endpoint;
use crate::model::page::{ListRule, Way};
use crate::model::param::Param;
use crate::model::service::Service;
use crate::model::slot::MethodSlot;
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
        // Checked before, should there be a cursor all the same.
        Some(Way::Link | Way::None) => quote!(ByLink),
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

/// The statement that checks the declared types.
pub(super) fn check(endpoint: &Endpoint, krate: &Krate) -> Option<TokenStream> {
    let (cursor, _) = endpoint.cursor()?;
    let function = match endpoint.page.as_ref().map(|rule| &rule.way) {
        None => "page_of",
        Some(Way::Number(_) | Way::Offset) => "numbered_list_of",
        Some(Way::Link) => "linked_list_of",
        Some(Way::LastKey(fields)) => return Some(key_fits(endpoint, cursor, fields, krate)),
        Some(Way::None) => return None,
    };
    Some(fits(endpoint, cursor, function, krate))
}

/// ```text
/// page_of::<Result<Page<Chat>>>().fits(&page);
/// ```
///
/// Shown at the types, should the page have no cursor, or one that does not fit.
fn fits(endpoint: &Endpoint, cursor: &Param, function: &str, krate: &Krate) -> TokenStream {
    let (first, last) = ty::ends(&endpoint.output);
    let output = &endpoint.output;
    let krate = krate.at(first);
    let function = Ident::new(function, first);
    let page_of = quote_spanned!(first=> #krate::__private::pages::#function::<#output>);
    let page_of = quote_spanned!(last=> #page_of());
    let argument = argument(cursor);
    let (at, _) = ty::ends(&cursor.ty);
    let fits = Ident::new("fits", at);
    quote!(#page_of.#fits(#argument);)
}

/// ```text
/// _ = |list: &Vec<Chat>| _ = PageItems::last(list).map(|last| key_fits(&last.id, &after));
/// ```
///
/// Shown at the type of the parameter, should the key of an item not fit.
fn key_fits(endpoint: &Endpoint, cursor: &Param, key: &[Ident], krate: &Krate) -> TokenStream {
    let pages = quote!(#krate::__private::pages);
    let (list_type, argument) = (list(endpoint, krate), argument(cursor));
    let [list, last] = ["list", "last"].map(|name| Ident::new(name, Span::mixed_site()));
    let (at, _) = ty::ends(&cursor.ty);
    let key_fits = {
        let krate = krate.at(at);
        quote_spanned!(at=> #krate::__private::pages::key_fits)
    };
    quote! {
        _ = |#list: &#list_type| {
            _ = #pages::PageItems::last(#list).map(|#last| #key_fits(&#last #(.#key)*, #argument));
        };
    }
}

/// The import in front of methods that check that they return no page.
pub(super) fn import(service: &Service) -> Option<TokenStream> {
    let krate = &service.krate;
    let mut endpoints = service.methods.iter().filter_map(|slot| match slot {
        MethodSlot::Endpoint(endpoint) => Some(endpoint),
        MethodSlot::Invalid(_) | MethodSlot::Provided(_) => None,
    });
    // All of those that need it may be left out by `#[cfg]`.
    endpoints
        .any(|endpoint| page_without_cursor(endpoint).is_some())
        .then(|| quote!(#[allow(unused_imports)] use #krate::__private::pages::ReturnedAlone as _;))
}

/// `.alone()` behind `decode::<Kook<()>, Result<Chat>, _>()`: an error, shown at the type, should that be a
/// page. None where no page can be, or may be.
pub(super) fn alone(endpoint: &Endpoint) -> Option<TokenStream> {
    let (span, _) = ty::ends(page_without_cursor(endpoint)?);
    let alone = Ident::new("alone", span);
    Some(quote!(.#alone()))
}

/// The type that would be a page, if it is one.
fn page_without_cursor(endpoint: &Endpoint) -> Option<&Type> {
    match (endpoint.cursor(), &endpoint.page) {
        (None, None) => possible_page(&endpoint.output),
        _ => None,
    }
}

/// The type that may be a page. None of those that are none by their names, as most are: the check takes
/// the compiler some time.
fn possible_page(output: &Type) -> Option<&Type> {
    let path = match output {
        Type::Path(path) => path,
        // A type out of a `macro_rules!`.
        Type::Group(group) => return possible_page(&group.elem),
        Type::Paren(inner) => return possible_page(&inner.elem),
        other => return matches!(other, Type::Macro(_)).then_some(other),
    };
    let Some(last) = path.path.segments.last() else { return Some(output) };
    let wraps = ["Result", "Option", "Response"].iter().any(|name| last.ident == name);
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) if wraps => match arguments.args.first() {
            Some(GenericArgument::Type(inner)) => possible_page(inner),
            _ => Some(output),
        },
        _ => (!NO_PAGES.iter().any(|name| last.ident == name)).then_some(output),
    }
}

/// Names of types that are no pages.
const NO_PAGES: [&str; 17] = [
    "Vec",
    "String",
    "HashMap",
    "BTreeMap",
    "Value",
    "Bytes",
    "Text",
    "Body",
    "HeaderMap",
    "bool",
    "u32",
    "u64",
    "i64",
    "f64",
    "EventStream",
    "JsonLines",
    "ByteStream",
];

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
    let site = Site { ident: &value, ty: &ty, ..param::site(endpoint, cursor, krate) };
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
        Way::Link | Way::None => quote!(#pages::ByLink),
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
