//! A checked envelope as tokens. Never fails.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::DeriveInput;

use super::model::Envelope;

/// ```text
/// impl<T> ::api_core::Envelope for Kook<T> {
///     const SPEC: Option<&'static EnvelopeSpec> = Some(
///         &EnvelopeSpec::new("code", Success::Int(&[0])).message("message").payload("data"),
///     );
/// }
/// ```
pub(super) fn expand(envelope: &Envelope<'_>) -> TokenStream {
    let Envelope { krate, ident, generics, fields, discriminant, success, .. } = envelope;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let members = [
        ("code", &envelope.code),
        ("message", &envelope.message),
        ("retry_after", &envelope.retry_after),
        ("payload", &envelope.payload),
    ];
    let members = members.into_iter().filter_map(|(setter, member)| {
        let setter = Ident::new(setter, Span::call_site());
        member.as_ref().map(|member| quote!(.#setter(#member)))
    });
    let aliases = envelope.aliases.iter().map(|(alias, member)| quote!((#alias, #member)));
    let aliases = (!envelope.aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
    let default = envelope.default.then(|| quote!(.default()));
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
                        #discriminant,
                        #krate::__private::Success::#success,
                    )
                    #(#members)*
                    #aliases
                    #default,
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
