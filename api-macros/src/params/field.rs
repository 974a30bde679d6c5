//! `#[field]`: one of the loose parameters that are gathered into the body.

use darling::util::Flag;
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::style::UNSTYLED_JSON;
use super::{Kind, Loose, Misfit, Namespace, Naming, Read, SPREAD_CURSOR, Shape, Site, Style};
use crate::ctxt::Ctxt;
use crate::options::{options, place};
use crate::vocab::{Bools, List, Nested};

pub(super) const WORD: &str = "field";

options! {
    /// `#[field("name", …)]`
    pub(crate) struct Options {
        list: Option<List>,
        nested: Option<Nested>,
        bools: Option<Bools>,
        flatten: Flag,
        json: Flag,
    }
}

impl Options {
    pub(super) fn check(self, plain: Style, ctxt: &mut Ctxt) -> Option<Field> {
        let styled = self.list.is_some() || self.nested.is_some() || self.bools.is_some();
        match place(self.json) {
            None => {
                let style = plain.with(self.list, self.nested, self.bools);
                let list = self.list.map(|_| Pairs::List);
                let of_pairs = list.or(self.bools.map(|_| Pairs::Bools));
                Some(Field::Value(Style { flatten: self.flatten.is_present(), ..style }, of_pairs))
            }
            Some(json) if styled || self.flatten.is_present() => {
                ctxt.error(json, UNSTYLED_JSON, "leave the other options out, or leave `json` out");
                None
            }
            Some(_) => Some(Field::Json),
        }
    }
}

/// A member of a JSON object, pairs of a form, or a part of a multipart body: whatever the
/// endpoint's loose parameters are sent as.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Field {
    Value(Style, Option<Pairs>),
    /// A JSON text, which even in a JSON body is a text.
    Json,
}

/// An option of a field that has a meaning only where it is written as a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Pairs {
    List,
    Bools,
}

impl Pairs {
    fn in_json(self) -> Misfit {
        match self {
            Self::List => Misfit {
                fault: "`list` has no effect in a JSON body",
                help: "leave `list` out: JSON has lists of its own",
            },
            Self::Bools => Misfit {
                fault: "`bools` has no effect in a JSON body",
                help: "leave `bools` out, or declare an integer to send 1 and 0",
            },
        }
    }

    fn in_multipart(self) -> Misfit {
        match self {
            Self::List => Misfit {
                fault: "`list` has no effect in a multipart body",
                help: "leave `list` out: each element is a part",
            },
            Self::Bools => Misfit {
                fault: "`bools` has no effect in a multipart body",
                help: "leave `bools` out, or declare an integer to send 1 and 0",
            },
        }
    }
}

impl Kind for Field {
    fn location(&self) -> &'static str {
        "Field"
    }

    fn doc_word(&self) -> &'static str {
        "body"
    }

    fn naming(&self) -> Naming {
        match self {
            Self::Value(style, _) if style.flatten => Naming::SPREAD,
            Self::Value(..) | Self::Json => Naming::Renamed,
        }
    }

    fn check_name(&self, _: &LitStr, _: &mut Ctxt) {}

    fn namespace(&self) -> Option<Namespace> {
        Some(Namespace::BODY)
    }

    fn misfit(&self, loose: Loose) -> Option<Misfit> {
        let Self::Value(style, of_pairs) = self else { return None };
        match loose {
            Loose::Multipart if style.flatten || style.nested.is_some() => Some(Misfit {
                fault: "it cannot be spread into a multipart body",
                help: "declare a parameter for each of its members, or take names and parts by \
                       `#[part(flatten)] parts: Vec<(String, Part)>`",
            }),
            Loose::Json if style.nested.is_some() => Some(Misfit {
                fault: "`nested` has no effect in a JSON body",
                help: "leave `nested` out: JSON nests by itself",
            }),
            Loose::Json => of_pairs.map(Pairs::in_json),
            Loose::Multipart => of_pairs.map(Pairs::in_multipart),
            Loose::Form => None,
        }
    }

    fn cursor_misfit(&self) -> Option<&'static str> {
        match self {
            Self::Value(style, _) if style.flatten => Some(SPREAD_CURSOR),
            Self::Value(..) | Self::Json => None,
        }
    }

    fn shows_in_url(&self) -> bool {
        false
    }

    fn shapes(&self, loose: Loose) -> Vec<Shape> {
        match (self, loose) {
            (Self::Json, _) => Vec::new(),
            (Self::Value(style, _), Loose::Json) if style.flatten => vec![Shape::Spread],
            (Self::Value(..), Loose::Json) => Vec::new(),
            (Self::Value(style, _), Loose::Form) => style.shapes(),
            (Self::Value(..), Loose::Multipart) => vec![Shape::Part],
        }
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let (name, value) = (site.name(), site.borrowed());
        let Self::Value(style, _) = self else { return vec![quote!(field_json(#name, #value))] };
        vec![match site.loose {
            Loose::Json if style.flatten => quote!(flat_field(#name, #value)),
            Loose::Json => quote!(field(#name, #value)),
            Loose::Multipart => {
                let value = site.owned();
                quote!(part(#name, #value))
            }
            Loose::Form => {
                let style = style.tokens(site.krate);
                quote!(form_field(#name, #value, #style))
            }
        }]
    }

    fn read(&self, site: &Site<'_>) -> Option<Read> {
        let name = site.name();
        let (method, inferred, arguments) = match (self, site.loose) {
            (Self::Json, _) => ("field_json", false, quote!(#name)),
            (Self::Value(style, _), Loose::Json) if style.flatten => {
                ("flat_field", false, quote!(#name))
            }
            (Self::Value(..), Loose::Json) => ("field", false, quote!(#name)),
            (Self::Value(..), Loose::Multipart) => ("part", true, quote!(#name)),
            (Self::Value(style, _), Loose::Form) => {
                let style = style.tokens(site.krate);
                ("form_field", false, quote!(#name, #style))
            }
        };
        Some(Read { method, inferred, arguments })
    }
}
