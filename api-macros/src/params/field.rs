//! `#[field]`: one of the loose parameters that are gathered into the body.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::{Kind, Loose, Misfit, Namespace, Naming, Read, Site, Style};
use crate::ctxt::Ctxt;
use crate::options::{Switch, options};
use crate::vocab::{Bools, List, Nested};

pub(super) const WORD: &str = "field";

options! {
    /// `#[field("name", …)]`
    pub(crate) struct Options {
        list: Option<List>,
        nested: Option<Nested>,
        bools: Option<Bools>,
        flatten: Switch,
    }
}

impl Options {
    pub(super) fn check(self, plain: Style) -> Field {
        let style = plain.with(self.list, self.nested, self.bools);
        Field(Style { flatten: self.flatten.is_on(), ..style })
    }
}

/// A member of a JSON object, pairs of a form, or a part of a multipart body: whatever the
/// endpoint's loose parameters are sent as.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field(pub(crate) Style);

impl Kind for Field {
    fn location(&self) -> &'static str {
        "Field"
    }

    fn doc_word(&self) -> &'static str {
        "body"
    }

    fn naming(&self) -> Naming {
        if self.0.flatten { Naming::SPREAD } else { Naming::Renamed }
    }

    fn check_name(&self, _: &LitStr, _: &mut Ctxt) {}

    fn namespace(&self) -> Option<Namespace> {
        Some(Namespace::BODY)
    }

    fn misfit(&self, loose: Loose) -> Option<Misfit> {
        let Self(style) = self;
        match loose {
            Loose::Multipart if style.flatten || style.nested.is_some() => Some(Misfit {
                fault: "it cannot be spread into a multipart body",
                help: "declare a parameter for each of its members",
            }),
            Loose::Json if style.nested.is_some() => Some(Misfit {
                fault: "`nested` has no effect in a JSON body",
                help: "leave `nested` out: JSON nests by itself",
            }),
            Loose::Json | Loose::Form | Loose::Multipart => None,
        }
    }

    fn shows_in_url(&self) -> bool {
        false
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let (name, value) = (site.name(), site.borrowed());
        vec![match site.loose {
            Loose::Json if self.0.flatten => quote!(flat_field(#name, #value)),
            Loose::Json => quote!(field(#name, #value)),
            Loose::Multipart => {
                let value = site.owned();
                quote!(part(#name, #value))
            }
            Loose::Form => {
                let style = self.0.tokens(site.krate);
                quote!(form_field(#name, #value, #style))
            }
        }]
    }

    fn read(&self, site: &Site<'_>) -> Option<Read> {
        let name = site.name();
        let (method, inferred, arguments) = match site.loose {
            Loose::Json if self.0.flatten => ("flat_field", false, quote!(#name)),
            Loose::Json => ("field", false, quote!(#name)),
            Loose::Multipart => ("part", true, quote!(#name)),
            Loose::Form => {
                let style = self.0.tokens(site.krate);
                ("form_field", false, quote!(#name, #style))
            }
        };
        Some(Read { method, inferred, arguments })
    }
}
