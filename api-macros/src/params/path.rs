//! `#[path]`: a value at a placeholder of the path.

use darling::util::Flag;
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::LitStr;

use super::{Kind, Loose, Misfit, Namespace, Naming, Read, Shape, Site};
use crate::ctxt::Ctxt;
use crate::options::options;
use crate::vocab::List;

pub(super) const WORD: &str = "path";

options! {
    /// `#[path("name", …)]`
    pub(crate) struct Options {
        encoded: Flag,
        list: Option<List>,
    }
}

impl Options {
    pub(super) fn check(self, span: Span, ctxt: &mut Ctxt) -> Option<Path> {
        match (self.list, self.encoded.is_present()) {
            (None, false) => Some(Path::Value),
            (None, true) => Some(Path::Encoded),
            (Some(List::Csv), false) => Some(Path::List),
            (Some(List::Csv), true) => {
                let help = "leave `list` or `encoded` out";
                ctxt.error(span, "a list cannot be percent-encoded as a whole", help);
                None
            }
            (Some(List::Repeat | List::Ssv | List::Pipes | List::Brackets | List::Indices), _) => {
                let fault = "a list in a path cannot be written in this style";
                ctxt.error(span, fault, "write `list = \"csv\"`");
                None
            }
        }
    }
}

/// A value at its placeholder.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Path {
    #[default]
    Value,
    /// A value that is percent-encoded already.
    Encoded,
    /// A list, with commas between its elements.
    List,
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

    fn cursor_misfit(&self) -> Option<&'static str> {
        Some("the path is written once, and the next cursor cannot replace a part")
    }

    fn shows_in_url(&self) -> bool {
        true
    }

    fn shapes(&self, _: Loose) -> Vec<Shape> {
        match self {
            Self::List => vec![Shape::List, Shape::Texts],
            Self::Value | Self::Encoded => Vec::new(),
        }
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let value = site.borrowed();
        vec![match self {
            Self::Value => quote!(path(#value)),
            Self::Encoded => quote!(encoded_path(#value)),
            Self::List => quote!(path_list(#value)),
        }]
    }

    fn read(&self, site: &Site<'_>) -> Option<Read> {
        let placeholder = Literal::usize_unsuffixed(site.placeholder?);
        let (method, inferred) = match self {
            Self::Value => ("path", true),
            Self::Encoded => ("encoded_path", true),
            Self::List => ("path_list", false),
        };
        Some(Read { method, inferred, arguments: quote!(#placeholder) })
    }
}
