//! The enum of all calls that a stub received.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{args_name, calls_name, variant};
use crate::expand::item_struct::marker;
use crate::model::service::Service;
use crate::names;
use crate::syntax::item::named;

/// ```text
/// pub enum UserChatCall { View(Arc<UserChatViewArgs>), … }
/// impl Clone for UserChatCall { … }
/// impl Debug for UserChatCall { … }
/// ```
pub(super) fn calls(service: &Service) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let generics = &head.generics;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let name = calls_name(service);
    let docs = format!(" A call of [`{}`], as a stub received it.", names::plain(&head.ident));
    let trait_cfgs: Vec<_> = named(&head.attrs, &["cfg"]).collect();
    let lints = krate.lints();
    let variants = service.endpoints().map(|endpoint| {
        let cfgs = named(&endpoint.attrs, &["cfg"]);
        let (variant, args) = (variant(endpoint), args_name(service, endpoint));
        let api = names::plain(&head.ident);
        let docs = format!(" A call of [`{api}::{}`].", names::plain(&endpoint.sig.ident));
        quote!(#(#cfgs)* #[doc = #docs] #variant(::std::sync::Arc<#args #type_generics>),)
    });
    let arms = |arm: fn(&Ident) -> TokenStream| {
        let arms = service.endpoints().map(move |endpoint| {
            let cfgs = named(&endpoint.attrs, &["cfg"]);
            let arm = arm(&variant(endpoint));
            quote!(#(#cfgs)* #arm,)
        });
        quote!(#(#arms)*)
    };
    let cloned = arms(|v| quote!(Self::#v(ref args) => Self::#v(::std::sync::Arc::clone(args))));
    let shown = arms(|v| quote!(Self::#v(ref args) => ::core::fmt::Debug::fmt(args, f)));
    let marker = marker(generics).map(|marker| {
        quote!(#[doc(hidden)] __Marker(::core::convert::Infallible, ::core::marker::PhantomData<#marker>),)
    });
    let (cloned_marker, shown_marker) = match &marker {
        Some(_) => {
            let arm = quote!(Self::__Marker(ref never, _) => match *never {},);
            (arm.clone(), arm)
        }
        None => (TokenStream::new(), TokenStream::new()),
    };
    quote! {
        #(#trait_cfgs)*
        #[doc = #docs]
        #lints
        #[allow(dead_code)]
        #vis enum #name #generics #where_clause {
            #(#variants)*
            #marker
        }

        #(#trait_cfgs)*
        // `match self` would not compile for an enum without variants: a reference to it counts as
        // inhabited.
        #lints
        impl #impl_generics ::core::clone::Clone for #name #type_generics #where_clause {
            fn clone(&self) -> Self {
                match *self { #cloned #cloned_marker }
            }
        }

        #(#trait_cfgs)*
        #lints
        impl #impl_generics ::core::fmt::Debug for #name #type_generics #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match *self { #shown #shown_marker }
            }
        }
    }
}
