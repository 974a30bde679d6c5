//! Values that several attributes take.

use darling::{Error, FromMeta};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, LitStr, Meta, Path, Token};

/// A path written bare, as in `envelope = Kook`.
#[derive(Clone)]
pub(crate) struct BarePath(pub(crate) Path);

impl FromMeta for BarePath {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match expr {
            Expr::Path(path) if path.qself.is_none() => Ok(Self(path.path.clone())),
            other => {
                Err(Error::custom("expected a path, such as `envelope = Kook`").with_span(other))
            }
        }
    }
}

/// Constant pairs, as in `headers("Accept-Language" = "zh-CN")`.
#[derive(Clone, Default)]
pub(crate) struct Pairs(pub(crate) Vec<(LitStr, LitStr)>);

impl FromMeta for Pairs {
    fn from_meta(item: &Meta) -> darling::Result<Self> {
        let list = item.require_list().map_err(|error| {
            Error::custom("expected pairs, such as `headers(\"Name\" = \"value\")`")
                .with_span(&error.span())
        })?;
        let pairs = list.parse_args_with(Punctuated::<Pair, Token![,]>::parse_terminated)?;
        Ok(Self(pairs.into_iter().map(|Pair(name, value)| (name, value)).collect()))
    }
}

struct Pair(LitStr, LitStr);

impl Parse for Pair {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self(name, input.parse()?))
    }
}

/// A duration in words: `"500ms"`, `"10s"`, `"2m"`.
#[derive(Clone, Copy)]
pub(crate) struct Milliseconds(pub(crate) u64);

impl FromMeta for Milliseconds {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let refused = || {
            let message = "expected a duration in quotes: \"500ms\", \"10s\" or \"2m\"";
            Error::custom(message).with_span(expr)
        };
        let Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = expr else {
            return Err(refused());
        };
        let text = text.value();
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = match text.get(digits.len()..) {
            Some("ms") => 1,
            Some("s") => 1_000,
            Some("m") => 60_000,
            _ => return Err(refused()),
        };
        let number: u64 = digits.parse().map_err(|_| refused())?;
        number.checked_mul(unit).filter(|ms| *ms > 0).map(Self).ok_or_else(refused)
    }
}
