//! What was typed in `#[code(…)]`.

use darling::ast::Data;
use darling::util::Ignored;
use darling::{FromDeriveInput, FromVariant};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Generics, Ident, LitInt, LitStr, Token, Type};

use crate::attr::value::BarePath;
use crate::symbol;

/// The enum that derives `ErrorCode`.
#[derive(FromDeriveInput)]
#[darling(attributes(error_code))]
pub(super) struct ErrorCodeArgs {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) data: Data<VariantArgs, Ignored>,
    #[darling(rename = "crate")]
    pub(super) krate: Option<BarePath>,
}

/// One variant of it, its own attribute as it stands.
#[derive(FromVariant)]
#[darling(forward_attrs(code))]
pub(super) struct VariantArgs {
    pub(super) ident: Ident,
    pub(super) attrs: Vec<Attribute>,
    pub(super) fields: darling::ast::Fields<Type>,
}

/// The code of a variant.
pub(super) enum CodeArg {
    Int(i64),
    Text(String),
    /// Any code that no other variant has.
    Other,
}

impl Parse for CodeArg {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        const EXPECTED: &str = "expected a code: `#[code(40103)]`, `#[code(\"invalid_auth\")]`, or \
                                `#[code(other)]` for all others";
        let look = input.lookahead1();
        if look.peek(LitStr) {
            return Ok(Self::Text(input.parse::<LitStr>()?.value()));
        }
        let minus: Option<Token![-]> = input.parse()?;
        if input.peek(LitInt) {
            let number: LitInt = input.parse()?;
            let sign = if minus.is_some() { "-" } else { "" };
            return format!("{sign}{}", number.base10_digits())
                .parse()
                .map(Self::Int)
                .map_err(|_| syn::Error::new(number.span(), EXPECTED));
        }
        match input.parse::<Ident>() {
            Ok(word) if word == symbol::OTHER && minus.is_none() => Ok(Self::Other),
            Ok(word) => Err(syn::Error::new(word.span(), EXPECTED)),
            Err(error) => Err(syn::Error::new(error.span(), EXPECTED)),
        }
    }
}
