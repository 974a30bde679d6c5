//! `#[derive(ErrorCode)]`: what was typed (`attr`), what it means (`model`), tokens (`expand`).

mod attr;
mod expand;
mod model;

use darling::FromDeriveInput as _;
use proc_macro2::TokenStream;
use syn::{Data, DeriveInput};

use crate::ctxt::Ctxt;

/// The implementation of `ErrorCode`, or every mistake at its own tokens.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut ctxt = Ctxt::default();
    let Some(input) = ctxt.handle(syn::parse2::<DeriveInput>(item).map_err(Into::into)) else {
        return ctxt.finish();
    };
    if !matches!(input.data, Data::Enum(_)) {
        ctxt.error_at(
            &input.ident,
            format!("the codes `{}` are not an enum", input.ident),
            "write a variant for each code: `enum Name { #[code(40103)] TokenExpired, … }`",
        );
        return ctxt.finish();
    }
    let args = attr::ErrorCodeArgs::from_derive_input(&input);
    let Some(args) = ctxt.handle(args) else { return ctxt.finish() };
    let codes = model::ErrorCode::new(&args, &mut ctxt);
    let tokens = expand::expand(&codes);
    let mistakes = ctxt.finish();
    if mistakes.is_empty() { tokens } else { mistakes }
}
