//! A checked parameter: its place, its name on the wire, and how it is written.

use proc_macro2::Span;
use syn::{Attribute, Ident, LitStr, Pat, PatType, Type};

use super::constant;
use super::names;
use super::path::Template;
use super::service::Defaults;
use crate::attr::param::{BodyOptions, HeaderOptions, Options, ParamArgs};
use crate::attr::value::{Bools, List, Nested, Text};
use crate::ctxt::{self, Ctxt};
use crate::syntax::item::named;

/// A parameter of an endpoint.
pub(crate) struct Param {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) place: ParamKind,
    /// Empty where there is none: a whole body, the URL, a spread value.
    pub(crate) wire_name: String,
    pub(crate) sensitive: bool,
    /// Where a value that is not to be shown would show, unless that was accepted.
    pub(crate) exposed: Option<Span>,
    /// The attribute that says where it goes, or its name.
    pub(crate) span: Span,
}

/// Where a parameter goes, and how it is written there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ParamKind {
    Path {
        encoded: bool,
    },
    Query(Style),
    Flag,
    Header,
    HeaderList(List),
    HeaderMap,
    Field(Style),
    Part,
    Body(Format, Option<String>),
    Url,
    /// Nowhere: a server hands it over, and a client does not take it.
    Context,
}

/// The format of a whole body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Format {
    Json,
    Form(Style),
    Text,
    Bytes,
    Stream,
}

/// How pairs are written; what is not said is plain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub(crate) list: List,
    pub(crate) nested: Option<Nested>,
    pub(crate) digits: bool,
    pub(crate) encoded: bool,
    pub(crate) flatten: bool,
}

impl Param {
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
        let (param, _) = ctxt.within(ctxt::parameter(&ident), |ctxt| {
            Self::placed(input, ident, attrs, method, template, defaults, ctxt)
        });
        param
    }

    fn placed(
        input: &PatType,
        ident: Ident,
        attrs: &[Attribute],
        method: &str,
        template: &Template,
        defaults: &Defaults,
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        let args = ctxt.handle(ParamArgs::parse(attrs))?;
        let plain = names::plain(&ident);
        let (span, name, options) = match args.placed {
            Some(placed) => (placed.word.span(), placed.name, Some(placed.options)),
            None => (ident.span(), None, None),
        };
        let place = match options {
            Some(options) => place(options, defaults, span, ctxt)?,
            None if template.placeholders().any(|p| p == plain) => {
                ParamKind::Path { encoded: false }
            }
            None if sends_no_body(method) => ParamKind::Query(defaults.style()),
            None => ParamKind::Field(defaults.style()),
        };
        let in_url = matches!(place, ParamKind::Path { .. } | ParamKind::Query(_) | ParamKind::Url);
        let wire_name = wire_name(&place, name.as_ref(), &ident, span, defaults, ctxt)?;
        Some(Self {
            ty: (*input.ty).clone(),
            cfgs: named(&input.attrs, &["cfg"]).cloned().collect(),
            sensitive: args.sensitive.is_some(),
            exposed: args.sensitive.filter(|s| !s.in_url && in_url).map(|s| s.span),
            ident,
            place,
            wire_name,
            span,
        })
    }

    pub(crate) fn is_path(&self) -> bool {
        matches!(self.place, ParamKind::Path { .. })
    }

    /// Whether it is sent at all.
    pub(crate) fn is_sent(&self) -> bool {
        self.place != ParamKind::Context
    }

    pub(crate) fn is_body(&self) -> bool {
        matches!(self.place, ParamKind::Body(..))
    }
}

/// The place that an attribute says.
fn place(options: Options, defaults: &Defaults, span: Span, ctxt: &mut Ctxt) -> Option<ParamKind> {
    let plain = defaults.style();
    Some(match options {
        Options::Path(options) => ParamKind::Path { encoded: options.encoded.is_on() },
        Options::Query(options) if options.flag.is_on() => {
            let flag = options.flag.span().unwrap_or(span);
            let alone = options.list.is_none()
                && options.nested.is_none()
                && options.bools.is_none()
                && !options.encoded.is_on()
                && !options.flatten.is_on();
            if !alone {
                ctxt.error(
                    flag,
                    "a flag is sent without a value, which the other options are about",
                    "leave the other options out, or leave `flag` out",
                );
                return None;
            }
            ParamKind::Flag
        }
        Options::Query(options) => ParamKind::Query(Style {
            list: options.list.unwrap_or(plain.list),
            nested: options.nested,
            digits: digits(options.bools, plain),
            encoded: options.encoded.is_on(),
            flatten: options.flatten.is_on(),
        }),
        Options::Header(options) => header(&options, span, ctxt)?,
        Options::Field(options) => ParamKind::Field(Style {
            list: options.list.unwrap_or(plain.list),
            nested: options.nested,
            digits: digits(options.bools, plain),
            encoded: false,
            flatten: options.flatten.is_on(),
        }),
        Options::Body(options) => body(options, plain, span, ctxt)?,
        Options::Part => ParamKind::Part,
        Options::Url => ParamKind::Url,
        Options::Context => ParamKind::Context,
    })
}

