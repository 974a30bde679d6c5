//! `#[status_error(…)]`, `#[by_status(…)]`, `#[status(…)]` and `#[other]` as they were typed.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, Path, Token};

use crate::ctxt::Ctxt;
use crate::options::{Options as _, argument, helpers, options, written};
use crate::symbol;

options! {
    /// The options of the enum.
    pub(super) struct EnumArgs {
        pub(super) krate = "crate": Option<Path>,
    }
}

impl EnumArgs {
    /// Reads the attributes called `name`, which is that of the derive.
    pub(super) fn parse(attrs: &[Attribute], name: &str, ctxt: &mut Ctxt) -> Option<Self> {
        Self::read_all(attrs, name, "write `crate = path` in the parentheses", ctxt)
    }
}

/// The statuses of a variant.
pub(super) enum StatusArg {
    /// Each with its tokens.
    These(Vec<(u16, Span)>),
    /// Every status that means failure and that no other variant has.
    Default,
}

impl StatusArg {
    /// The attributes that have statuses.
    pub(super) fn attributes(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
        helpers(attrs, symbol::STATUS, |list| list.parse_args::<Self>().is_ok())
    }

    pub(super) fn parse(attr: &Attribute, usage: &str, ctxt: &mut Ctxt) -> Option<Self> {
        argument(attr, usage, ctxt)
    }
}

impl Parse for StatusArg {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![default]) || input.peek(Ident) {
            let word: Ident = input.call(syn::ext::IdentExt::parse_any)?;
            return match word == symbol::DEFAULT {
                true => Ok(Self::Default),
                false => Err(syn::Error::new(word.span(), format!("`{word}` is not a status"))),
            };
        }
        let statuses = Punctuated::<Expr, Token![,]>::parse_terminated(input)?;
        if statuses.is_empty() {
            return Err(syn::Error::new(input.span(), "there is no status in these parentheses"));
        }
        let status = |expr: &Expr| match expr {
            Expr::Lit(ExprLit { lit: Lit::Int(number), .. })
                if let Ok(status @ 100..=599) = number.base10_parse::<u16>() =>
            {
                Ok((status, number.span()))
            }
            other => {
                let fault = format!("`{}` is not an HTTP status", written(other));
                Err(syn::Error::new_spanned(other, fault))
            }
        };
        statuses.iter().map(status).collect::<syn::Result<_>>().map(Self::These)
    }
}
