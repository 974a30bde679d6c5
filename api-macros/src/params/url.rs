//! `#[url]`: the URL itself, given at run time.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::{Kind, Loose, Misfit, Namespace, Naming, Read, Shape, Site};
use crate::ctxt::Ctxt;
use crate::options::options;

pub(crate) const WORD: &str = "url";

options! {
    /// `#[url]`
    pub(crate) struct Options {}
}

impl Options {
    pub(super) fn check(self) -> Url {
        let Self {} = self;
        Url
    }
}

/// The URL, instead of a path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Url;

impl Kind for Url {
    fn location(&self) -> &'static str {
        "Url"
    }

    fn doc_word(&self) -> &'static str {
        "URL"
    }

    fn naming(&self) -> Naming {
        Naming::Nameless { fault: "the URL is sent without a name" }
    }

    fn check_name(&self, _: &LitStr, _: &mut Ctxt) {}

    fn namespace(&self) -> Option<Namespace> {
        None
    }

    fn misfit(&self, _: Loose) -> Option<Misfit> {
        None
    }

    fn cursor_misfit(&self) -> Option<&'static str> {
        None
    }

    fn shows_in_url(&self) -> bool {
        true
    }

    fn shapes(&self, _: Loose) -> Vec<Shape> {
        Vec::new()
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let value = site.borrowed();
        vec![quote!(url(#value))]
    }

    fn read(&self, _: &Site<'_>) -> Option<Read> {
        None
    }
}
