//! Checked codes as tokens. Never fails.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::model::ErrorCode;
use crate::syntax::ty;

/// ```text
/// impl ::api_core::ErrorCode for KookCode {
///     fn from_code(code: &Code) -> Option<Self> {
///         match code {
///             Code::Int(40103) => Some(Self::TokenExpired),
///             other => <i64 as CodeValue>::of(other).map(Self::Other),
///         }
///     }
/// }
/// ```
pub(super) fn expand(codes: &ErrorCode<'_>) -> TokenStream {
    let ErrorCode { krate, ident, generics, ints, texts, other } = codes;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let some = quote!(::core::option::Option::Some);
    let ints = ints.iter().map(|(code, variant)| {
        let code = proc_macro2::Literal::i64_unsuffixed(*code);
        quote!(#krate::Code::Int(#code) => #some(Self::#variant),)
    });
    let texts = texts.iter().map(|(code, variant)| {
        quote!(#krate::Code::Text(text) if text == #code => #some(Self::#variant),)
    });
    let other = match other {
        None => quote!(_ => ::core::option::Option::None,),
        Some((variant, None)) => quote!(_ => #some(Self::#variant),),
        Some((variant, Some(ty))) => {
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
                    #(#ints)*
                    #(#texts)*
                    #other
                }
            }
        }
    }
}
