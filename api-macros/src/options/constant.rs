//! The constants of a body, as in `fields("jsonrpc" = "2.0", "id" = 1, "key" = none)`.

use proc_macro2::Span;
use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned as _;
use syn::{Ident, Lit, LitStr, Meta, Token};

use super::Slot;
use super::value::{Pair, list};
use crate::diagnostic::Diagnostic;
use crate::symbol;
use crate::vocab::Constant;

/// The names of the constants with their values. `none` removes one that is inherited.
#[derive(Default)]
pub(crate) struct Fields {
    pub(crate) constants: Vec<(LitStr, Option<Constant>)>,
    /// The word `fields`, if it is written.
    pub(crate) span: Option<Span>,
}

impl Slot for Fields {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic> {
        let usage = "`fields(\"name\" = \"value\")`; a value may also be a number, `true`, `false`, \
                     or `none` to remove the field";
        let pairs = list::<Pair<Written>>(option, usage)?;
        self.constants =
            pairs.into_iter().map(|Pair(name, Written(value))| (name, value)).collect();
        self.span = Some(option.path().span());
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.span.is_some()
    }
}

struct Written(Option<Constant>);

impl Parse for Written {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let negative = input.parse::<Option<Token![-]>>()?.is_some();
        if negative || input.peek(Lit) {
            let literal: Lit = input.parse()?;
            let refused = || {
                let text = literal.to_token_stream();
                syn::Error::new(literal.span(), format!("`{text}` is not the value of a field"))
            };
            return Ok(Self(Some(constant(negative, &literal).ok_or_else(refused)?)));
        }
        let word: Ident = input.parse()?;
        if word == symbol::NONE {
            Ok(Self(None))
        } else {
            Err(syn::Error::new(word.span(), format!("`{word}` is not the value of a field")))
        }
    }
}

/// The value of a literal, if a body can hold it.
fn constant(negative: bool, literal: &Lit) -> Option<Constant> {
    let sign = if negative { "-" } else { "" };
    match literal {
        Lit::Str(text) if !negative => Some(Constant::Text(text.value())),
        Lit::Bool(value) if !negative => Some(Constant::Bool(value.value)),
        Lit::Int(number) if number.suffix().is_empty() => {
            Some(Constant::Number(format!("{sign}{}", number.base10_digits())))
        }
        Lit::Float(number) if number.suffix().is_empty() => {
            // `Debug` of a float is a number of JSON, which `1.` and `00.5` are not.
            let number: f64 = number.base10_parse().ok().filter(|n: &f64| n.is_finite())?;
            Some(Constant::Number(format!("{sign}{number:?}")))
        }
        _ => None,
    }
}
