//! The trait itself, without our attributes.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse_quote;

use super::{boxed, fallback};
use crate::model::service::{MethodSlot, Service};

/// The trait, made dyn-compatible: first by `boxed`, and for the rest by `async_trait`.
pub(super) fn item(service: &Service) -> TokenStream {
    let krate = &service.krate;
    let mut item = service.head.clone();
    // The name keeps its place, but belongs to the expansion. With the user's own span, the compiler
    // meets an unknown type with a suggestion to make it a parameter of the trait, in only one of
    // the places where the type is written, and so reports the same error in two ways.
    item.ident.set_span(Span::call_site().located_at(item.ident.span()));
    // A future that moves to another thread must be `Send`, and so must the client that it borrows.
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
    // A trait whose client is used counts as used. The number of parameters is the API's choice, and
    // the boxed types are not in the user's source.
    item.attrs.push(parse_quote! {
        #[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
    });
    quote! {
        #[#krate::async_trait]
        #item
    }
}
