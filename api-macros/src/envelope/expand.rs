//! A checked envelope as tokens. Never fails.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::DeriveInput;
use syn::ext::IdentExt as _;

use super::model::{Envelope, Success};
use crate::krate::Krate;
use crate::syntax::docs;

/// ```text
/// impl<T> ::api_core::Envelope for Kook<T> {
///     const SPEC: Option<&'static EnvelopeSpec> = Some(
///         &EnvelopeSpec::new("code", Success::Int(&[0])).message("message").payload("data"),
///     );
/// }
/// ```
pub(super) fn expand(envelope: &Envelope<'_>, krate: &Krate) -> TokenStream {
    let Envelope { ident, generics, fields, discriminant, .. } = envelope;
    let success = success(&envelope.success);
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
    let (numbers, texts) = &envelope.expired;
    let expired = (!numbers.is_empty() || !texts.is_empty())
        .then(|| quote!(.expired(&[#(#numbers),*], &[#(#texts),*])));
    let default = envelope.default.then(|| quote!(.default()));
    let (name, docs) = (ident.unraw().to_string(), docs::text(envelope.attrs));
    quote! {
        #krate::__private::feature::if_openapi! { openapi
            #[automatically_derived]
            impl #impl_generics #krate::__private::openapi::DescribedEnvelope
                for #ident #type_generics #where_clause
            {
                const NAME: ::core::option::Option<#krate::__private::openapi::EnvelopeName> =
                    ::core::option::Option::Some(#krate::__private::openapi::EnvelopeName {
                        name: #name,
                        module: ::core::module_path!(),
                        docs: #docs,
                    });
            }
        }

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
                    #expired
                    #aliases
                    #default,
                )
            };
        }
    }
}

/// A value of `Success`, without its path.
fn success(rule: &Success) -> TokenStream {
    match rule {
        Success::Status => quote!(Status),
        Success::Absent => quote!(Absent),
        Success::Present => quote!(Present),
        Success::Bool(flag) => quote!(Bool(#flag)),
        Success::Int(values) => quote!(Int(&[#(#values),*])),
        Success::Text(values) => quote!(Text(&[#(#values),*])),
    }
}

/// An envelope with an error: it implements the trait and opens nothing.
pub(super) fn fallback(input: &DeriveInput, krate: &Krate) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let ident = &input.ident;
    quote! {
        #krate::__private::feature::if_openapi! { openapi
            #[automatically_derived]
            impl #impl_generics #krate::__private::openapi::DescribedEnvelope
                for #ident #type_generics #where_clause
            {
                const NAME: ::core::option::Option<#krate::__private::openapi::EnvelopeName> =
                    ::core::option::Option::None;
            }
        }

        #[automatically_derived]
        impl #impl_generics #krate::Envelope for #ident #type_generics #where_clause {
            const SPEC: ::core::option::Option<&'static #krate::__private::EnvelopeSpec> =
                ::core::option::Option::None;
        }
    }
}
