//! `#[derive(Envelope)]`: what was typed (`attr`), what it means (`model`, `success`), tokens (`expand`).

mod attr;
mod expand;
mod model;
mod success;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, FieldsNamed};

use crate::ctxt::Ctxt;
use crate::krate::Krate;

/// The implementation of `Envelope`, or every error at its own tokens.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut ctxt = Ctxt::default();
    let usage = "derive `Envelope` on a struct";
    let Some(input) = ctxt.parsed(syn::parse2::<DeriveInput>(item), usage) else {
        return ctxt.finish();
    };
    let args = attr::StructArgs::parse(&input.attrs, &mut ctxt);
    let krate = Krate(args.as_ref().and_then(|args| args.krate.clone()));
    let envelope = match fields(&input) {
        Some(fields) => model::Envelope::new(&input, args, fields, &mut ctxt),
        None => {
            ctxt.error_at(
                &input.ident,
                format!("the envelope `{}` is not a struct with named fields", input.ident),
                "write `struct Name<T> { … }`, with a field for each of its members",
            );
            None
        }
    };
    let tokens = match envelope {
        Some(envelope) => expand::expand(&envelope, &krate),
        // Without it, the traits that name the envelope would report that it is none.
        None => expand::fallback(&input, &krate),
    };
    let errors = ctxt.finish();
    quote!(#errors #tokens)
}

fn fields(input: &DeriveInput) -> Option<&FieldsNamed> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Some(fields),
            Fields::Unnamed(_) | Fields::Unit => None,
        },
        Data::Enum(_) | Data::Union(_) => None,
    }
}
