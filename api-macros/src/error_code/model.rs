//! Checked codes, each with its variant.

use std::collections::HashMap;

use syn::{Attribute, DataEnum, DeriveInput, Fields, Generics, Ident, Type, Variant};

use super::attr::{CodeArg, USAGE};
use crate::ctxt::Ctxt;
use crate::options::written;
use crate::{suggest, symbol};

/// The codes of an API.
pub(super) struct ErrorCode<'a> {
    pub(super) ident: &'a Ident,
    pub(super) generics: &'a Generics,
    pub(super) ints: Vec<(i64, &'a Ident)>,
    pub(super) texts: Vec<(String, &'a Ident)>,
    pub(super) other: Option<Other<'a>>,
}

/// The variant for all codes that no other variant has.
pub(super) struct Other<'a> {
    pub(super) variant: &'a Ident,
    /// The type of its field, if it keeps the code.
    pub(super) code: Option<&'a Type>,
}

impl<'a> ErrorCode<'a> {
    /// Checks what was typed. With an error there are no codes.
    pub(super) fn new(input: &'a DeriveInput, data: &'a DataEnum, ctxt: &mut Ctxt) -> Option<Self> {
        let mut codes = Self {
            ident: &input.ident,
            generics: &input.generics,
            ints: Vec::new(),
            texts: Vec::new(),
            other: None,
        };
        let ((), clean) = ctxt.watch(|ctxt| {
            for attr in CodeArg::attributes(&input.attrs) {
                let fault = format!("this code is on the enum `{}`, not on a variant", input.ident);
                ctxt.error_at(attr.path(), fault, "write it above the variant that it is for");
            }
            let mut seen = HashMap::new();
            for variant in &data.variants {
                codes.variant(variant, &mut seen, ctxt);
            }
        });
        clean.then_some(codes)
    }

    fn variant(
        &mut self,
        variant: &'a Variant,
        seen: &mut HashMap<String, &'a Ident>,
        ctxt: &mut Ctxt,
    ) {
        let ident = &variant.ident;
        let mut attrs = CodeArg::attributes(&variant.attrs).peekable();
        let foreign = variant.attrs.iter().find(|attr| is_foreign(attr));
        if let Some(foreign) = foreign {
            let word = written(foreign.path());
            let fault = format!("`#[{word}]` is an attribute of `StatusError`");
            ctxt.error_at(foreign.path(), fault, USAGE);
        } else if attrs.peek().is_none() && !variant.attrs.iter().any(is_misspelt) {
            let help = match &variant.discriminant {
                Some((_, code)) => format!("write `#[code({})]` above it", written(code)),
                None => "write `#[code(40103)]` above it, or `#[code(other)]` for all other codes"
                    .to_owned(),
            };
            ctxt.error_at(ident, format!("the variant `{ident}` has no code"), help);
        }
        for attr in attrs {
            let Some(code) = CodeArg::parse(attr, ctxt) else { continue };
            let shown = match &code {
                CodeArg::Int(number) => number.to_string(),
                CodeArg::Text(text) => format!("{text:?}"),
                CodeArg::Other => "other".to_owned(),
            };
            if let Some(first) = seen.insert(shown.clone(), ident) {
                ctxt.error_at(
                    attr.path(),
                    format!("the code `{shown}` is that of `{first}` already"),
                    "leave one of the two out",
                );
            }
            self.add(variant, code, ctxt);
        }
    }

    fn add(&mut self, variant: &'a Variant, code: CodeArg, ctxt: &mut Ctxt) {
        let ident = &variant.ident;
        match (code, &variant.fields) {
            (CodeArg::Int(number), Fields::Unit) => self.ints.push((number, ident)),
            (CodeArg::Text(text), Fields::Unit) => self.texts.push((text, ident)),
            (CodeArg::Other, Fields::Unit) => {
                self.other = Some(Other { variant: ident, code: None });
            }
            (CodeArg::Other, Fields::Unnamed(fields)) if fields.unnamed.len() == 1 => {
                let code = fields.unnamed.first().map(|field| &field.ty);
                self.other = Some(Other { variant: ident, code });
            }
            (CodeArg::Other, _) => ctxt.error_at(
                ident,
                format!("`{ident}` has more fields than the one for the code"),
                "write `Other(i64)`, `Other(String)` or `Other(api_core::Code)`",
            ),
            (CodeArg::Int(_) | CodeArg::Text(_), _) => ctxt.error_at(
                ident,
                format!("`{ident}` has a field, and its code is known"),
                "remove the field, and read the data of a failure with `ApiError::payload`",
            ),
        }
    }
}

/// True of an attribute of enums by status.
fn is_foreign(attr: &Attribute) -> bool {
    [symbol::STATUS, symbol::OTHER].iter().any(|word| attr.path().is_ident(word))
}

/// True of an attribute that is nearly `#[other]`, which the compiler reports.
fn is_misspelt(attr: &Attribute) -> bool {
    let word = attr.path().get_ident().map(ToString::to_string);
    word.is_some_and(|word| suggest::is_slip(&word, symbol::OTHER))
}
