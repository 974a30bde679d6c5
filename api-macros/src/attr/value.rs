//! Values that several attributes take.

use darling::FromMeta;
use proc_macro2::Span;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Meta, Path, Token};

use crate::diagnostic::Diagnostic;
use crate::symbol;

/// An expression without the invisible group that `macro_rules!` puts around a fragment.
pub(crate) fn ungrouped(mut expr: &Expr) -> &Expr {
    while let Expr::Group(group) = expr {
        expr = &group.expr;
    }
    expr
}

/// A path written bare, as in `envelope = Kook`.
#[derive(Clone)]
pub(crate) struct BarePath(pub(crate) Path);

impl FromMeta for BarePath {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Path(path) if path.qself.is_none() => Ok(Self(path.path.clone())),
            other => {
                let fault = format!("`{}` is not a path", shown(other));
                Err(Diagnostic::at(other, fault, "write a name or a path, without quotes").into())
            }
        }
    }
}

/// Paths in parentheses, as in `extends(UsersClient)`.
#[derive(Clone, Default)]
pub(crate) struct Paths(pub(crate) Vec<Path>);

impl FromMeta for Paths {
    fn from_meta(item: &Meta) -> darling::Result<Self> {
        Ok(Self(list(item, "extends(UsersClient)")?))
    }
}

/// Constant pairs, as in `query("v" = "3")`.
#[derive(Clone, Default)]
pub(crate) struct Pairs(pub(crate) Vec<(LitStr, LitStr)>);

/// Constant headers, as in `headers("Accept-Language" = "zh-CN", "X-Trace" = none)`: a value, or
/// the removal of what is inherited.
#[derive(Clone, Default)]
pub(crate) struct Headers(pub(crate) Vec<(LitStr, Option<LitStr>)>);

impl FromMeta for Pairs {
    fn from_meta(item: &Meta) -> darling::Result<Self> {
        let pairs = list::<Pair<LitStr>>(item, "query(\"name\" = \"value\")")?;
        Ok(Self(pairs.into_iter().map(|Pair(name, value)| (name, value)).collect()))
    }
}

impl FromMeta for Headers {
    fn from_meta(item: &Meta) -> darling::Result<Self> {
        let pairs = list::<Pair<HeaderValue>>(item, "headers(\"Name\" = \"value\")")?;
        Ok(Self(pairs.into_iter().map(|Pair(name, HeaderValue(value))| (name, value)).collect()))
    }
}

fn list<T: Parse>(item: &Meta, usage: &str) -> darling::Result<Vec<T>> {
    let Meta::List(list) = item else {
        let help = format!("write `{usage}`");
        return Err(Diagnostic::at(item, "this list is not in parentheses", help).into());
    };
    Ok(list.parse_args_with(Punctuated::<T, Token![,]>::parse_terminated)?.into_iter().collect())
}

struct Pair<V>(LitStr, V);

impl<V: Parse> Parse for Pair<V> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self(name, input.parse()?))
    }
}

struct HeaderValue(Option<LitStr>);

impl Parse for HeaderValue {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return input.parse().map(|value| Self(Some(value)));
        }
        let word: Ident = input.parse()?;
        if word == symbol::NONE {
            Ok(Self(None))
        } else {
            Err(syn::Error::new(word.span(), format!("`{word}` is not a value in quotes")))
        }
    }
}

/// An option without a value, as in `idempotent`.
#[derive(Clone, Copy, Default)]
pub(crate) struct Switch(Option<Span>);

impl Switch {
    pub(crate) fn is_on(self) -> bool {
        self.0.is_some()
    }

    /// Where it was said.
    pub(crate) fn span(self) -> Option<Span> {
        self.0
    }
}

impl FromMeta for Switch {
    fn from_none() -> Option<Self> {
        Some(Self(None))
    }

    fn from_meta(item: &Meta) -> darling::Result<Self> {
        match item {
            Meta::Path(path) => Ok(Self(Some(path.span()))),
            other => {
                let name = other.path().get_ident().map_or_else(String::new, ToString::to_string);
                let fault = format!("`{name}` takes no value");
                let help = format!("write `{name}` alone, or leave it out");
                Err(Diagnostic::at(other.path(), fault, help).into())
            }
        }
    }
}

/// A text in quotes, with its place.
#[derive(Clone)]
pub(crate) struct Text(pub(crate) LitStr);

impl FromMeta for Text {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(Self(text.clone())),
            other => {
                let fault = format!("`{}` is not a text", shown(other));
                Err(Diagnostic::at(other, fault, "write the text in quotes").into())
            }
        }
    }
}

/// An expression as it was typed, a text without its quotes.
fn shown(expr: &Expr) -> String {
    match ungrouped(expr) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => text.value(),
        other => other.to_token_stream().to_string(),
    }
}

