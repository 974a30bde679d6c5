//! `#[derive(Envelope)]`: what was typed (`attr`), what it means (`model`), tokens (`expand`).

mod attr;
mod expand;
mod model;

use darling::FromDeriveInput as _;
use proc_macro2::TokenStream;

/// The implementation of `Envelope`, or every mistake at its own tokens.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let args = syn::parse2(item)
        .map_err(darling::Error::from)
        .and_then(|input| attr::EnvelopeArgs::from_derive_input(&input));
    match args {
        Ok(args) => match model::Envelope::new(&args) {
            Ok(envelope) => expand::expand(&envelope),
            Err(error) => error.write_errors(),
        },
        Err(error) => error.write_errors(),
    }
}
