//! A recorded response of an endpoint: it has to exist, and a test reads it as the declared type.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::LitStr;

use super::client::own_type;
use super::meta;
use super::server::envelope;
use crate::model::endpoint::Endpoint;
use crate::model::service::Service;
use crate::names;
use crate::syntax::item::named;
use crate::syntax::ty;

/// The examples of all endpoints.
pub(super) fn examples(service: &Service) -> TokenStream {
    service.endpoints().map(|endpoint| example(service, endpoint)).collect()
}

/// The text of a file in the package. If there is no such file, the compiler says so.
pub(super) fn text(path: &LitStr) -> TokenStream {
    quote_spanned!(path.span()=> ::core::include_str!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #path)
    ))
}

fn example(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let Some(path) = &endpoint.example else { return TokenStream::new() };
    let krate = &service.krate;
    let cfgs: Vec<_> =
        named(&service.head.attrs, &["cfg"]).chain(named(&endpoint.attrs, &["cfg"])).collect();
    let text = text(path);
    if !service.head.generics.params.is_empty() || !endpoint.sig.generics.params.is_empty() {
        // The declared type depends on parameters, for which a test has no types.
        return quote!(#(#cfgs)* const _: &::core::primitive::str = #text;);
    }
    let (client, output) = (own_type(service), &endpoint.output);
    let meta = meta::of(endpoint, &quote!(<#client>), krate);
    let envelope = envelope(krate, endpoint.envelope.as_ref());
    let api = names::snake(&names::plain(&service.head.ident));
    let name = format_ident!("example_of_{api}_{}", names::plain(&endpoint.sig.ident));
    let (first, last) = ty::ends(output);
    let decoded = {
        let krate = krate.at(first);
        quote_spanned!(first=> #krate::__private::example::<#envelope, #output, _>)
    };
    let decoded = quote_spanned!(last=> #decoded());
    quote! {
        #(#cfgs)*
        const _: &::core::primitive::str = #text;

        #(#cfgs)*
        #[cfg(test)]
        #[::core::prelude::v1::test]
        #[allow(non_snake_case, clippy::indexing_slicing)]
        fn #name() {
            #decoded(#meta, #text);
        }
    }
}
