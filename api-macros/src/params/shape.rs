//! Checks of a value's type that only the compiler can make: that an option has an effect on it, and
//! that it is no type that every call would refuse.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Type;

use super::Site;
use crate::syntax::ty;

/// A check, by the method of `api_core::__private::Shape` that makes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shape {
    /// `list` has an effect.
    List,
    /// `nested` has an effect.
    Nested,
    /// `bools` has an effect.
    Bools,
    /// The value has members to spread.
    Spread,
    /// The value has a text, or one per element.
    Pairs,
    /// The value is a single header.
    Header,
    /// The elements have texts.
    Texts,
    /// The value is one text.
    Text,
    /// The value is a part, or several.
    Part,
    /// The value has elements, or is a stream.
    Lines,
}

impl Shape {
    fn method(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Nested => "nested",
            Self::Bools => "bools",
            Self::Spread => "spread",
            Self::Pairs => "pairs",
            Self::Header => "header",
            Self::Texts => "texts",
            Self::Text => "text",
            Self::Part => "part",
            Self::Lines => "lines",
        }
    }

    /// True of a type that is seen to pass by its spelling, so that nothing need be emitted: each check
    /// is compiled, in every crate with such a trait.
    fn is_passed_by(self, ty: &Type) -> bool {
        let scalar = ty::is_spelled_as_scalar;
        let list = ty::is_spelled_as_list_of_scalars;
        match self {
            Self::Pairs | Self::Texts => scalar(ty) || list(ty),
            Self::Header | Self::Text | Self::Part => scalar(ty),
            Self::List | Self::Lines => list(ty),
            Self::Nested | Self::Bools | Self::Spread => false,
        }
    }

    /// ```text
    /// Shape(&ids).list(&ids);
    /// ```
    pub(crate) fn check(self, site: &Site<'_>) -> Option<TokenStream> {
        // What is converted can be written only once.
        if self.is_passed_by(site.ty) || ty::converted(site.ty).is_some() {
            return None;
        }
        let (krate, ident, value) = (site.krate, site.ident, site.borrowed());
        let method = Ident::new(self.method(), ident.span());
        Some(quote!(#krate::__private::Shape(&#ident).#method(#value);))
    }
}
