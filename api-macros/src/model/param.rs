//! A checked argument of a method: a parameter of the request, or the context of a call.

use proc_macro2::Span;
use syn::{Attribute, Ident, LitStr, Pat, PatType, Type, TypeReference};

use super::path::Template;
use super::service::Defaults;
use crate::attr::param::{ParamArgs, Place};
use crate::ctxt::{self, Ctxt};
use crate::names;
use crate::params::{Field, Format, Naming, ParamKind, Path, Query};
use crate::syntax::item::named;

/// An argument of a method.
pub(crate) enum Argument {
    /// It is part of the request.
    Sent(Param),
    /// It is not sent. A server hands it to the implementation, and a client's method lacks it.
    Context(Context),
}

/// A parameter of a request.
pub(crate) struct Param {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) kind: ParamKind,
    /// Empty where there is none: a whole body, the URL, a spread value.
    pub(crate) wire_name: String,
    pub(crate) sensitive: bool,
    pub(crate) deprecated: bool,
    /// The `#[sensitive]` of a value that the URL shows, unless that was accepted.
    pub(crate) exposed: Option<Span>,
    /// The attribute that says where it goes, or else its name.
    pub(crate) span: Span,
    /// The `#[cursor]` of a parameter that asks for another page.
    pub(crate) cursor: Option<Span>,
}

/// The context of a call.
pub(crate) struct Context {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) cfgs: Vec<Attribute>,
}

impl Argument {
    pub(crate) fn new(
        input: &PatType,
        attrs: &[Attribute],
        method: &str,
        template: &Template,
        defaults: &Defaults,
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        let ident = match &*input.pat {
            Pat::Ident(pat) if pat.subpat.is_none() && pat.by_ref.is_none() => pat.ident.clone(),
            other => {
                ctxt.error_at(
                    other,
                    "this parameter is a pattern, which has no name to send",
                    "write a name, and take the value apart before the call",
                );
                return None;
            }
        };
        let (argument, _) = ctxt.within(ctxt::parameter(&ident), |ctxt| {
            Self::named(input, ident, attrs, method, template, defaults, ctxt)
        });
        argument
    }

    fn named(
        input: &PatType,
        ident: Ident,
        attrs: &[Attribute],
        method: &str,
        template: &Template,
        defaults: &Defaults,
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        let args = ParamArgs::parse(attrs, ctxt)?;
        let ty = (*input.ty).clone();
        let cfgs: Vec<Attribute> = named(&input.attrs, &["cfg"]).cloned().collect();
        let (kind, name, span) = match args.placed {
            None => (unmarked(&ident, method, template, defaults), None, ident.span()),
            Some(placed) => match placed.place {
                Place::Request(options) => {
                    let span = placed.word.span();
                    (options.check(defaults.style(), span, ctxt)?, placed.name, span)
                }
                Place::Context => {
                    let context = Context { ident, ty, cfgs };
                    return context
                        .check(placed.name.as_ref(), args.cursor, ctxt)
                        .map(Self::Context);
                }
            },
        };
        let wire_name = wire_name(&kind, name.as_ref(), &ident, span, defaults, ctxt)?;
        let shown = kind.rules().shows_in_url();
        Some(Self::Sent(Param {
            sensitive: args.sensitive.is_some(),
            deprecated: args.deprecated,
            exposed: args.sensitive.filter(|s| !s.in_url && shown).map(|s| s.span),
            ident,
            ty,
            cfgs,
            kind,
            wire_name,
            span,
            cursor: args.cursor,
        }))
    }

    /// The parameter, if the argument is one.
    pub(crate) fn sent(&self) -> Option<&Param> {
        match self {
            Self::Sent(param) => Some(param),
            Self::Context(_) => None,
        }
    }

    pub(crate) fn ident(&self) -> &Ident {
        match self {
            Self::Sent(param) => &param.ident,
            Self::Context(context) => &context.ident,
        }
    }

    pub(crate) fn ty(&self) -> &Type {
        match self {
            Self::Sent(param) => &param.ty,
            Self::Context(context) => &context.ty,
        }
    }

    pub(crate) fn cfgs(&self) -> &[Attribute] {
        match self {
            Self::Sent(param) => &param.cfgs,
            Self::Context(context) => &context.cfgs,
        }
    }
}

impl Context {
    /// Checks what was typed beside `#[context]`.
    fn check(self, name: Option<&LitStr>, cursor: Option<Span>, ctxt: &mut Ctxt) -> Option<Self> {
        let word = match &self.ty {
            Type::Reference(TypeReference { mutability, .. }) => mutability.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            ctxt.error_at(name, "a context is not sent, and needs no name", "leave the name out");
        } else if let Some(span) = cursor {
            let fault = "a context is not sent, and asks for no page";
            ctxt.error(span, fault, "leave `#[cursor]` out");
        } else if let Some(word) = word {
            let help = "leave `mut` out: `&api_core::Context`";
            ctxt.error_at(word, "a context is only read", help);
        } else {
            return Some(self);
        }
        None
    }
}

impl Param {
    pub(crate) fn is_path(&self) -> bool {
        matches!(self.kind, ParamKind::Path(_))
    }

    pub(crate) fn is_body(&self) -> bool {
        matches!(self.kind, ParamKind::Body(_))
    }

    pub(crate) fn is_stream(&self) -> bool {
        matches!(&self.kind, ParamKind::Body(body) if body.format == Format::Stream)
    }

    pub(crate) fn is_url(&self) -> bool {
        matches!(self.kind, ParamKind::Url(_))
    }
}

/// The kind of a parameter without an attribute: at its placeholder, in the query of a method that
/// has no body, or a member of the body.
fn unmarked(ident: &Ident, method: &str, template: &Template, defaults: &Defaults) -> ParamKind {
    let plain = names::plain(ident);
    if template.placeholders().any(|placeholder| placeholder == plain) {
        ParamKind::Path(Path::default())
    } else if sends_no_body(method) {
        ParamKind::Query(Query::Pairs(defaults.style()))
    } else {
        ParamKind::Field(Field::Value(defaults.style(), None))
    }
}

/// True of a method whose requests usually have no body.
pub(super) fn sends_no_body(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "DELETE" | "OPTIONS")
}

/// The name on the wire: the declared one, or the parameter's own.
fn wire_name(
    kind: &ParamKind,
    name: Option<&LitStr>,
    ident: &Ident,
    span: Span,
    defaults: &Defaults,
    ctxt: &mut Ctxt,
) -> Option<String> {
    let own = names::plain(ident);
    match (kind.rules().naming(), name) {
        (Naming::Nameless { .. }, None) => Some(String::new()),
        (Naming::Nameless { fault }, Some(name)) => {
            ctxt.error_at(name, fault, "leave the name out");
            None
        }
        (Naming::Renamed | Naming::Verbatim | Naming::Declared { .. }, Some(name)) => {
            if name.value().is_empty() {
                ctxt.error(
                    name.span(),
                    "this name is empty",
                    format!("leave the name out to send `{own}`, or write another"),
                );
                return None;
            }
            kind.rules().check_name(name, ctxt);
            Some(name.value())
        }
        (Naming::Renamed, None) => Some(defaults.renamed(&own)),
        (Naming::Verbatim, None) => Some(own),
        (Naming::Declared { fault, help }, None) => {
            ctxt.error(span, fault, help);
            None
        }
    }
}