/// The value of a text in quotes that `read` understands; `what` and `usage` are for the error.
fn word<T>(
    expr: &Expr,
    what: &str,
    usage: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> darling::Result<T> {
    let value = match ungrouped(expr) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => read(&text.value()),
        _ => None,
    };
    value.ok_or_else(|| {
        let fault = format!("`{}` is not {what}", shown(expr));
        Diagnostic::at(expr, fault, format!("write {usage}")).into()
    })
}

/// A duration in words: `"500ms"`, `"10s"`, `"2m"`.
#[derive(Clone, Copy)]
pub(crate) struct Milliseconds(pub(crate) u64);

impl FromMeta for Milliseconds {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        const USAGE: &str = "a number and its unit in quotes: \"500ms\", \"10s\" or \"2m\"";
        let units = [("ms", 1), ("s", 1_000), ("m", 60_000)];
        word(expr, "a duration", USAGE, |text| measure(text, &units).map(Self))
    }
}

/// A size in words: `"64 KiB"`, `"8 MiB"`, `"1 GiB"`.
#[derive(Clone, Copy)]
pub(crate) struct Bytes(pub(crate) u64);

impl FromMeta for Bytes {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        const USAGE: &str = "a number and its unit in quotes: \"64 KiB\", \"8 MiB\" or \"1 GiB\"";
        let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("B", 1)];
        word(expr, "a size", USAGE, |text| measure(text, &units).map(Self))
    }
}

/// A whole number above zero with a unit.
fn measure(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.get(digits.len()..)?;
    let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
    let number: u64 = digits.trim_end().parse().ok()?;
    number.checked_mul(*factor).filter(|product| *product > 0)
}

/// HTTP statuses: `200` or `[200, 202]`.
#[derive(Clone)]
pub(crate) struct Statuses(pub(crate) Vec<u16>);

impl FromMeta for Statuses {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let single = std::slice::from_ref(expr);
        let values: Vec<&Expr> = match ungrouped(expr) {
            Expr::Array(list) => list.elems.iter().collect(),
            _ => single.iter().collect(),
        };
        let statuses: darling::Result<Vec<u16>> = values.into_iter().map(status).collect();
        match statuses?.as_slice() {
            [] => {
                let fault = "with no status here, no call could succeed";
                Err(Diagnostic::at(expr, fault, "name a status: `success = [200]`").into())
            }
            statuses => Ok(Self(statuses.to_vec())),
        }
    }
}

fn status(expr: &Expr) -> darling::Result<u16> {
    let number = match ungrouped(expr) {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse().ok(),
        _ => None,
    };
    number.filter(|status| (200..300).contains(status)).ok_or_else(|| {
        let fault = format!("`{}` is not a status from 200 to 299", shown(expr));
        Diagnostic::at(expr, fault, "write one or several: `success = [200, 202]`").into()
    })
}

/// Whether a failed call is sent again: `never`, or wherever that may help because it is `repeatable`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Retry {
    Never,
    Repeatable,
}

impl FromMeta for Retry {
    fn from_meta(item: &Meta) -> darling::Result<Self> {
        match item {
            Meta::NameValue(pair) => Self::from_expr(&pair.value),
            other => Err(Self::unknown(other)),
        }
    }

    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Path(word) if word.path.is_ident(symbol::NEVER) => Ok(Self::Never),
            Expr::Path(word) if word.path.is_ident(symbol::REPEATABLE) => Ok(Self::Repeatable),
            other => Err(Self::unknown(other)),
        }
    }
}

impl Retry {
    fn unknown(at: &impl ToTokens) -> darling::Error {
        let fault = format!("`{}` does not say when to retry", at.to_token_stream());
        let help = format!(
            "write `retry = {}` to send each call once, or `retry = {}` if a second request does \
             no harm",
            symbol::NEVER,
            symbol::REPEATABLE,
        );
        Diagnostic::at(at, fault, help).into()
    }
}

macro_rules! words {
    (
        $(#[$doc:meta])* $name:ident, $what:literal:
        $first:ident = $first_word:literal, $($variant:ident = $word:literal),*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $first,
            $($variant),*
        }

        impl FromMeta for $name {
            fn from_expr(expr: &Expr) -> darling::Result<Self> {
                const USAGE: &str = concat!("\"", $first_word, "\"", $(" or \"", $word, "\""),*);
                word(expr, $what, USAGE, |text| match text {
                    $first_word => Some(Self::$first),
                    $($word => Some(Self::$variant),)*
                    _ => None,
                })
            }
        }
    };
}

words! {
    /// How a list is written.
    List, "a style of lists":
    Repeat = "repeat", Csv = "csv", Ssv = "ssv", Pipes = "pipes", Brackets = "brackets",
    Indices = "indices"
}

words! {
    /// How a map inside of a flattened one is written.
    Nested, "a style of nesting": Brackets = "brackets", Dots = "dots"
}

words! {
    /// How a truth value is written.
    Bools, "a style of truth values": Words = "words", Digits = "digits"
}
