//! The description of the variants, if the feature is on.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::model::{Variant, Variants};
use crate::krate::Krate;
use crate::syntax::{docs, ty};

/// ```text
/// impl DescribedFailure for GithubError {
///     type Bodies = (Basic, (NoBody, ()));
///     const VARIANTS: &'static [(&'static [u16], &'static str)] = &[(&[404], "Not there."), (&[], "")];
/// }
/// ```
pub(super) fn failure(variants: &Variants<'_>, krate: &Krate) -> TokenStream {
    let no_body = quote!(#krate::__private::openapi::NoBody);
    let all = variants.by_status.iter().chain(&variants.default);
    described("DescribedFailure", variants, all, &no_body, krate)
}

/// The description of a response, where a variant without a body is read as `()`.
pub(super) fn response(variants: &Variants<'_>, krate: &Krate) -> TokenStream {
    described("DescribedByStatus", variants, variants.by_status.iter(), &quote!(()), krate)
}

fn described<'v, 'a: 'v>(
    name: &str,
    Variants { ident, generics, .. }: &Variants<'_>,
    variants: impl DoubleEndedIterator<Item = &'v Variant<'a>> + Clone,
    none: &TokenStream,
    krate: &Krate,
) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let name = Ident::new(name, Span::call_site());
    let bodies = variants.clone().rev().fold(quote!(()), |rest, variant| match variant.body {
        // Shown at the type, should it have no description.
        Some(body) => {
            let (first, _) = ty::ends(body);
            quote_spanned!(first=> (#body, #rest))
        }
        None => quote!((#none, #rest)),
    });
    let words = variants.map(|Variant { statuses, attrs, .. }| {
        let docs = docs::text(attrs);
        quote!((&[#(#statuses),*], #docs))
    });
    quote! {
        #krate::__private::feature::if_openapi! { openapi
            #[automatically_derived]
            impl #impl_generics #krate::__private::openapi::#name
                for #ident #type_generics #where_clause
            {
                type Bodies = #bodies;
                const VARIANTS: &'static [(&'static [::core::primitive::u16], &'static ::core::primitive::str)] =
                    &[#(#words),*];
            }
        }
    }
}
