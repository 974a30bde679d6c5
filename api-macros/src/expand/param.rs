//! One argument as one statement.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::model::param::{Location, Param};
use crate::syntax::ty;

/// ```text
/// request.query("chat_code", &chat_code);
/// ```
pub(super) fn statement(param: &Param, request: &Ident) -> TokenStream {
    let name = &param.wire_name;
    let argument = argument(param);
    match param.location {
        Location::Path => quote!(#request.path(#argument);),
        Location::Query => quote!(#request.query(#name, #argument);),
        Location::Header => quote!(#request.header(#name, #argument);),
        Location::Field => quote!(#request.field(#name, #argument);),
        Location::Body => quote!(#request.json(#argument);),
    }
}

/// The argument, shown at the type that the user declared, which is what has to change should it
/// not fit.
fn argument(param: &Param) -> TokenStream {
    let (first, last) = ty::ends(&param.ty);
    let mut ident = param.ident.clone();
    ident.set_span(ident.span().located_at(last));
    quote_spanned!(first=> &#ident)
}
