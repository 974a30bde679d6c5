//! Checked codes: which variant stands for which.

use std::collections::HashMap;

use darling::ast::Style;
use syn::{Generics, Ident, Type};

use super::attr::{CodeArg, ErrorCodeArgs, VariantArgs};
use crate::attr::value::BarePath;
use crate::ctxt::Ctxt;
use crate::krate::Krate;

/// The codes of an API.
pub(super) struct ErrorCode<'a> {
    pub(super) krate: Krate,
    pub(super) ident: &'a Ident,
    pub(super) generics: &'a Generics,
    pub(super) ints: Vec<(i64, &'a Ident)>,
    pub(super) texts: Vec<(String, &'a Ident)>,
    /// The variant for all other codes, and what it holds, if it holds the code.
    pub(super) other: Option<(&'a Ident, Option<&'a Type>)>,
}

impl<'a> ErrorCode<'a> {
    /// Checks what was typed.
    pub(super) fn new(args: &'a ErrorCodeArgs, ctxt: &mut Ctxt) -> Self {
        let mut codes = Self {
            krate: Krate(args.krate.clone().map(|BarePath(path)| path)),
            ident: &args.ident,
            generics: &args.generics,
            ints: Vec::new(),
            texts: Vec::new(),
            other: None,
        };
        let variants = args.data.as_ref().take_enum().unwrap_or_default();
        let mut seen = HashMap::new();
        for variant in variants {
            codes.variant(variant, &mut seen, ctxt);
        }
        codes
    }

    fn variant(
        &mut self,
        variant: &'a VariantArgs,
        seen: &mut HashMap<String, &'a Ident>,
        ctxt: &mut Ctxt,
    ) {
        let ident = &variant.ident;
        if variant.attrs.is_empty() {
            ctxt.error_at(
                ident,
                format!("the variant `{ident}` has no code"),
                "write `#[code(40103)]` above it, or `#[code(other)]` for all other codes",
            );
            return;
        }
        for attr in &variant.attrs {
            let code = attr.parse_args::<CodeArg>().map_err(darling::Error::from);
            let Some(code) = ctxt.handle(code) else { continue };
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
            let fields: Vec<&Type> = variant.fields.iter().collect();
            match (code, variant.fields.style, &fields[..]) {
                (CodeArg::Int(number), Style::Unit, _) => self.ints.push((number, ident)),
                (CodeArg::Text(text), Style::Unit, _) => self.texts.push((text, ident)),
                (CodeArg::Other, Style::Unit, _) => self.other = Some((ident, None)),
                (CodeArg::Other, Style::Tuple, [ty]) => self.other = Some((ident, Some(ty))),
                (CodeArg::Other, ..) => {
                    ctxt.error_at(
                        ident,
                        format!(
                            "`{ident}`, the variant for all other codes, holds more than the code"
                        ),
                        "write `Other(i64)`, `Other(String)` or `Other(api_core::Code)`",
                    );
                }
                _ => {
                    ctxt.error_at(
                        ident,
                        format!("`{ident}` has a code of its own, and a field that nothing fills"),
                        "remove the field, and read the data of a failure with `ApiError::payload`",
                    );
                }
            }
        }
    }
}
