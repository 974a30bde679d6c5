//! API traits as supertraits of API traits: one client is then a client of both.
//!
//! The macro on `trait Admin: Users` cannot know the methods of `Users`. So `Users` is implemented
//! for every type from which its client can be made, and the client of `Admin` is one. Both traits
//! ask for this (`extensible`, `extends(UsersClient)`), because such an implementation keeps users
//! from writing one for `Arc<T>`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericParam, parse_quote};

use super::client::own_type;
use crate::model::service::Service;
use crate::syntax::item::named;

/// ```text
/// impl Users for UsersClient                                           by itself
/// impl<C: Extends<UsersClient> + Send + Sync> Users for C              extensible
/// ```
pub(super) fn header(service: &Service) -> TokenStream {
    let Service { krate, head, .. } = service;
    let (impl_generics, type_generics, where_clause) = head.generics.split_for_impl();
    let (name, own) = (&head.ident, own_type(service));
    if !service.extensible {
        return quote!(impl #impl_generics #name #type_generics for #own #where_clause);
    }
    let supertraits = &head.supertraits;
    let mut generics = head.generics.clone();
    let client: GenericParam = parse_quote! {
        Extending: #krate::__private::Extends<#own> + ::core::marker::Send + ::core::marker::Sync
            + #supertraits
    };
    generics.params.push(client);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    quote!(impl #impl_generics #name #type_generics for Extending #where_clause)
}

/// The client of this trait, made from `this`.
pub(super) fn base(service: &Service, this: &TokenStream) -> TokenStream {
    let (krate, own) = (&service.krate, own_type(service));
    quote!(#krate::__private::Extends::<#own>::base(#this))
}

/// The implementations of `Extends` for the client: for itself, and for the clients of the
/// supertraits.
pub(super) fn extends(service: &Service) -> TokenStream {
    let Service { krate, head, .. } = service;
    let (impl_generics, _, where_clause) = head.generics.split_for_impl();
    let own = own_type(service);
    let cfgs: Vec<_> = named(&head.attrs, &["cfg"]).collect();
    let itself = service.extensible.then(|| quote!(#own));
    let others = service.extends.iter().map(|path| quote!(#path));
    let impls = itself.into_iter().chain(others).map(|base| {
        quote! {
            #(#cfgs)*
            impl #impl_generics #krate::__private::Extends<#base> for #own #where_clause {
                fn base(&self) -> #base {
                    <#base>::new(::core::clone::Clone::clone(&self.client))
                }
            }
        }
    });
    quote!(#(#impls)*)
}
