//! The trait itself, without our attributes.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse_quote;

use super::{boxed, fallback};
use crate::model::service::Service;
use crate::model::slot::MethodSlot;

/// The trait, made dyn-compatible: first by `boxed`, and what is left of it by `async_trait`.
pub(super) fn item(service: &Service, signatures: &[TokenStream]) -> TokenStream {
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
    let mut is_left_async = false;
    for (slot, sig) in service.methods.iter().zip(signatures) {
        let attrs = match slot {
            MethodSlot::Endpoint(endpoint) => &endpoint.attrs,
            MethodSlot::Invalid(syntax) => &syntax.method.attrs,
            MethodSlot::Provided(syntax) => {
                let method = boxed::provided(&syntax.method, &service.head.generics, krate);
                is_left_async |= method.sig.asyncness.is_some();
                method.to_tokens(&mut methods);
                continue;
            }
        };
        methods.extend(quote!(#(#attrs)* #sig;));
    }
    item.items.push(syn::TraitItem::Verbatim(methods));
    // A trait whose client is used counts as used. The number of parameters is the API's choice, and
    // the boxed types are not in the user's source.
    item.attrs.push(parse_quote! {
        #[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
    });
    // It parses the whole trait, which would be a tenth of all that a client costs.
    let async_trait = is_left_async.then(|| quote!(#[#krate::async_trait]));
    quote! {
        #async_trait
        #item
    }
}
