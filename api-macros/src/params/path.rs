//! `#[path]`: a value at a placeholder of the path.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::{Kind, Loose, Misfit, Namespace, Naming, Read, Site};
use crate::ctxt::Ctxt;
use crate::options::{Switch, options};

pub(super) const WORD: &str = "path";

options! {
    /// `#[path("name", …)]`
    pub(crate) struct Options {
        encoded: Switch,
    }
}

impl Options {
    pub(super) fn check(self) -> Path {
        Path { encoded: self.encoded.is_on() }
    }
}

/// A value at its placeholder.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Path {
    /// Whether the value is percent-encoded already.
    encoded: bool,
}

impl Kind for Path {
    fn location(&self) -> &'static str {
        "Path"
    }

    fn doc_word(&self) -> &'static str {
        "path"
    }

    fn naming(&self) -> Naming {
        Naming::Verbatim
    }

    fn check_name(&self, _: &LitStr, _: &mut Ctxt) {}

    fn namespace(&self) -> Option<Namespace> {
        // Two values for one placeholder are found beside the template.
        None
    }

    fn misfit(&self, _: Loose) -> Option<Misfit> {
        None
    }

    fn shows_in_url(&self) -> bool {
        true
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let value = site.borrowed();
        vec![if self.encoded { quote!(encoded_path(#value)) } else { quote!(path(#value)) }]
    }

    fn read(&self, site: &Site<'_>) -> Option<Read> {
        let name = site.name();
        let method = if self.encoded { "encoded_path" } else { "path" };
        Some(Read { method, inferred: true, arguments: quote!(#name) })
    }
}
