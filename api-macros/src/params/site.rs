//! The place in the expansion where a value is written or read.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Ident, Type};

use super::Loose;
use crate::krate::Krate;
use crate::syntax::ty;

/// A parameter, and what its kind has to know of the endpoint.
pub(crate) struct Site<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    /// The parameter's name in the trait.
    pub(crate) own_name: String,
    pub(crate) wire_name: &'a str,
    /// Which of the template's placeholders it is the value of, counted from zero.
    pub(crate) placeholder: Option<usize>,
    /// The format of a body that is made of loose parameters.
    pub(crate) loose: Loose,
    pub(crate) krate: &'a Krate,
}

impl Site<'_> {
    /// The name on the wire. A value without one has the parameter's own, for messages.
    pub(super) fn name(&self) -> &str {
        if self.wire_name.is_empty() { &self.own_name } else { self.wire_name }
    }

    /// A reference to the argument. Should the type not fit, the compiler shows the type that the
    /// user declared, which is what has to change.
    pub(super) fn borrowed(&self) -> TokenStream {
        let (first, last) = ty::ends(self.ty);
        let mut ident = self.ident.clone();
        ident.set_span(ident.span().located_at(last));
        match ty::converted(self.ty) {
            // `impl Into<String>`: the `String` is what can be written.
            Some(target) => {
                quote_spanned!(first=> &::core::convert::Into::<#target>::into(#ident))
            }
            None => quote_spanned!(first=> &#ident),
        }
    }

    /// The argument by value, shown at its type.
    pub(super) fn owned(&self) -> TokenStream {
        let (first, _) = ty::ends(self.ty);
        let mut ident = self.ident.clone();
        ident.set_span(ident.span().located_at(first));
        match ty::converted(self.ty) {
            Some(target) => quote_spanned!(first=> ::core::convert::Into::<#target>::into(#ident)),
            None => quote!(#ident),
        }
    }
}
