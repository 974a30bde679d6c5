//! The client of a trait: a struct, its methods, and its implementation of the trait.

use proc_macro2::TokenStream;
use quote::quote;

use super::item_struct::ItemStruct;
use super::{docs, extends, fallback, meta, method, page};
use crate::model::service::Service;
use crate::model::slot::MethodSlot;
use crate::syntax::item::named;

/// The struct, its own methods, and the trait for it.
pub(super) fn client(service: &Service, signatures: &[TokenStream]) -> TokenStream {
    let Service { head, client, methods, broken, .. } = service;
    let (impl_generics, type_generics, where_clause) = head.generics.split_for_impl();
    let item = item(service);
    let meta = meta::meta(service);
    let lints = service.krate.lints();
    let constructor = constructor(service, &item);
    let item = item.tokens();
    let inherent = methods.iter().map(|slot| match slot {
        MethodSlot::Endpoint(endpoint) => method::inherent(service, endpoint),
        MethodSlot::Invalid(syntax) => fallback::inherent(service, syntax),
        MethodSlot::Provided(_) => TokenStream::new(),
    });
    let of_trait = methods.iter().zip(signatures).map(|(slot, sig)| match slot {
        MethodSlot::Endpoint(endpoint) => method::of_trait(service, endpoint, sig),
        MethodSlot::Invalid(syntax) => fallback::of_trait(syntax, sig),
        MethodSlot::Provided(_) => TokenStream::new(),
    });
    let cfgs: Vec<_> = named(&head.attrs, &["cfg"]).collect();
    let header = extends::header(service);
    let extends = extends::extends(service);
    let import = page::import(service);
    quote! {
        #item

        #import

        #(#cfgs)*
        // A crate may use only some of the methods.
        #lints
        #[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
        impl #impl_generics #client #type_generics #where_clause {
            #meta
            #constructor
            #(#inherent)*
            #(#broken)*
        }

        #(#cfgs)*
        // The compiler warns those who call a deprecated method. This one only forwards to it.
        #lints
        #[allow(
            deprecated, clippy::indexing_slicing, clippy::too_many_arguments, clippy::type_complexity
        )]
        #header {
            #(#of_trait)*
        }

        #extends
    }
}

/// The client with the parameters of its trait.
pub(super) fn own_type(service: &Service) -> TokenStream {
    let client = &service.client;
    let (_, type_generics, _) = service.head.generics.split_for_impl();
    quote!(#client #type_generics)
}

fn item(service: &Service) -> ItemStruct<'_> {
    let krate = &service.krate;
    ItemStruct {
        service,
        name: &service.client,
        generics: &service.head.generics,
        docs: docs::client(service),
        field: ("client", quote!(#krate::Client)),
        clone: true,
    }
}

fn constructor(service: &Service, item: &ItemStruct<'_>) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let value = item.value(&quote!(client));
    quote! {
        /// A client that calls through `client`.
        #vis fn new(client: #krate::Client) -> Self {
            #value
        }

        /// The client that sends the calls.
        #vis fn client(&self) -> &#krate::Client {
            &self.client
        }
    }
}
