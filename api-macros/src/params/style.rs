//! The style of the pairs of a query or a form.

use proc_macro2::TokenStream;
use quote::quote;

use super::Shape;
use crate::krate::Krate;
use crate::vocab::{Bools, List, Nested};

/// The way in which pairs are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub(crate) list: List,
    pub(crate) nested: Option<Nested>,
    /// Truth values are written as `1` and `0`.
    pub(crate) digits: bool,
    /// The value is percent-encoded already.
    pub(crate) encoded: bool,
    /// The members of the value become pairs, without a name in front.
    pub(crate) flatten: bool,
    /// The options that the parameter has itself, and so must have an effect on its type.
    pub(crate) own: Own,
}

/// The options of a style that a parameter has, or leaves to the trait.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Own {
    list: bool,
    bools: bool,
}

/// The fault of a style beside `json`.
pub(super) const UNSTYLED_JSON: &str =
    "a JSON text is one value, which the other options have no effect on";

impl Style {
    /// The trait's style, with the options that a parameter declares in its place.
    pub(super) fn with(
        self,
        list: Option<List>,
        nested: Option<Nested>,
        bools: Option<Bools>,
    ) -> Self {
        Self {
            list: list.unwrap_or(self.list),
            nested,
            digits: bools.map_or(self.digits, |bools| bools == Bools::Digits),
            own: Own { list: list.is_some(), bools: bools.is_some() },
            ..self
        }
    }

    pub(super) fn is_plain(&self) -> bool {
        let plain = Self {
            list: List::Repeat,
            nested: None,
            digits: false,
            encoded: false,
            flatten: false,
            own: self.own,
        };
        *self == plain
    }

    /// The checks of a value's type that the style needs.
    pub(super) fn shapes(&self) -> Vec<Shape> {
        if self.flatten {
            return vec![Shape::Spread];
        }
        let mut shapes = Vec::new();
        if self.nested.is_some() {
            shapes.push(Shape::Nested);
        } else {
            shapes.push(Shape::Pairs);
            shapes.extend(self.own.list.then_some(Shape::List));
        }
        shapes.extend(self.own.bools.then_some(Shape::Bools));
        shapes
    }

    /// The style as a constant expression.
    pub(super) fn tokens(&self, krate: &Krate) -> TokenStream {
        let mut tokens = quote!(#krate::__private::Style::PLAIN);
        if self.list != List::Repeat {
            let list = list_style(self.list, krate);
            tokens.extend(quote!(.list(#list)));
        }
        match self.nested {
            None => {}
            Some(Nested::Brackets) => {
                tokens.extend(quote!(.nested(#krate::__private::Nested::Brackets)));
            }
            Some(Nested::Dots) => tokens.extend(quote!(.nested(#krate::__private::Nested::Dots))),
        }
        if self.digits {
            tokens.extend(quote!(.digits()));
        }
        if self.encoded {
            tokens.extend(quote!(.encoded()));
        }
        if self.flatten {
            tokens.extend(quote!(.flatten()));
        }
        tokens
    }
}

/// The style of a list.
pub(super) fn list_style(list: List, krate: &Krate) -> TokenStream {
    let style = match list {
        List::Repeat => quote!(Repeat),
        List::Csv => quote!(Csv),
        List::Ssv => quote!(Ssv),
        List::Pipes => quote!(Pipes),
        List::Brackets => quote!(Brackets),
        List::Indices => quote!(Indices),
    };
    quote!(#krate::__private::List::#style)
}
