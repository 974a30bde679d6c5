//! `#[part]`: a part of a multipart body.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::{Kind, Loose, Misfit, Namespace, Naming, Read, Site};
use crate::ctxt::Ctxt;
use crate::options::options;

pub(super) const WORD: &str = "part";

options! {
    /// `#[part("name")]`
    pub(crate) struct Options {}
}

impl Options {
    pub(super) fn check(self) -> Part {
        let Self {} = self;
        Part
    }
}

/// A part of a multipart body: a text, bytes, or a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part;

impl Kind for Part {
    fn location(&self) -> &'static str {
        "Part"
    }

    fn doc_word(&self) -> &'static str {
        "part"
    }

    fn naming(&self) -> Naming {
        Naming::Renamed
    }

    fn check_name(&self, _: &LitStr, _: &mut Ctxt) {}

    fn namespace(&self) -> Option<Namespace> {
        Some(Namespace::BODY)
    }

    fn misfit(&self, loose: Loose) -> Option<Misfit> {
        match loose {
            Loose::Json | Loose::Form => Some(Misfit {
                fault: "it is a part, and the body is not multipart",
                help: "write `body = multipart`, or `#[field]` here",
            }),
            Loose::Multipart => None,
        }
    }

    fn shows_in_url(&self) -> bool {
        false
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let (name, value) = (site.name(), site.owned());
        vec![quote!(part(#name, #value))]
    }

    fn read(&self, site: &Site<'_>) -> Option<Read> {
        let name = site.name();
        Some(Read { method: "part", inferred: true, arguments: quote!(#name) })
    }
}
