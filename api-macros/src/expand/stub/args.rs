//! The arguments of one endpoint's call, as a struct that owns them.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::args_name;
use crate::expand::item_struct::marker;
use crate::expand::server::owned;
use crate::model::endpoint::Endpoint;
use crate::model::service::Service;
use crate::names;
use crate::syntax::item::named;
use crate::syntax::ty;

/// ```text
/// pub struct UserChatViewArgs { pub chat_code: String }
/// impl Debug for UserChatViewArgs { … }
/// ```
pub(super) fn args(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let generics = &head.generics;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let name = args_name(service, endpoint);
    let text = name.to_string();
    let lints = krate.lints();
    let cfgs: Vec<_> =
        named(&head.attrs, &["cfg"]).chain(named(&endpoint.attrs, &["cfg"])).collect();
    let docs = format!(
        " The arguments of one call of [`{}::{}`].",
        names::plain(&head.ident),
        names::plain(&endpoint.sig.ident)
    );
    let fields = endpoint.params().map(|param| {
        let (ident, ty) = (&param.ident, owned(param, krate));
        let docs = format!(" The argument `{}`.", names::plain(ident));
        quote!(#[doc = #docs] #vis #ident: #ty,)
    });
    let shown = endpoint.params().map(|param| {
        let ident = &param.ident;
        let text = names::plain(ident);
        if param.sensitive {
            return quote!(_ = shown.field(#text, &::core::format_args!("…")););
        }
        let (first, last) = ty::ends(&param.ty);
        let value = quote_spanned!(first=> &self.#ident);
        quote_spanned!(last=> _ = shown.field(#text, #value);)
    });
    let marker =
        marker(generics).map(|marker| quote!(__marker: ::core::marker::PhantomData<#marker>,));
    quote! {
        #(#cfgs)*
        #[doc = #docs]
        #lints
        #[allow(dead_code)]
        #vis struct #name #generics #where_clause {
            #(#fields)*
            #marker
        }

        #(#cfgs)*
        #lints
        impl #impl_generics ::core::fmt::Debug for #name #type_generics #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #[allow(unused_mut)]
                let mut shown = f.debug_struct(#text);
                #(#shown)*
                shown.finish()
            }
        }
    }
}
