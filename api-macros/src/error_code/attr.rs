//! `#[error_code(…)]` and `#[code(…)]` as they were typed.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, LitInt, LitStr, Path, Token};

use crate::ctxt::Ctxt;
use crate::options::{Options as _, argument, helpers, options};
use crate::symbol;

options! {
    /// The options of the enum.
    pub(super) struct EnumArgs {
        pub(super) krate = "crate": Option<Path>,
    }
}

impl EnumArgs {
    pub(super) fn parse(attrs: &[Attribute], ctxt: &mut Ctxt) -> Option<Self> {
        let usage = "write `#[error_code(crate = path)]`";
        Self::read_all(attrs, symbol::ERROR_CODE, usage, ctxt)
    }
}

/// The code of a variant.
pub(super) enum CodeArg {
    Int(i64),
    Text(String),
    /// Any code that no other variant has.
    Other,
}

/// The help for a variant whose code is missing or wrong.
pub(super) const USAGE: &str =
    "write `#[code(40103)]`, `#[code(\"invalid_auth\")]`, or `#[code(other)]` for all other codes";

impl CodeArg {
    /// The attributes that have codes.
    pub(super) fn attributes(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
        helpers(attrs, symbol::CODE, |list| list.parse_args::<Self>().is_ok())
    }

    pub(super) fn parse(attr: &Attribute, ctxt: &mut Ctxt) -> Option<Self> {
        let usage = format!("{USAGE}; a variant may have several of these attributes");
        argument(attr, &usage, ctxt)
    }
}

impl Parse for CodeArg {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let code = Self::one(input)?;
        match input.is_empty() {
            true => Ok(code),
            false => Err(input.error("there is more than one code in these parentheses")),
        }
    }
}

impl CodeArg {
    fn one(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return Ok(Self::Text(input.parse::<LitStr>()?.value()));
        }
        let start = input.span();
        let minus: Option<Token![-]> = input.parse()?;
        if input.peek(LitInt) {
            let number: LitInt = input.parse()?;
            let sign = if minus.is_some() { "-" } else { "" };
            let digits = format!("{sign}{}", number.base10_digits());
            let too_large = |_| syn::Error::new(number.span(), "this number is not an `i64`");
            return digits.parse().map(Self::Int).map_err(too_large);
        }
        match input.parse::<Ident>() {
            Ok(word) if word == symbol::OTHER && minus.is_none() => Ok(Self::Other),
            Ok(word) => Err(syn::Error::new(word.span(), format!("`{word}` is not a code"))),
            Err(_) => Err(syn::Error::new(start, "this is not a code")),
        }
    }
}
