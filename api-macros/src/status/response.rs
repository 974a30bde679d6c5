//! Checked responses as tokens. Never fails.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::DeriveInput;

use super::model::{Variant, Variants};
use crate::krate::Krate;
use crate::syntax::ty;

/// ```text
/// impl ReadByStatus for Weeks {
///     const STATUSES: &'static [u16] = &[200, 202];
///
///     fn read(endpoint: …, spec: …, response: &mut RawResponse) -> Result<Self> {
///         match response.status() {
///             200 => read_variant::<Vec<Week>, _>(endpoint, spec, response).map(Self::Ready),
///             202 => Ok(Self::Later),
///             _ => Err(no_variant(endpoint, spec, response)),
///         }
///     }
///     …
/// }
/// ```
pub(super) fn expand(variants: &Variants<'_>, krate: &Krate) -> TokenStream {
    let read = variants.by_status.iter().map(|variant| {
        let Variant { ident, statuses, body, .. } = variant;
        match body {
            None => quote!(#(#statuses)|* => ::core::result::Result::Ok(Self::#ident),),
            Some(body) => {
                // Shown at the type, should no response be readable as it.
                let (first, _) = ty::ends(body);
                let read = quote_spanned!(first=> #krate::__private::read_variant::<#body, _>);
                quote!(#(#statuses)|* => #read(endpoint, spec, response).map(Self::#ident),)
            }
        }
    });
    let send = variants.by_status.iter().map(|variant| {
        let Variant { ident, statuses, body, .. } = variant;
        let status = statuses.first();
        match body {
            None => quote!(Self::#ident => (#status, ::core::option::Option::None),),
            Some(_) => quote! {
                Self::#ident(body) => (
                    #status,
                    ::core::option::Option::Some(#krate::__private::SentBody(body).into_json()),
                ),
            },
        }
    });
    let statuses = variants.by_status.iter().flat_map(|variant| &variant.statuses);
    implementation(
        (variants.ident, variants.generics),
        krate,
        &quote!(#(#statuses),*),
        &quote! {
            match response.status() {
                #(#read)*
                _ => ::core::result::Result::Err(
                    #krate::__private::no_variant(endpoint, spec, response)
                ),
            }
        },
        &quote! {
            #[allow(unused_imports)]
            use #krate::__private::UnsentJson as _;
            match self { #(#send)* }
        },
    )
}

/// An enum with an error: it can be returned, so that the endpoints that do so have no second error.
pub(super) fn fallback(input: &DeriveInput, krate: &Krate) -> TokenStream {
    let never = quote!(::core::unreachable!());
    implementation((&input.ident, &input.generics), krate, &TokenStream::new(), &never, &never)
}

fn implementation(
    (ident, generics): (&syn::Ident, &syn::Generics),
    krate: &Krate,
    statuses: &TokenStream,
    read: &TokenStream,
    send: &TokenStream,
) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let private = quote!(#krate::__private);
    quote! {
        #[automatically_derived]
        impl #impl_generics #private::ReadByStatus for #ident #type_generics #where_clause {
            const STATUSES: &'static [u16] = &[#statuses];

            #[allow(unused_variables)]
            fn read(
                endpoint: &'static #krate::Endpoint,
                spec: ::core::option::Option<&'static #private::EnvelopeSpec>,
                response: &mut #private::RawResponse,
            ) -> #krate::Result<Self> {
                #read
            }

            fn send(self) -> (u16, ::core::option::Option<#krate::Result<#private::Json>>) {
                #send
            }
        }
    }
}
