//! `#[header]`: a header, several of one name, or a map of them.

use darling::util::Flag;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;

use super::style::list_style;
use super::{Kind, Loose, Misfit, Namespace, Naming, Read, Shape, Site};
use crate::ctxt::Ctxt;
use crate::options::{options, place};
use crate::vocab::List;

pub(super) const WORD: &str = "header";

options! {
    /// `#[header("Name", …)]`
    pub(crate) struct Options {
        list: Option<List>,
        flatten: Flag,
        replace: Flag,
    }
}

impl Options {
    pub(super) fn check(self, span: Span, ctxt: &mut Ctxt) -> Option<Header> {
        if let Some(replace) = place(self.replace).filter(|_| !self.flatten.is_present()) {
            let help =
                "leave `replace` out: a single header replaces one of the client's by itself";
            ctxt.error(replace, "`replace` has an effect only beside `flatten`", help);
            return None;
        }
        match (self.list, self.flatten.is_present()) {
            (None, false) => Some(Header::Single),
            (None, true) => Some(Header::Map { replaces: self.replace.is_present() }),
            (Some(list @ (List::Csv | List::Repeat)), false) => Some(Header::List(list)),
            (Some(_), true) => {
                ctxt.error(
                    span,
                    "`list` has no effect beside `flatten`",
                    "leave one of the two out",
                );
                None
            }
            (Some(_), false) => {
                ctxt.error(
                    span,
                    "the values of a header cannot be written in this style",
                    "write `list = \"csv\"` or `list = \"repeat\"`",
                );
                None
            }
        }
    }
}

/// The headers that a parameter becomes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Header {
    Single,
    /// A list, in one line or in several.
    List(List),
    /// Names and values, both given at run time.
    Map {
        /// True if a name may be that of a header which is set elsewhere.
        replaces: bool,
    },
}

impl Kind for Header {
    fn location(&self) -> &'static str {
        "Header"
    }

    fn doc_word(&self) -> &'static str {
        "header"
    }

    fn naming(&self) -> Naming {
        match self {
            Self::Single | Self::List(_) => Naming::Declared {
                fault: "the name of the header is missing",
                help: "write it in the attribute: `#[header(\"X-Name\")]`",
            },
            Self::Map { .. } => Naming::Nameless { fault: "the map has the names of its headers" },
        }
    }

    fn check_name(&self, name: &LitStr, ctxt: &mut Ctxt) {
        check_name(name, ctxt);
    }

    fn namespace(&self) -> Option<Namespace> {
        Some(Namespace::HEADERS)
    }

    fn misfit(&self, _: Loose) -> Option<Misfit> {
        None
    }

    fn cursor_misfit(&self) -> Option<&'static str> {
        None
    }

    fn shows_in_url(&self) -> bool {
        false
    }

    fn shapes(&self, _: Loose) -> Vec<Shape> {
        match self {
            Self::Single => vec![Shape::Header],
            Self::List(_) => vec![Shape::List, Shape::Texts],
            Self::Map { .. } => vec![Shape::Spread],
        }
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let (name, value, krate) = (site.name(), site.borrowed(), site.krate);
        vec![match self {
            Self::Single => quote!(header(#name, #value)),
            Self::List(list) => {
                let list = list_style(*list, krate);
                quote!(header_list(#name, #value, #list))
            }
            Self::Map { replaces: false } => quote!(header_map(#name, #value)),
            Self::Map { replaces: true } => quote!(replacing_header_map(#name, #value)),
        }]
    }

    fn read(&self, site: &Site<'_>) -> Option<Read> {
        let name = site.name();
        let (method, arguments) = match self {
            Self::Single => ("header", quote!(#name)),
            Self::List(list) => {
                let list = list_style(*list, site.krate);
                ("header_list", quote!(#name, #list))
            }
            Self::Map { replaces: false } => ("header_map", quote!(#name)),
            Self::Map { replaces: true } => ("replacing_header_map", quote!(#name)),
        };
        Some(Read { method, inferred: false, arguments })
    }
}

/// Checks the name of a header: of a parameter, or of a constant.
pub(crate) fn check_name(name: &LitStr, ctxt: &mut Ctxt) {
    let text = name.value();
    if !crate::header::is_token(&text) {
        ctxt.error_at(
            name,
            format!("`{text}` is not the name of a header"),
            "write letters, digits and `-`, as in `X-Request-Id`",
        );
    } else if crate::header::is_written_by_transport(&text) {
        ctxt.error_at(
            name,
            format!("the header `{text}` is written by the transport"),
            "leave it out: its value follows from the URL, the body and the connection",
        );
    }
}
