//! A checked envelope as tokens. Never fails.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::model::Envelope;

/// ```text
/// impl<T> ::api_core::Envelope for Kook<T> {
///     const SPEC: Option<&'static EnvelopeSpec> =
///         Some(&EnvelopeSpec::new("code", Success::Int(&[0]), "data").message("message"));
/// }
/// ```
pub(super) fn expand(envelope: &Envelope<'_>) -> TokenStream {
    let Envelope { krate, ident, generics, fields, code, success, message, payload } = envelope;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let message = message.as_ref().map(|message| quote!(.message(#message)));
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::Envelope for #ident #type_generics #where_clause {
            const SPEC: ::core::option::Option<&'static #krate::__private::EnvelopeSpec> = {
                // The fields are read by the engine that the table below is for: without this
                // function, which nothing calls, the compiler would report them as dead code.
                #[allow(dead_code)]
                fn fields #impl_generics (envelope: &#ident #type_generics) #where_clause {
                    #(_ = &envelope.#fields;)*
                }
                ::core::option::Option::Some(
                    &#krate::__private::EnvelopeSpec::new(
                        #code,
                        #krate::__private::Success::#success,
                        #payload,
                    )
                    #message,
                )
            };
        }
    }
}

/// An envelope with a mistake: it implements the trait and opens nothing.
pub(super) fn fallback(input: &DeriveInput) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let ident = &input.ident;
    quote! {
        #[automatically_derived]
        impl #impl_generics ::api_core::Envelope for #ident #type_generics #where_clause {
            const SPEC: ::core::option::Option<&'static ::api_core::__private::EnvelopeSpec> =
                ::core::option::Option::None;
        }
    }
}
