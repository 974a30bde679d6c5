//! A generated struct that holds one value and has the generics of its trait: a client, a server, a
//! stub.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{GenericParam, Generics};

use crate::model::service::Service;
use crate::syntax::item::named;

/// The struct, and its implementations of `Clone` and `Debug`.
pub(super) struct ItemStruct<'a> {
    pub(super) service: &'a Service,
    pub(super) name: &'a Ident,
    pub(super) generics: &'a Generics,
    /// The doc comment, as an attribute.
    pub(super) docs: TokenStream,
    /// The name of the field, and its type.
    pub(super) field: (&'static str, TokenStream),
    pub(super) clone: bool,
}

impl ItemStruct<'_> {
    /// ```text
    /// #[derive(Clone, Debug)]
    /// pub struct UserChatClient { client: Client }
    /// ```
    ///
    /// or, with generics:
    ///
    /// ```text
    /// pub struct UserChatClient<T> { client: Client, marker: PhantomData<fn() -> (*const T,)> }
    /// impl<T> Clone for UserChatClient<T> { … }
    /// impl<T> Debug for UserChatClient<T> { … }
    /// ```
    pub(super) fn tokens(&self) -> TokenStream {
        let Self { service, name, generics, docs, field: (_, ty), .. } = self;
        let vis = &service.head.vis;
        let cfgs: Vec<_> = named(&service.head.attrs, &["cfg"]).collect();
        let lints = service.krate.lints();
        let field = self.field();
        let where_clause = &generics.where_clause;
        let marker = marker(generics).map(|ty| quote!(marker: ::core::marker::PhantomData<#ty>,));
        let (derives, implementations) = match &marker {
            None => (Some(self.derives()), None),
            Some(_) => (None, Some(self.implementations())),
        };
        quote! {
            #(#cfgs)*
            #docs
            #derives
            #lints
            #[allow(dead_code)]
            #vis struct #name #generics #where_clause {
                #field: #ty,
                #marker
            }

            #implementations
        }
    }

    /// The struct's value, of the field's.
    pub(super) fn value(&self, value: &TokenStream) -> TokenStream {
        let field = self.field();
        let marker = marker(self.generics).map(|_| quote!(, marker: ::core::marker::PhantomData));
        quote!(Self { #field: #value #marker })
    }

    fn field(&self) -> Ident {
        Ident::new(self.field.0, Span::call_site())
    }

    fn derives(&self) -> TokenStream {
        let clone = self.clone.then(|| quote!(::core::clone::Clone,));
        quote!(#[derive(#clone ::core::fmt::Debug)])
    }

    /// Not derived: a derive would ask the parameters to be `Clone` and `Debug` as well.
    fn implementations(&self) -> TokenStream {
        let Self { service, name, generics, .. } = self;
        let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
        let cfgs: Vec<_> = named(&service.head.attrs, &["cfg"]).collect();
        let (field, text) = (self.field(), name.to_string());
        let field_text = field.to_string();
        let clone = self.clone.then(|| {
            let value = self.value(&quote!(::core::clone::Clone::clone(&self.#field)));
            quote! {
                #(#cfgs)*
                impl #impl_generics ::core::clone::Clone for #name #type_generics #where_clause {
                    fn clone(&self) -> Self {
                        #value
                    }
                }
            }
        });
        quote! {
            #clone

            #(#cfgs)*
            impl #impl_generics ::core::fmt::Debug for #name #type_generics #where_clause {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.debug_struct(#text).field(#field_text, &self.#field).finish_non_exhaustive()
                }
            }
        }
    }
}

/// A type that mentions the parameters of a generic trait and owns none of them:
/// `fn() -> (*const T, &'a ())`, which is `Send` and `Sync` whatever `T` is.
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
