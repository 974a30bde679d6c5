//! `#[derive(Paginated)]`: what was typed (`attr`), what it means (`model`), tokens (`expand`).

mod attr;
mod described;
mod expand;
mod model;
mod names;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput};

use crate::ctxt::Ctxt;
use crate::krate::Krate;

/// The implementation of `Paginated`, or every error at its own tokens.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut ctxt = Ctxt::default();
    let usage = "derive `Paginated` on a struct";
    let Some(input) = ctxt.parsed(syn::parse2::<DeriveInput>(item), usage) else {
        return ctxt.finish();
    };
    let args = attr::StructArgs::parse(&input.attrs, &mut ctxt);
    let krate = Krate(args.as_ref().and_then(|args| args.krate.clone()));
    let page = match &input.data {
        Data::Struct(data) => model::Page::new(&input, &data.fields, args, &mut ctxt),
        Data::Enum(_) | Data::Union(_) => {
            ctxt.error_at(
                &input.ident,
                format!(
                    "`{}` is not a struct, and has no field for the items of a page",
                    input.ident
                ),
                format!("write `struct {} {{ #[page(items)] items: Vec<Item>, … }}`", input.ident),
            );
            None
        }
    };
    let tokens = match page {
        Some(page) => {
            let (page, table) = (expand::expand(&page, &krate), described::table(&page, &krate));
            quote!(#page #table)
        }
        // Without it, the endpoints that return the page would report that it is none.
        None => expand::fallback(&input, &krate),
    };
    let errors = ctxt.finish();
    quote!(#errors #tokens)
}
