//! Checked failures as tokens. Never fails.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Ident};

use super::model::{Failures, Variant, Variants};
use crate::krate::Krate;
use crate::syntax::ty;

/// ```text
/// impl From<Error> for GithubError {
///     fn from(error: Error) -> Self {
///         match failed_status(&error) {
///             Some(404) => match read_failure::<Basic, _>(error, "NotFound") {
///                 Ok((body, _)) => Self::NotFound(body),
///                 Err(error) => Self::Call(error),
///             },
///             _ => Self::Call(error),
///         }
///     }
/// }
/// ```
///
/// and the way back, `as_error`, `Display` and `std::error::Error`.
pub(super) fn expand(failures: &Failures<'_>, krate: &Krate) -> TokenStream {
    let from_error = from_error(failures, krate);
    let into_error = into_error(failures, krate);
    let as_error = as_error(failures, krate);
    let display = display(failures);
    quote!(#from_error #into_error #as_error #display)
}

fn from_error(failures: &Failures<'_>, krate: &Krate) -> TokenStream {
    let Failures { variants, other, .. } = failures;
    let Variants { ident, generics, by_status, default, .. } = variants;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let arms = by_status.iter().map(|variant| {
        let statuses = &variant.statuses;
        let read = read(variant, failures, krate);
        quote!(::core::option::Option::Some(#(#statuses)|*) => #read)
    });
    let default_arm = default.iter().map(|variant| {
        let read = read(variant, failures, krate);
        quote!(::core::option::Option::Some(_) => #read)
    });
    let keep = kept(failures, krate, "keep");
    quote! {
        #[automatically_derived]
        impl #impl_generics ::core::convert::From<#krate::Error> for #ident #type_generics
        #where_clause
        {
            fn from(error: #krate::Error) -> Self {
                match #krate::__private::failed_status(&error) {
                    #(#arms)*
                    #(#default_arm)*
                    _ => Self::#other(#keep(error)),
                }
            }
        }
    }
}

fn into_error(failures: &Failures<'_>, krate: &Krate) -> TokenStream {
    let Failures { variants, other, .. } = failures;
    let Variants { ident, generics, .. } = variants;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let back = variants.all().map(|variant| back(variant, krate));
    let give = kept(failures, krate, "give");
    quote! {
        #[automatically_derived]
        impl #impl_generics ::core::convert::From<#ident #type_generics> for #krate::Error
        #where_clause
        {
            fn from(failure: #ident #type_generics) -> Self {
                #[allow(unused_imports)]
                use #krate::__private::UnsentBody as _;
                match failure {
                    #(#ident::#back)*
                    #ident::#other(error) => #give(error),
                }
            }
        }
    }
}

fn as_error(failures: &Failures<'_>, krate: &Krate) -> TokenStream {
    let Failures { variants, other, .. } = failures;
    let Variants { ident, generics, .. } = variants;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let errors = variants.all().map(|variant| {
        let Variant { ident, body, error, .. } = variant;
        match (body, error) {
            (_, Some(ty)) => {
                let (first, _) = ty::ends(ty);
                let error = quote_spanned!(first=> ::core::option::Option::Some(error));
                quote!(Self::#ident(_, error) => #error,)
            }
            (Some(_), None) => quote!(Self::#ident(_) => ::core::option::Option::None,),
            (None, None) => quote!(Self::#ident => ::core::option::Option::None,),
        }
    });
    let get = kept(failures, krate, "get");
    quote! {
        #[automatically_derived]
        impl #impl_generics #ident #type_generics #where_clause {
            /// The error of the call, with its status, headers and attempts. None for a variant that
            /// has no field for it beside the body.
            #[must_use]
            #[allow(dead_code)]
            pub fn as_error(&self) -> ::core::option::Option<&#krate::Error> {
                match self {
                    #(#errors)*
                    Self::#other(error) => ::core::option::Option::Some(#get(error)),
                }
            }
        }
    }
}

/// `Display` and `std::error::Error`.
fn display(failures: &Failures<'_>) -> TokenStream {
    let Failures { variants, other, .. } = failures;
    let Variants { ident, generics, .. } = variants;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let words = variants.all().map(|variant| {
        let words = words(variant);
        let Variant { ident, body, .. } = variant;
        let pattern = body.map(|_| quote!((..)));
        quote!(Self::#ident #pattern => f.write_str(#words),)
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics ::core::fmt::Display for #ident #type_generics #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                if let ::core::option::Option::Some(error) = self.as_error() {
                    return ::core::fmt::Display::fmt(error, f);
                }
                match self {
                    #(#words)*
                    Self::#other(..) => ::core::result::Result::Ok(()),
                }
            }
        }

        #[automatically_derived]
        impl #impl_generics ::std::error::Error for #ident #type_generics #where_clause {
            fn source(&self) -> ::core::option::Option<&(dyn ::std::error::Error + 'static)> {
                ::std::error::Error::source(self.as_error()?)
            }
        }
    }
}

/// The way from an error with one of the variant's statuses to the variant.
fn read(variant: &Variant<'_>, failures: &Failures<'_>, krate: &Krate) -> TokenStream {
    let Variant { ident, body, error, .. } = variant;
    let Some(body) = body else { return quote!(Self::#ident,) };
    let (other, keep) = (failures.other, kept(failures, krate, "keep"));
    let name = ident.to_string();
    let fields = match error {
        Some(_) => quote!((body, error) => Self::#ident(body, error)),
        None => quote!((body, _) => Self::#ident(body)),
    };
    // Shown at the type, should no body be readable as it.
    let (first, _) = ty::ends(body);
    let read = quote_spanned!(first=> #krate::__private::read_failure::<#body, _>);
    quote! {
        match #read(error, #name) {
            ::core::result::Result::Ok(read) => match read { #fields },
            ::core::result::Result::Err(error) => Self::#other(#keep(error)),
        },
    }
}

/// A function of the trait that only the error of a call implements: shown at the type of the variant for
/// all other errors, should that be another.
fn kept(failures: &Failures<'_>, krate: &Krate, function: &str) -> TokenStream {
    let ty = failures.other_type;
    let (first, _) = ty::ends(ty);
    let function = Ident::new(function, first);
    quote_spanned!(first=> <#ty as #krate::__private::KeptError>::#function)
}

/// The way from a variant to an error that a server can send, behind the name of the enum.
fn back(variant: &Variant<'_>, krate: &Krate) -> TokenStream {
    let Variant { ident, statuses, body, error, .. } = variant;
    // A failure of no other status is the server's own.
    let status = statuses.first().copied().unwrap_or(500);
    match (body, error) {
        (_, Some(ty)) => {
            let (first, _) = ty::ends(ty);
            let of_call = quote_spanned!(first=> #krate::__private::error_of_call);
            quote! {
                #ident(body, error) => match #of_call(error, &[#(#statuses),*], #status) {
                    ::core::result::Result::Ok(error) => error,
                    ::core::result::Result::Err(status) => {
                        #krate::__private::SentBody(body).into_error(status)
                    }
                },
            }
        }
        (Some(_), None) => {
            quote!(#ident(body) => #krate::__private::SentBody(body).into_error(#status),)
        }
        (None, None) => quote!(#ident => #krate::__private::sent_status(#status),),
    }
}

/// The variant in words.
fn words(variant: &Variant<'_>) -> String {
    let statuses: Vec<String> = variant.statuses.iter().map(u16::to_string).collect();
    match statuses.is_empty() {
        true => format!("the server responded with a failure (`{}`)", variant.ident),
        false => {
            format!(
                "the server responded with HTTP {} (`{}`)",
                statuses.join(" or "),
                variant.ident
            )
        }
    }
}

/// An enum with an error: it can be made of an error, so that nothing that uses it fails as well.
pub(super) fn fallback(input: &DeriveInput, krate: &Krate) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let ident = &input.ident;
    quote! {
        #[automatically_derived]
        impl #impl_generics ::core::convert::From<#krate::Error> for #ident #type_generics
        #where_clause
        {
            fn from(_: #krate::Error) -> Self {
                ::core::unreachable!()
            }
        }
    }
}
