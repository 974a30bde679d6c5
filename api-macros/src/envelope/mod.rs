//! `#[derive(Envelope)]`: what was typed (`attr`), what it means (`model`), tokens (`expand`).

mod attr;
mod expand;
mod model;

use darling::FromDeriveInput as _;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields};

use crate::ctxt::Ctxt;

/// The implementation of `Envelope`, or every mistake at its own tokens.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut ctxt = Ctxt::default();
    let Some(input) = ctxt.handle(syn::parse2::<DeriveInput>(item).map_err(Into::into)) else {
        return ctxt.finish();
    };
    if !matches!(&input.data, Data::Struct(data) if matches!(data.fields, Fields::Named(_))) {
        ctxt.error_at(
            &input.ident,
            format!("the envelope `{}` is not a struct with named fields", input.ident),
            "write `struct Name<T> { … }`, with a field for each of its members",
        );
    } else {
        let tokens = attr::EnvelopeArgs::from_derive_input(&input)
            .and_then(|args| model::Envelope::new(&args).map(|envelope| expand::expand(&envelope)));
        if let Some(tokens) = ctxt.handle(tokens) {
            let mistakes = ctxt.finish();
            return quote!(#mistakes #tokens);
        }
    }
    // The traits that name it are not to be told that it is no envelope: it is a broken one.
    let fallback = expand::fallback(&input);
    let mistakes = ctxt.finish();
    quote!(#mistakes #fallback)
}
