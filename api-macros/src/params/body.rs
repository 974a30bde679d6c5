//! `#[body]`: a whole body, in one of the formats.

use darling::util::Flag;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;

use super::{BODY_CURSOR, Kind, Loose, Misfit, Namespace, Naming, Read, Shape, Site, Style};
use crate::ctxt::Ctxt;
use crate::options::options;
use crate::vocab::{Bools, List, Nested};

pub(super) const WORD: &str = "body";

options! {
    /// `#[body(…)]`
    pub(crate) struct Options {
        bytes: Flag,
        form: Flag,
        json: Flag,
        json_lines: Flag,
        stream: Flag,
        text: Flag,
        content_type: Option<LitStr>,
        list: Option<List>,
        nested: Option<Nested>,
        bools: Option<Bools>,
    }
}

impl Options {
    pub(super) fn check(self, plain: Style, span: Span, ctxt: &mut Ctxt) -> Option<Body> {
        let style = plain.with(self.list, self.nested, self.bools);
        let formats = [
            (self.json.is_present(), Format::Json),
            (self.form.is_present(), Format::Form(style)),
            (self.json_lines.is_present(), Format::JsonLines),
            (self.text.is_present(), Format::Text),
            (self.bytes.is_present(), Format::Bytes),
            (self.stream.is_present(), Format::Stream),
        ];
        let mut said = formats.into_iter().filter(|(is, _)| *is).map(|(_, format)| format);
        let format = said.next().unwrap_or(Format::Json);
        if said.next().is_some() {
            ctxt.error(span, "this body has two formats", "write one of them, or none for JSON");
            return None;
        }
        let styled = self.list.is_some() || self.nested.is_some() || self.bools.is_some();
        if styled && !matches!(format, Format::Form(_)) {
            ctxt.error(
                span,
                "the style of lists, maps and truth values has an effect only in a form",
                "write `#[body(form, …)]`, or leave the style out",
            );
            return None;
        }
        if let Some(content_type) = &self.content_type {
            let text = content_type.value();
            if !crate::header::is_value(&text) || !text.contains('/') {
                ctxt.error_at(
                    content_type,
                    format!("`{text}` is not a content type"),
                    "write a type and a subtype, such as \"image/png\"",
                );
                return None;
            }
            // JSON under another name is said to be JSON: `#[body(json, content_type = "text/plain")]`.
            let is_assumed = matches!(format, Format::Json) && !self.json.is_present();
            if is_assumed && !text.to_ascii_lowercase().contains("json") {
                ctxt.error_at(
                    content_type,
                    format!("the value would be written as JSON, and `{text}` is another format"),
                    "write `text` or `bytes` in front of it, or `json` if the API takes JSON under this name",
                );
                return None;
            }
        }
        let content_type = self.content_type.map(|text| text.value());
        Some(Body { format, content_type })
    }
}

/// A whole body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Body {
    pub(crate) format: Format,
    /// The content type, if it is not that of the format.
    content_type: Option<String>,
}

/// The format of a whole body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Format {
    Json,
    JsonLines,
    Form(Style),
    Text,
    Bytes,
    Stream,
}

impl Kind for Body {
    fn location(&self) -> &'static str {
        "Body"
    }

    fn doc_word(&self) -> &'static str {
        "body"
    }

    fn naming(&self) -> Naming {
        Naming::Nameless { fault: "the whole body is sent without a name" }
    }

    fn check_name(&self, _: &LitStr, _: &mut Ctxt) {}

    fn namespace(&self) -> Option<Namespace> {
        None
    }

    fn misfit(&self, _: Loose) -> Option<Misfit> {
        None
    }

    fn cursor_misfit(&self) -> Option<&'static str> {
        Some(BODY_CURSOR)
    }

    fn shows_in_url(&self) -> bool {
        false
    }

    fn shapes(&self, _: Loose) -> Vec<Shape> {
        match self.format {
            Format::Form(_) => vec![Shape::Spread],
            Format::JsonLines => vec![Shape::Lines],
            Format::Text => vec![Shape::Text],
            Format::Json | Format::Bytes | Format::Stream => Vec::new(),
        }
    }

    fn write(&self, site: &Site<'_>) -> Vec<TokenStream> {
        let value = site.borrowed();
        let body = match self.format {
            Format::Json => quote!(json(#value)),
            Format::Form(style) => {
                let style = style.tokens(site.krate);
                quote!(form(#value, #style))
            }
            Format::JsonLines => {
                let value = site.owned();
                quote!(json_lines(#value))
            }
            Format::Text => quote!(text(#value)),
            Format::Bytes | Format::Stream => {
                let value = site.owned();
                quote!(bytes(#value))
            }
        };
        let content_type = self.content_type.as_ref().map(|text| quote!(content_type(#text)));
        std::iter::once(body).chain(content_type).collect()
    }

    fn read(&self, site: &Site<'_>) -> Option<Read> {
        let declared = match &self.content_type {
            Some(text) => quote!(::core::option::Option::Some(#text)),
            None => quote!(::core::option::Option::None),
        };
        let (method, arguments) = match self.format {
            Format::Json => ("json", declared),
            Format::JsonLines => ("json_lines", declared),
            Format::Form(style) => {
                let style = style.tokens(site.krate);
                ("form", quote!(#style, #declared))
            }
            Format::Text => ("text", declared),
            Format::Bytes | Format::Stream => ("bytes", declared),
        };
        Some(Read { method, inferred: false, arguments })
    }
}
