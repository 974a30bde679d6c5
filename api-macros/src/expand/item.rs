//! The trait itself, without our attributes.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse_quote;

use super::{boxed, fallback};
use crate::model::service::{MethodSlot, Service};

/// The trait, made dyn-compatible: by `async_trait`, and before it by `boxed`.
pub(super) fn item(service: &Service) -> TokenStream {
    let krate = &service.krate;
    let mut item = service.head.clone();
    // In its place, but of the expansion: where the name is the user's, the compiler suggests to make
    // a parameter of a type that it does not find, in one of the places where the type stands, and
    // so tells the same mistake in two ways.
    item.ident.set_span(Span::call_site().located_at(item.ident.span()));
    // What is awaited on another thread than it was made on must be `Send`, and that holds for
    // the client behind every `&self`.
    item.supertraits.push(parse_quote!(::core::marker::Send));
    item.supertraits.push(parse_quote!(::core::marker::Sync));
    item.colon_token.get_or_insert_default();
    item.items =
        service.others.iter().filter(|item| fallback::has_a_value(item)).cloned().collect();
    let mut methods = TokenStream::new();
    for slot in &service.methods {
        match slot {
            MethodSlot::Endpoint(endpoint) => {
                let attrs = &endpoint.attrs;
                let sig = boxed::signature(&endpoint.sig, &service.head.generics);
                methods.extend(quote!(#(#attrs)* #sig;));
            }
            MethodSlot::Invalid(syntax) => {
                let attrs = &syntax.method.attrs;
                let sig = fallback::healed(syntax.sig(), &service.krate);
                let sig = boxed::signature(&sig, &service.head.generics);
                methods.extend(quote!(#(#attrs)* #sig;));
            }
            MethodSlot::Provided(syntax) => {
                boxed::provided(&syntax.method, &service.head.generics).to_tokens(&mut methods);
            }
        }
    }
    item.items.push(syn::TraitItem::Verbatim(methods));
    // A private trait of which only the client is used is in use; how many parameters an endpoint
    // has is not the user's choice, and its boxed type not the user's writing.
    item.attrs.push(parse_quote! {
        #[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
    });
    quote! {
        #[#krate::async_trait]
        #item
    }
}
