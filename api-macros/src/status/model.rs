//! Checked variants, each with its statuses and fields.

use std::collections::HashMap;

use syn::{
    Attribute, DataEnum, DeriveInput, Field, Fields, Generics, Ident, Meta, Type, Variant as Syntax,
};

use super::attr::StatusArg;
use crate::ctxt::Ctxt;
use crate::{suggest, symbol};

/// The variants of an enum by status.
pub(super) struct Variants<'a> {
    pub(super) ident: &'a Ident,
    pub(super) generics: &'a Generics,
    /// Those with statuses of their own.
    pub(super) by_status: Vec<Variant<'a>>,
    /// The one for every other failed status, if there is one.
    pub(super) default: Option<Variant<'a>>,
    words: Words,
}

/// The helps for a variant.
#[derive(Clone, Copy)]
struct Words {
    /// For a status that is none.
    status: &'static str,
    /// For a variant without an attribute.
    missing: &'static str,
}

const FAILURE: Words = Words {
    status: "write `#[status(404)]`, `#[status(409, 422)]`, or `#[status(default)]` for all other failures",
    missing: "write `#[status(404)]` above it, `#[status(default)]` for all other failures, or `#[other]` \
              for errors without a status",
};

const RESPONSE: Words = Words {
    status: "write `#[status(200)]`, or `#[status(200, 201)]`",
    missing: "write `#[status(200)]` above it, with the status that it is for",
};

/// A variant.
pub(super) struct Variant<'a> {
    pub(super) ident: &'a Ident,
    pub(super) attrs: &'a [Attribute],
    pub(super) statuses: Vec<u16>,
    /// The type that the body of the response is read as.
    pub(super) body: Option<&'a Type>,
    /// The type of the call's own error, if that is kept beside the body.
    pub(super) error: Option<&'a Type>,
}

/// An enum of failures: the variants, and the one for errors without a status.
pub(super) struct Failures<'a> {
    pub(super) variants: Variants<'a>,
    pub(super) other: &'a Ident,
    pub(super) other_type: &'a Type,
}

