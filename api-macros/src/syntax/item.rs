//! The trait and its methods, with our own attributes taken off.

use darling::Error;
use proc_macro2::TokenStream;
use syn::{Attribute, FnArg, Ident, ItemTrait, Signature, TraitItem, TraitItemFn};

use crate::attr::param;
use crate::symbol;

/// A trait: its head, and its items in order.
pub(crate) struct TraitSyntax {
    /// The trait without its items.
    pub(crate) head: ItemTrait,
    pub(crate) items: Vec<TraitItem>,
}

impl TraitSyntax {
    pub(crate) fn parse(item: TokenStream) -> darling::Result<Self> {
        let mut head: ItemTrait = match syn::parse2::<syn::Item>(item) {
            Ok(syn::Item::Trait(head)) => head,
            Ok(other) => {
                let message = "`#[api]` stands on a trait, whose methods are the endpoints";
                return Err(Error::custom(message).with_span(&other));
            }
            Err(error) => return Err(error.into()),
        };
        let items = std::mem::take(&mut head.items);
        Ok(Self { head, items })
    }
}

/// A method, with what was typed in our attributes kept apart.
pub(crate) struct FnSyntax {
    /// The method without our attributes.
    pub(crate) method: TraitItemFn,
    /// Its `#[endpoint]` attributes; one, if all is well.
    pub(crate) endpoint: Vec<Attribute>,
    /// The attributes of its parameters that are ours, receiver left out.
    pub(crate) params: Vec<Vec<Attribute>>,
}

impl FnSyntax {
    pub(crate) fn new(mut method: TraitItemFn) -> Self {
        let endpoint = take(&mut method.attrs, is_endpoint);
        let mut params = Vec::new();
        for input in &mut method.sig.inputs {
            if let FnArg::Typed(input) = input {
                params.push(take(&mut input.attrs, param::is_ours));
            }
        }
        Self { method, endpoint, params }
    }

    pub(crate) fn name(&self) -> &Ident {
        &self.method.sig.ident
    }

    pub(crate) fn sig(&self) -> &Signature {
        &self.method.sig
    }
}

/// `#[endpoint]`, or the same by its path, as in `#[api_core::endpoint]`.
fn is_endpoint(attr: &Attribute) -> bool {
    attr.path().segments.last().is_some_and(|last| last.ident == symbol::ENDPOINT)
}

fn take(attrs: &mut Vec<Attribute>, ours: impl Fn(&Attribute) -> bool) -> Vec<Attribute> {
    let (taken, kept) = std::mem::take(attrs).into_iter().partition(ours);
    *attrs = kept;
    taken
}

/// The attributes with one of these names, such as `cfg`.
pub(crate) fn named<'a>(
    attrs: &'a [Attribute],
    names: &'a [&str],
) -> impl Iterator<Item = &'a Attribute> {
    attrs.iter().filter(|attr| names.iter().any(|name| attr.path().is_ident(name)))
}