fn digits(own: Option<Bools>, plain: Style) -> bool {
    own.map_or(plain.digits, |bools| bools == Bools::Digits)
}

fn header(options: &HeaderOptions, span: Span, ctxt: &mut Ctxt) -> Option<ParamKind> {
    match (options.list, options.flatten.is_on()) {
        (None, false) => Some(ParamKind::Header),
        (None, true) => Some(ParamKind::HeaderMap),
        (Some(list @ (List::Csv | List::Repeat)), false) => Some(ParamKind::HeaderList(list)),
        (Some(_), true) => {
            ctxt.error(span, "`list` has no effect beside `flatten`", "leave one of the two out");
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

fn body(options: BodyOptions, plain: Style, span: Span, ctxt: &mut Ctxt) -> Option<ParamKind> {
    let style = Style {
        list: options.list.unwrap_or(plain.list),
        nested: options.nested,
        digits: digits(options.bools, plain),
        ..plain
    };
    let formats = [
        (options.form.is_on(), Format::Form(style)),
        (options.text.is_on(), Format::Text),
        (options.bytes.is_on(), Format::Bytes),
        (options.stream.is_on(), Format::Stream),
    ];
    let mut said = formats.into_iter().filter(|(is, _)| *is).map(|(_, format)| format);
    let format = said.next().unwrap_or(Format::Json);
    if said.next().is_some() {
        ctxt.error(span, "this body has two formats", "write one of them, or none for JSON");
        return None;
    }
    let styled = options.list.is_some() || options.nested.is_some() || options.bools.is_some();
    if styled && !matches!(format, Format::Form(_)) {
        ctxt.error(
            span,
            "the style of lists, maps and truth values has an effect only in a form",
            "write `#[body(form, …)]`, or leave the style out",
        );
        return None;
    }
    if let Some(Text(content_type)) = &options.content_type {
        let text = content_type.value();
        if !names::is_header_value(&text) || !text.contains('/') {
            ctxt.error_at(
                content_type,
                format!("`{text}` is not a content type"),
                "write a type and a subtype, such as \"image/png\"",
            );
            return None;
        }
    }
    Some(ParamKind::Body(format, options.content_type.map(|Text(text)| text.value())))
}

/// The name on the wire: the declared one, or the parameter's own.
fn wire_name(
    place: &ParamKind,
    name: Option<&LitStr>,
    ident: &Ident,
    span: Span,
    defaults: &Defaults,
    ctxt: &mut Ctxt,
) -> Option<String> {
    let plain = names::plain(ident);
    let nameless = match place {
        ParamKind::Body(..) => Some("the whole body is sent without a name"),
        ParamKind::Url => Some("the URL is sent without a name"),
        ParamKind::Context => Some("a context is not sent, and needs no name"),
        ParamKind::HeaderMap => Some("the map has the names of its headers"),
        ParamKind::Query(style) | ParamKind::Field(style) if style.flatten => {
            Some("a spread value is sent under the names of its members")
        }
        _ => None,
    };
    match (nameless, name) {
        (Some(why), Some(name)) => {
            ctxt.error_at(name, why, "leave the name out");
            None
        }
        (Some(_), None) => Some(String::new()),
        (None, Some(name)) if name.value().is_empty() => {
            ctxt.error(
                name.span(),
                "this name is empty",
                format!("leave the name out to send `{plain}`, or write another"),
            );
            None
        }
        (None, Some(name)) => {
            let header = matches!(place, ParamKind::Header | ParamKind::HeaderList(_));
            if header {
                constant::header_name(name, ctxt);
            }
            Some(name.value())
        }
        (None, None) => match place {
            ParamKind::Header | ParamKind::HeaderList(_) => {
                ctxt.error(
                    span,
                    "the name of the header is missing",
                    "write it in the attribute: `#[header(\"X-Name\")]`",
                );
                None
            }
            ParamKind::Path { .. } => Some(plain),
            _ => Some(defaults.renamed(&plain)),
        },
    }
}

/// Whether a parameter that says nothing goes to the query.
fn sends_no_body(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "DELETE" | "OPTIONS")
}
