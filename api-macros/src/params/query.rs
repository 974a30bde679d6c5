//! `#[query]`: pairs of the query, or a flag in it.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;

use super::{Kind, Loose, Misfit, Namespace, Naming, Read, Site, Style};
use crate::ctxt::Ctxt;
use crate::options::{Switch, options};
use crate::vocab::{Bools, List, Nested};

pub(super) const WORD: &str = "query";

options! {
    /// `#[query("name", …)]`
    pub(crate) struct Options {
        list: Option<List>,
        nested: Option<Nested>,
        bools: Option<Bools>,
        encoded: Switch,
        flag: Switch,
        flatten: Switch,
    }
}

impl Options {
    pub(super) fn check(self, plain: Style, span: Span, ctxt: &mut Ctxt) -> Option<Query> {
        if !self.flag.is_on() {
            let style = plain.with(self.list, self.nested, self.bools);
            let (encoded, flatten) = (self.encoded.is_on(), self.flatten.is_on());
            return Some(Query::Pairs(Style { encoded, flatten, ..style }));
        }
        let styled = self.list.is_some() || self.nested.is_some() || self.bools.is_some();
        if styled || self.encoded.is_on() || self.flatten.is_on() {
            ctxt.error(
                self.flag.span().unwrap_or(span),
                "a flag is sent without a value, which the other options are about",
                "leave the other options out, or leave `flag` out",
            );
            return None;
        }
        Some(Query::Flag)
    }
}

/// What is written into the query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Query {
    /// One pair or several, by the type of the value.
    Pairs(Style),
    /// The name alone, or nothing.
    Flag,
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
            Self::Pairs(_) | Self::Flag => Naming::Renamed,
        }
    }

    fn check_name(&self, _: &LitStr, _: &mut Ctxt) {}

    fn namespace(&self) -> Option<Namespace> {
        Some(Namespace::QUERY)
    }

    fn misfit(&self, _: Loose) -> Option<Misfit> {
        None
    }

    fn shows_in_url(&self) -> bool {
        matches!(self, Self::Pairs(_))
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let name = site.name();
        vec![match self {
            Self::Flag => {
                let value = site.owned();
                quote!(flag(#name, #value))
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
            Self::Pairs(style) => {
                let style = style.tokens(site.krate);
                ("query", quote!(#name, #style))
            }
        };
        Some(Read { method, inferred: false, arguments })
    }
}

/// Whether a name is the same when it is encoded (RFC 3986 §2.3), so that no call has to look.
fn is_unreserved(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}
