//! Checked codes as tokens. Never fails.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use syn::DeriveInput;

use super::model::{ErrorCode, Other};
use crate::krate::Krate;
use crate::syntax::ty;

/// ```text
/// impl ::api_core::ErrorCode for KookCode {
///     fn from_code(code: &Code) -> Option<Self> {
///         match code {
///             Code::Text(text) if text == "invalid_auth" => Some(Self::InvalidAuth),
///             code if *code == 40103_i64 => Some(Self::TokenExpired),
///             other => <i64 as CodeValue>::of(other).map(Self::Other),
///         }
///     }
/// }
/// ```
pub(super) fn expand(codes: &ErrorCode<'_>, krate: &Krate) -> TokenStream {
    let ErrorCode { ident, generics, ints, texts, other } = codes;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let some = quote!(::core::option::Option::Some);
    let ints = ints.iter().map(|(code, variant)| {
        let number = proc_macro2::Literal::i64_suffixed(*code);
        // By comparison and not by pattern: some APIs send their numbers as texts.
        quote!(code if *code == #number => #some(Self::#variant),)
    });
    let texts = texts.iter().map(|(code, variant)| {
        quote!(#krate::Code::Text(text) if text == #code => #some(Self::#variant),)
    });
    let other = match other {
        None => quote!(_ => ::core::option::Option::None,),
        Some(Other { variant, code: None }) => quote!(_ => #some(Self::#variant),),
        Some(Other { variant, code: Some(ty) }) => {
            // Shown at the type, should no code fit into it.
            let (first, _) = ty::ends(ty);
            let value = quote_spanned!(first=> <#ty as #krate::__private::CodeValue>::of);
            quote! {
            other => #value(other).map(Self::#variant),
            }
        }
    };
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::ErrorCode for #ident #type_generics #where_clause {
            fn from_code(code: &#krate::Code) -> ::core::option::Option<Self> {
                match code {
                    #(#texts)*
                    #(#ints)*
                    #other
                }
            }
        }
    }
}

/// Codes with an error. They implement the trait, and no code is one of them.
pub(super) fn fallback(input: &DeriveInput, krate: &Krate) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let ident = &input.ident;
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::ErrorCode for #ident #type_generics #where_clause {
            fn from_code(_: &#krate::Code) -> ::core::option::Option<Self> {
                ::core::option::Option::None
            }
        }
    }
}
