//! `#[derive(StatusError)]` and `#[derive(ByStatus)]`, enums with a variant for each HTTP status: what
//! was typed (`attr`), what it means (`model`), tokens (`failure` of one, `response` of the other).

mod attr;
mod described;
mod failure;
mod model;
mod response;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DeriveInput};

use self::model::Variants;
use crate::ctxt::Ctxt;
use crate::krate::Krate;
use crate::symbol;

/// The implementations of an error by status, or every error at its own tokens.
pub(crate) fn derive_error(item: TokenStream) -> TokenStream {
    let variants = "#[status(404)] NotFound(Details), … #[other] Call(api_core::Error)";
    derive(
        item,
        ("StatusError", symbol::STATUS_ERROR),
        variants,
        failure::fallback,
        |input, data, krate, ctxt| {
            let failures = Variants::of_failure(input, data, ctxt)?;
            let described = described::failure(&failures.variants, krate);
            let expanded = failure::expand(&failures, krate);
            Some(quote!(#described #expanded))
        },
    )
}

/// The implementation of a response by status, or every error at its own tokens.
pub(crate) fn derive_response(item: TokenStream) -> TokenStream {
    let variants = "#[status(200)] Ready(Report), #[status(202)] Later, …";
    derive(
        item,
        ("ByStatus", symbol::BY_STATUS),
        variants,
        response::fallback,
        |input, data, krate, ctxt| {
            let variants = Variants::of_response(input, data, ctxt)?;
            let described = described::response(&variants, krate);
            let expanded = response::expand(&variants, krate);
            Some(quote!(#described #expanded))
        },
    )
}

fn derive(
    item: TokenStream,
    (name, helper): (&str, &str),
    variants: &str,
    fallback: impl FnOnce(&DeriveInput, &Krate) -> TokenStream,
    expand: impl FnOnce(&DeriveInput, &DataEnum, &Krate, &mut Ctxt) -> Option<TokenStream>,
) -> TokenStream {
    let mut ctxt = Ctxt::default();
    let usage = format!("derive `{name}` on an enum");
    let Some(input) = ctxt.parsed(syn::parse2::<DeriveInput>(item), &usage) else {
        return ctxt.finish();
    };
    let args = attr::EnumArgs::parse(&input.attrs, helper, &mut ctxt);
    let krate = Krate(args.and_then(|args| args.krate));
    for attr in attr::StatusArg::attributes(&input.attrs) {
        let fault = format!("this status is on the enum `{}`, not on a variant", input.ident);
        ctxt.error_at(attr.path(), fault, "write it above the variant that it is for");
    }
    let tokens = match &input.data {
        Data::Enum(data) => expand(&input, data, &krate, &mut ctxt),
        Data::Struct(_) | Data::Union(_) => {
            ctxt.error_at(
                &input.ident,
                format!("`{}` is not an enum, and has no variants for statuses", input.ident),
                format!("write `enum {} {{ {variants} }}`", input.ident),
            );
            None
        }
    };
    let tokens = tokens.unwrap_or_else(|| fallback(&input, &krate));
    let errors = ctxt.finish();
    quote!(#errors #tokens)
}
