//! `#[derive(ErrorCode)]`: what was typed (`attr`), what it means (`model`), tokens (`expand`).

mod attr;
mod expand;
mod model;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput};

use crate::ctxt::Ctxt;
use crate::krate::Krate;

/// The implementation of `ErrorCode`, or every error at its own tokens.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut ctxt = Ctxt::default();
    let usage = "derive `ErrorCode` on an enum";
    let Some(input) = ctxt.parsed(syn::parse2::<DeriveInput>(item), usage) else {
        return ctxt.finish();
    };
    let args = attr::EnumArgs::parse(&input.attrs, &mut ctxt);
    let krate = Krate(args.and_then(|args| args.krate));
    let codes = match &input.data {
        Data::Enum(data) => model::ErrorCode::new(&input, data, &mut ctxt),
        Data::Struct(_) | Data::Union(_) => {
            ctxt.error_at(
                &input.ident,
                format!("`{}` is not an enum, and has no variants for codes", input.ident),
                format!("write `enum {} {{ #[code(40103)] TokenExpired, … }}`", input.ident),
            );
            None
        }
    };
    let tokens = match codes {
        Some(codes) => expand::expand(&codes, &krate),
        // Without it, code that asks for one of the codes would report that there are none.
        None => expand::fallback(&input, &krate),
    };
    let errors = ctxt.finish();
    quote!(#errors #tokens)
}