impl<'a> Variants<'a> {
    /// The variants with statuses, and the one for every other.
    pub(super) fn all(&self) -> impl Iterator<Item = &Variant<'a>> {
        self.by_status.iter().chain(&self.default)
    }

    fn new(input: &'a DeriveInput, words: Words) -> Self {
        let DeriveInput { ident, generics, .. } = input;
        Self { ident, generics, by_status: Vec::new(), default: None, words }
    }

    /// Checks what was typed of an enum of failures. With an error there are no variants.
    pub(super) fn of_failure(
        input: &'a DeriveInput,
        data: &'a DataEnum,
        ctxt: &mut Ctxt,
    ) -> Option<Failures<'a>> {
        let mut variants = Self::new(input, FAILURE);
        let mut other = None;
        let ((), clean) = ctxt.watch(|ctxt| {
            let mut seen = HashMap::new();
            for syntax in &data.variants {
                if syntax.attrs.iter().any(is_other) {
                    other = variants.other(syntax, other, ctxt);
                } else {
                    variants.add(syntax, &mut seen, ctxt);
                }
            }
        });
        if other.is_none() && clean {
            ctxt.error_at(
                &input.ident,
                format!("`{}` has no variant for errors without a status", input.ident),
                "add `#[other] Call(api_core::Error)`, for calls that got no response",
            );
        }
        let (other, other_type) = other.filter(|_| clean)?;
        Some(Failures { variants, other, other_type })
    }

    /// Checks what was typed of an enum of responses. With an error there are no variants.
    pub(super) fn of_response(
        input: &'a DeriveInput,
        data: &'a DataEnum,
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        let mut variants = Self::new(input, RESPONSE);
        let ((), clean) = ctxt.watch(|ctxt| {
            let mut seen = HashMap::new();
            for syntax in &data.variants {
                if let Some(other) =
                    syntax.attrs.iter().find(|attr| attr.path().is_ident(symbol::OTHER))
                {
                    let fault = "a response is no error, which `#[other]` is for";
                    ctxt.error_at(
                        other.path(),
                        fault,
                        "write `#[status(…)]`, or derive `StatusError`",
                    );
                    continue;
                }
                variants.add(syntax, &mut seen, ctxt);
            }
            for extra in variants.by_status.iter().filter(|variant| variant.error.is_some()) {
                let ident = extra.ident;
                ctxt.error_at(
                    ident,
                    format!("`{ident}` holds something else than a body"),
                    format!("write `{ident}` or `{ident}(Body)`"),
                );
            }
            if let Some(Variant { ident, .. }) = variants.default {
                ctxt.error_at(
                    ident,
                    format!("`{ident}` would make every failure of the endpoint a success"),
                    "write the statuses that it is for, as in `#[status(200, 202)]`",
                );
            }
            if data.variants.is_empty() {
                ctxt.error_at(
                    &input.ident,
                    format!("`{}` names no status", input.ident),
                    "add a variant, as in `#[status(200)] Ready(Report)`",
                );
            }
        });
        clean.then_some(variants)
    }

    /// The variant for all other errors.
    fn other(
        &self,
        syntax: &'a Syntax,
        first: Option<(&'a Ident, &'a Type)>,
        ctxt: &mut Ctxt,
    ) -> Option<(&'a Ident, &'a Type)> {
        let ident = &syntax.ident;
        if let Some((first, _)) = first {
            ctxt.error_at(
                ident,
                format!("`{ident}` is for all other errors, and so is `{first}`"),
                "leave one of the two out",
            );
        }
        for attr in syntax.attrs.iter().filter(|attr| is_other(attr)) {
            if !matches!(attr.meta, Meta::Path(_)) {
                let help = format!("write `#[other] {ident}(api_core::Error)`");
                ctxt.error_at(attr, "`#[other]` has something behind its name", help);
            }
        }
        if let Some(status) = StatusArg::attributes(&syntax.attrs).next() {
            let fault = format!("`{ident}` is for errors without a status, and has one");
            ctxt.error_at(status.path(), fault, "leave out `#[status]`, or `#[other]`");
        }
        match fields(&syntax.fields).as_slice() {
            [error] => Some((ident, &error.ty)),
            _ => {
                ctxt.error_at(
                    ident,
                    format!("`{ident}` is for all other errors, and does not hold one"),
                    format!("write `#[other] {ident}(api_core::Error)`"),
                );
                None
            }
        }
    }

    fn add(&mut self, syntax: &'a Syntax, seen: &mut HashMap<String, &'a Ident>, ctxt: &mut Ctxt) {
        let ident = &syntax.ident;
        let mut attrs = StatusArg::attributes(&syntax.attrs).peekable();
        if let Some(code) = syntax.attrs.iter().find(|attr| attr.path().is_ident(symbol::CODE)) {
            let fault = "`#[code]` is an attribute of `ErrorCode`";
            ctxt.error_at(code.path(), fault, self.words.status);
        } else if attrs.peek().is_none() {
            ctxt.error_at(
                ident,
                format!("the variant `{ident}` has no status"),
                self.words.missing,
            );
        }
        let mut statuses = Vec::new();
        let mut is_default = false;
        for attr in attrs {
            let all = match StatusArg::parse(attr, self.words.status, ctxt) {
                None => continue,
                Some(StatusArg::Default) => {
                    is_default = true;
                    vec![(symbol::DEFAULT.to_owned(), attr.path().get_ident().map(Ident::span))]
                }
                Some(StatusArg::These(these)) => {
                    statuses.extend(these.iter().map(|(status, _)| *status));
                    let shown = |(status, span): &(u16, _)| (status.to_string(), Some(*span));
                    these.iter().map(shown).collect()
                }
            };
            for (status, span) in all {
                if let Some(first) = seen.insert(status.clone(), ident) {
                    ctxt.error(
                        span.unwrap_or_else(|| ident.span()),
                        format!("the status `{status}` is that of `{first}` already"),
                        "leave one of the two out",
                    );
                }
            }
        }
        let Some((body, error)) = held(syntax, ctxt) else { return };
        let variant = Variant { ident, attrs: &syntax.attrs, statuses, body, error };
        if is_default {
            self.default = Some(variant);
        } else {
            self.by_status.push(variant);
        }
    }
}

/// The types of the body that a variant holds, and of the error beside it.
fn held<'a>(variant: &'a Syntax, ctxt: &mut Ctxt) -> Option<(Option<&'a Type>, Option<&'a Type>)> {
    match (fields(&variant.fields).as_slice(), &variant.fields) {
        ([], Fields::Unit) => Some((None, None)),
        ([body], Fields::Unnamed(_)) => Some((Some(&body.ty), None)),
        ([body, error], Fields::Unnamed(_)) => Some((Some(&body.ty), Some(&error.ty))),
        _ => {
            let ident = &variant.ident;
            ctxt.error_at(
                ident,
                format!("`{ident}` holds something else than a body"),
                format!(
                    "write `{ident}`, `{ident}(Body)`, or `{ident}(Body, api_core::Error)` to keep \
                     status and headers, too"
                ),
            );
            None
        }
    }
}

/// True of `#[other]`, and of one that is misspelt, which the compiler reports.
fn is_other(attr: &Attribute) -> bool {
    let is_misspelt = |word: &Ident| suggest::is_slip(&word.to_string(), symbol::OTHER);
    let Meta::Path(word) = &attr.meta else { return attr.path().is_ident(symbol::OTHER) };
    word.is_ident(symbol::OTHER) || word.get_ident().is_some_and(is_misspelt)
}

fn fields(fields: &Fields) -> Vec<&Field> {
    fields.iter().collect()
}
