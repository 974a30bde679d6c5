//! The client of a trait: the struct, and what it implements.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericParam, Generics};

use super::{docs, extends, fallback, meta, method};
use crate::model::service::{MethodSlot, Service};

/// The struct, its own methods, and the trait for it.
pub(super) fn client(service: &Service) -> TokenStream {
    let Service { head, client, methods, broken, .. } = service;
    let (impl_generics, type_generics, where_clause) = head.generics.split_for_impl();
    let item = item(service);
    let meta = meta::meta(service);
    let lints = service.krate.lints();
    let constructor = constructor(service);
    let inherent = methods.iter().map(|slot| match slot {
        MethodSlot::Endpoint(endpoint) => method::inherent(service, endpoint),
        MethodSlot::Invalid(syntax) => fallback::inherent(service, syntax),
        MethodSlot::Provided(_) => TokenStream::new(),
    });
    let of_trait = methods.iter().map(|slot| match slot {
        MethodSlot::Endpoint(endpoint) => method::of_trait(service, endpoint),
        MethodSlot::Invalid(syntax) => fallback::of_trait(service, syntax),
        MethodSlot::Provided(_) => TokenStream::new(),
    });
    let cfgs: Vec<_> = crate::syntax::item::named(&head.attrs, &["cfg"]).collect();
    let header = extends::header(service);
    let extends = extends::extends(service);
    quote! {
        #item

        #(#cfgs)*
        // A crate need not use all that a client can do.
        #lints
        #[allow(dead_code, clippy::too_many_arguments)]
        impl #impl_generics #client #type_generics #where_clause {
            #meta
            #constructor
            #(#inherent)*
            #(#broken)*
        }

        #(#cfgs)*
        // Who uses something deprecated has been told; this is the thing itself.
        #lints
        #[allow(deprecated, clippy::too_many_arguments, clippy::type_complexity)]
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

fn item(service: &Service) -> TokenStream {
    let Service { krate, head, client, .. } = service;
    let vis = &head.vis;
    let docs = docs::client(service);
    let generics = &head.generics;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let cfgs: Vec<_> = crate::syntax::item::named(&head.attrs, &["cfg"]).collect();
    let lints = krate.lints();
    let Some(marker) = marker(generics) else {
        return quote! {
            #(#cfgs)*
            #docs
            #[derive(::core::clone::Clone, ::core::fmt::Debug)]
            #lints
            #[allow(dead_code)]
            #vis struct #client {
                client: #krate::Client,
            }
        };
    };
    let text = client.to_string();
    quote! {
        #(#cfgs)*
        #docs
        #lints
        #[allow(dead_code)]
        #vis struct #client #generics #where_clause {
            client: #krate::Client,
            marker: ::core::marker::PhantomData<#marker>,
        }

        // Not derived: that would ask the same of the parameters.
        #(#cfgs)*
        impl #impl_generics ::core::clone::Clone for #client #type_generics #where_clause {
            fn clone(&self) -> Self {
                Self::new(::core::clone::Clone::clone(&self.client))
            }
        }

        #(#cfgs)*
        impl #impl_generics ::core::fmt::Debug for #client #type_generics #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#text).field("client", &self.client).finish_non_exhaustive()
            }
        }
    }
}

/// What a client of a generic trait mentions and does not own: `fn() -> (T, &'a ())`, which is
/// `Send` and `Sync` whatever `T` is.
pub(super) fn marker(generics: &Generics) -> Option<TokenStream> {
    let mentioned = generics.params.iter().filter_map(|param| match param {
        GenericParam::Lifetime(param) => {
            let lifetime = &param.lifetime;
            Some(quote!(&#lifetime ()))
        }
        GenericParam::Type(param) => {
            let ident = &param.ident;
            Some(quote!(*const #ident))
        }
        GenericParam::Const(_) => None,
    });
    (!generics.params.is_empty()).then(|| quote!(fn() -> (#(#mentioned,)*)))
}

fn constructor(service: &Service) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let marker =
        (!head.generics.params.is_empty()).then(|| quote!(, marker: ::core::marker::PhantomData));
    quote! {
        /// A client that calls through `client`.
        #vis fn new(client: #krate::Client) -> Self {
            Self { client #marker }
        }

        /// The client that is called through.
        #vis fn client(&self) -> &#krate::Client {
            &self.client
        }
    }
}
