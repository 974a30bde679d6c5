//! `#[query]`: pairs of the query, a flag in it, or a JSON text.

use darling::util::Flag;
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::style::UNSTYLED_JSON;
use super::{Kind, Loose, Misfit, Namespace, Naming, Read, SPREAD_CURSOR, Shape, Site, Style};
use crate::ctxt::Ctxt;
use crate::options::{options, place};
use crate::vocab::{Bools, List, Nested};

pub(super) const WORD: &str = "query";

options! {
    /// `#[query("name", …)]`
    pub(crate) struct Options {
        list: Option<List>,
        nested: Option<Nested>,
        bools: Option<Bools>,
        encoded: Flag,
        flag: Flag,
        flatten: Flag,
        json: Flag,
    }
}

impl Options {
    pub(super) fn check(self, plain: Style, ctxt: &mut Ctxt) -> Option<Query> {
        let styled = self.list.is_some() || self.nested.is_some() || self.bools.is_some();
        let styled = styled || self.encoded.is_present() || self.flatten.is_present();
        match (place(self.flag), place(self.json)) {
            (None, None) => {
                let style = plain.with(self.list, self.nested, self.bools);
                let (encoded, flatten) = (self.encoded.is_present(), self.flatten.is_present());
                Some(Query::Pairs(Style { encoded, flatten, ..style }))
            }
            (Some(_), None) if !styled => Some(Query::Flag),
            (None, Some(_)) if !styled => Some(Query::Json),
            (Some(flag), _) => {
                ctxt.error(
                    flag,
                    "a flag is sent without a value, which the other options are about",
                    "leave the other options out, or leave `flag` out",
                );
                None
            }
            (None, Some(json)) => {
                ctxt.error(json, UNSTYLED_JSON, "leave the other options out, or leave `json` out");
                None
            }
        }
    }
}

/// The pairs that a parameter becomes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Query {
    /// One pair or several, by the type of the value.
    Pairs(Style),
    /// The name alone, or nothing.
    Flag,
    /// One pair, whose value is a JSON text.
    Json,
}

impl Kind for Query {
    fn location(&self) -> &'static str {
        "Query"
    }

    fn doc_word(&self) -> &'static str {
        "query"
    }

    fn naming(&self) -> Naming {
        match self {
            Self::Pairs(style) if style.flatten => Naming::SPREAD,
            Self::Pairs(_) | Self::Flag | Self::Json => Naming::Renamed,
        }
    }

    fn check_name(&self, _: &LitStr, _: &mut Ctxt) {}

    fn namespace(&self) -> Option<Namespace> {
        Some(Namespace::QUERY)
    }

    fn misfit(&self, _: Loose) -> Option<Misfit> {
        None
    }

    fn cursor_misfit(&self) -> Option<&'static str> {
        match self {
            Self::Pairs(style) if style.flatten => Some(SPREAD_CURSOR),
            Self::Pairs(_) | Self::Json => None,
            Self::Flag => Some("a flag has no value, and asks for no page"),
        }
    }

    fn shows_in_url(&self) -> bool {
        match self {
            Self::Pairs(_) | Self::Json => true,
            Self::Flag => false,
        }
    }

    fn shapes(&self, _: Loose) -> Vec<Shape> {
        match self {
            Self::Pairs(style) => style.shapes(),
            Self::Flag | Self::Json => Vec::new(),
        }
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let name = site.name();
        vec![match self {
            Self::Flag => {
                let value = site.owned();
                quote!(flag(#name, #value))
            }
            Self::Json => {
                let value = site.borrowed();
                quote!(query_json(#name, #value))
            }
            Self::Pairs(style) => {
                let value = site.borrowed();
                if style.is_plain() && is_unreserved(name) {
                    quote!(query(#name, #value))
                } else {
                    let style = style.tokens(site.krate);
                    quote!(query_as(#name, #value, #style))
                }
            }
        }]
    }

    fn read(&self, site: &Site<'_>) -> Option<Read> {
        let name = site.name();
        let (method, arguments) = match self {
            Self::Flag => ("flag", quote!(#name)),
            Self::Json => ("query_json", quote!(#name)),
            Self::Pairs(style) => {
                let style = style.tokens(site.krate);
                ("query", quote!(#name, #style))
            }
        };
        Some(Read { method, inferred: false, arguments })
    }
}

/// True of a name that is the same when it is encoded (RFC 3986 §2.3), so that no call has to look.
fn is_unreserved(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}
