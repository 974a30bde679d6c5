//! `#[derive(Envelope)]`: what was typed (`attr`), what it means (`model`), tokens (`expand`).

mod attr;
mod expand;
mod model;

use darling::FromDeriveInput as _;
use proc_macro2::TokenStream;

use crate::ctxt::Ctxt;

/// The implementation of `Envelope`, or every mistake at its own tokens.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let envelope = syn::parse2(item)
        .map_err(darling::Error::from)
        .and_then(|input| attr::EnvelopeArgs::from_derive_input(&input))
        .and_then(|args| model::Envelope::new(&args).map(|envelope| expand::expand(&envelope)));
    let mut ctxt = Ctxt::default();
    ctxt.handle(envelope).unwrap_or_else(|| ctxt.finish())
}
