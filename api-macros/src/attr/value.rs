//! Values that several attributes take.

use darling::{Error, FromMeta};
use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Meta, Path, Token};

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
                Err(Error::custom("expected a name without quotes, or a path").with_span(other))
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
        let message = format!("expected a list in parentheses: `{usage}`");
        return Err(Error::custom(message).with_span(item));
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
            Err(syn::Error::new(word.span(), "expected a value in quotes, or `none`"))
        }
    }
}

/// Something that is said or not, as in `idempotent`.
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
                let message = format!("`{name}` is said or not; write it without a value");
                Err(Error::custom(message).with_span(other.path()))
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
            other => Err(Error::custom("expected a text in quotes").with_span(other)),
        }
    }
}

/// The text of a string literal, or a mistake that says what it should have been.
fn text(expr: &Expr, expected: &str) -> darling::Result<String> {
    match ungrouped(expr) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(text.value()),
        other => Err(Error::custom(format!("expected {expected}")).with_span(other)),
    }
}

/// A duration in words: `"500ms"`, `"10s"`, `"2m"`.
#[derive(Clone, Copy)]
pub(crate) struct Milliseconds(pub(crate) u64);

impl FromMeta for Milliseconds {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        const EXPECTED: &str = "a duration in quotes: \"500ms\", \"10s\" or \"2m\"";
        let text = text(expr, EXPECTED)?;
        measure(&text, &[("ms", 1), ("s", 1_000), ("m", 60_000)])
            .map(Self)
            .ok_or_else(|| Error::custom(format!("expected {EXPECTED}")).with_span(expr))
    }
}

/// A size in words: `"64 KiB"`, `"8 MiB"`, `"1 GiB"`.
#[derive(Clone, Copy)]
pub(crate) struct Bytes(pub(crate) u64);

impl FromMeta for Bytes {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        const EXPECTED: &str = "a size in quotes: \"64 KiB\", \"8 MiB\" or \"1 GiB\"";
        let text = text(expr, EXPECTED)?;
        measure(&text, &[("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("B", 1)])
            .map(Self)
            .ok_or_else(|| Error::custom(format!("expected {EXPECTED}")).with_span(expr))
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
                Err(Error::custom("an endpoint has a way to succeed; name a status")
                    .with_span(expr))
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
        let message =
            "expected statuses that mean success, from 200 to 299: `success = [200, 202]`";
        Error::custom(message).with_span(expr)
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
            other => Err(Self::refused().with_span(other)),
        }
    }

    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Path(word) if word.path.is_ident(symbol::NEVER) => Ok(Self::Never),
            Expr::Path(word) if word.path.is_ident(symbol::REPEATABLE) => Ok(Self::Repeatable),
            other => Err(Self::refused().with_span(other)),
        }
    }
}

impl Retry {
    fn refused() -> Error {
        Error::custom(format!(
            "expected `retry = {}`, to send each call once, or `retry = {}`, if a second request \
             does no harm",
            symbol::NEVER,
            symbol::REPEATABLE,
        ))
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
                const EXPECTED: &str = concat!($what, " \"", $first_word, "\"", $(", \"", $word, "\""),*);
                match text(expr, EXPECTED)?.as_str() {
                    $first_word => Ok(Self::$first),
                    $($word => Ok(Self::$variant),)*
                    _ => Err(Error::custom(format!("expected {EXPECTED}")).with_span(expr)),
                }
            }
        }
    };
}

words! {
    /// How a list is written.
    List, "one of the list styles":
    Repeat = "repeat", Csv = "csv", Ssv = "ssv", Pipes = "pipes", Brackets = "brackets",
    Indices = "indices"
}

words! {
    /// How a map inside of a flattened one is written.
    Nested, "one of the ways to nest": Brackets = "brackets", Dots = "dots"
}

words! {
    /// How a truth value is written.
    Bools, "one of the ways to write truth values": Words = "words", Digits = "digits"
}
