//! `#[part]`: a part of a multipart body.

use darling::util::Flag;
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::{BODY_CURSOR, Kind, Loose, Misfit, Namespace, Naming, Read, Shape, Site};
use crate::ctxt::Ctxt;
use crate::options::{options, place};

pub(super) const WORD: &str = "part";

options! {
    /// `#[part("name", …)]`
    pub(crate) struct Options {
        flatten: Flag,
        json: Flag,
    }
}

impl Options {
    pub(super) fn check(self, ctxt: &mut Ctxt) -> Option<Part> {
        match (place(self.flatten), self.json.is_present()) {
            (None, false) => Some(Part::Value),
            (None, true) => Some(Part::Json),
            (Some(_), false) => Some(Part::Spread),
            (Some(flatten), true) => {
                ctxt.error(
                    flatten,
                    "a part that is spread is not one JSON text",
                    "leave `flatten` or `json` out",
                );
                None
            }
        }
    }
}

/// A part of a multipart body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// A text, bytes, or a file.
    Value,
    /// A JSON text, with its content type.
    Json,
    /// Parts whose names the caller chooses.
    Spread,
}

impl Kind for Part {
    fn location(&self) -> &'static str {
        "Part"
    }

    fn doc_word(&self) -> &'static str {
        "part"
    }

    fn naming(&self) -> Naming {
        match self {
            Self::Value | Self::Json => Naming::Renamed,
            Self::Spread => Naming::SPREAD,
        }
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

    fn cursor_misfit(&self) -> Option<&'static str> {
        Some(BODY_CURSOR)
    }

    fn shows_in_url(&self) -> bool {
        false
    }

    fn shapes(&self, _: Loose) -> Vec<Shape> {
        match self {
            Self::Value => vec![Shape::Part],
            Self::Json | Self::Spread => Vec::new(),
        }
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let name = site.name();
        vec![match self {
            Self::Value => {
                let value = site.owned();
                quote!(part(#name, #value))
            }
            Self::Json => {
                let value = site.borrowed();
                quote!(part_json(#name, #value))
            }
            Self::Spread => {
                let value = site.owned();
                quote!(flat_part(#name, #value))
            }
        }]
    }

    fn read(&self, site: &Site<'_>) -> Option<Read> {
        let name = site.name();
        let (method, inferred) = match self {
            Self::Value => ("part", true),
            Self::Json => ("part_json", false),
            Self::Spread => ("flat_part", true),
        };
        Some(Read { method, inferred, arguments: quote!(#name) })
    }
}
