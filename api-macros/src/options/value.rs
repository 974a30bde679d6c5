//! The values of options.

use std::ops::RangeInclusive;

use darling::FromMeta;
use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Ident, Lit, LitInt, LitStr, Meta, Path, Token, Type};

use super::{Slot, Value, unfit, ungrouped};
use crate::diagnostic::Diagnostic;
use crate::names::Case;
use crate::suggest;
use crate::symbol;
use crate::vocab::{Bools, List, Loose, Nested, Redirects, Retry};

/// A path without quotes, as in `envelope = Kook`.
impl Value for Path {
    const NOUN: &'static str = "a path";

    fn usage() -> String {
        "a name or a path, without quotes".to_owned()
    }

    fn read(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Path(path) if path.qself.is_none() => Ok(path.path.clone()),
            other => Err(unfit(other)),
        }
    }
}

/// A name, as in `client = Files`.
impl Value for Ident {
    const NOUN: &'static str = "a name";

    fn usage() -> String {
        "a name without quotes".to_owned()
    }

    fn read(expr: &Expr) -> darling::Result<Self> {
        // A path may be `self` or `crate`, and a name may not.
        let is_name = |name: &&Ident| syn::parse_str::<Ident>(&name.to_string()).is_ok();
        Path::read(expr)?.get_ident().filter(is_name).cloned().ok_or_else(|| unfit(expr))
    }
}

/// A text in quotes, with its place.
impl Value for LitStr {
    const NOUN: &'static str = "a text in quotes";

    fn usage() -> String {
        "the text in quotes".to_owned()
    }

    fn read(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(text.clone()),
            other => Err(unfit(other)),
        }
    }
}

/// A value that `of` makes from a text in quotes.
fn quoted<T>(expr: &Expr, of: impl FnOnce(&str) -> Option<T>) -> darling::Result<T> {
    of(&LitStr::read(expr)?.value()).ok_or_else(|| unfit(expr))
}

/// A value that `of` makes from a word without quotes.
fn bare<T>(expr: &Expr, of: impl FnOnce(&str) -> Option<T>) -> darling::Result<T> {
    of(&Ident::read(expr)?.to_string()).ok_or_else(|| unfit(expr))
}

/// The word `none`, which switches off what is inherited.
#[derive(Clone, Copy)]
pub(crate) struct Nothing;

impl Value for Nothing {
    const NOUN: &'static str = "a value that this option takes";

    fn usage() -> String {
        "`none`, or leave the option out to keep what is inherited".to_owned()
    }
}

impl FromMeta for Nothing {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        bare(expr, |word| (word == symbol::NONE).then_some(Self))
    }
}

/// A duration in milliseconds: `"500ms"`, `"10s"`, `"2m"`, `"1h"`. `"none"` is one that never ends.
#[derive(Clone, Copy)]
pub(crate) struct Milliseconds(pub(crate) u64);

impl Value for Milliseconds {
    const NOUN: &'static str = "a duration";

    fn usage() -> String {
        "a number and a unit in quotes, such as \"500ms\", \"10s\", \"2m\" or \"1h\", or \"none\" for no limit"
            .to_owned()
    }
}

impl FromMeta for Milliseconds {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];
        quoted(expr, |text| match text {
            symbol::NONE => Some(Self(u64::MAX)),
            text => measure(text, &units).map(Self),
        })
    }
}

/// A size in bytes: `"64 KiB"`, `"8 MiB"`, `"1 GiB"`.
#[derive(Clone, Copy)]
pub(crate) struct Bytes(pub(crate) u64);

impl Value for Bytes {
    const NOUN: &'static str = "a size";

    fn usage() -> String {
        "a number and a unit in quotes, such as \"64 KiB\", \"8 MiB\" or \"1 GiB\"".to_owned()
    }
}

impl FromMeta for Bytes {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("B", 1)];
        quoted(expr, |text| measure(text, &units).map(Self))
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

/// HTTP statuses that mean success: `200` or `[200, 202]`.
#[derive(Clone)]
pub(crate) struct Statuses(pub(crate) Vec<u16>);

impl Value for Statuses {
    const NOUN: &'static str = "a status from 200 to 399";

    fn usage() -> String {
        "one status or several, as in `success = [200, 202]`; for a failure that is as good as one, \
         `none = 404` or a return type that derives `ByStatus`"
            .to_owned()
    }
}

impl FromMeta for Statuses {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        statuses(expr, 200..=399).map(Self)
    }
}

/// HTTP statuses that mean that there is nothing: `404` or `[304, 404]`.
#[derive(Clone)]
pub(crate) struct NoneStatuses(pub(crate) Vec<u16>);

impl Value for NoneStatuses {
    const NOUN: &'static str = "a status from 200 to 599";

    fn usage() -> String {
        "one status or several, as in `none = [304, 404]`".to_owned()
    }
}

impl FromMeta for NoneStatuses {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        statuses(expr, 200..=599).map(Self)
    }
}

fn statuses(expr: &Expr, range: RangeInclusive<u16>) -> darling::Result<Vec<u16>> {
    match ungrouped(expr) {
        Expr::Array(list) if list.elems.is_empty() => Err(unfit(expr)),
        Expr::Array(list) => list.elems.iter().map(|expr| status(expr, &range)).collect(),
        single => status(single, &range).map(|status| vec![status]),
    }
}

fn status(expr: &Expr, range: &RangeInclusive<u16>) -> darling::Result<u16> {
    let number = match ungrouped(expr) {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse().ok(),
        _ => None,
    };
    number.filter(|status| range.contains(status)).ok_or_else(|| unfit(expr))
}

/// Reads the words of `vocab`, in quotes or bare.
macro_rules! words {
    ($($name:ident: $noun:literal, $read:ident, $usage:expr;)*) => {$(
        impl Value for $name {
            const NOUN: &'static str = $noun;

            fn usage() -> String {
                $usage
            }
        }

        impl FromMeta for $name {
            fn from_expr(expr: &Expr) -> darling::Result<Self> {
                $read(expr, Self::from_word)
            }
        }
    )*};
}

words! {
    List: "a style of lists", quoted, in_quotes(Self::WORDS);
    Nested: "a style of nesting", quoted, in_quotes(Self::WORDS);
    Bools: "a style of truth values", quoted, in_quotes(Self::WORDS);
    Case: "a case of names", quoted, in_quotes(&Self::WORDS);
    Loose: "a format of a body", bare, behind("body", Self::WORDS);
    Redirects: "a choice for `redirects`", bare,
        behind("redirects", Self::WORDS) + " to follow them to other origins, or leave the option out";
    Retry: "a choice for `retry`", bare,
        behind("retry", Self::WORDS) + ", if a second request does no harm";
}

fn in_quotes(words: &[&str]) -> String {
    suggest::either(words.iter().map(|word| format!("\"{word}\"")))
}

fn behind(option: &str, words: &[&str]) -> String {
    suggest::either(words.iter().map(|word| format!("`{option} = {word}`")))
}

/// The format of a body that is made of loose parameters, and the member that holds them:
/// `body = form`, `body = json("params")`.
#[derive(Clone)]
pub(crate) struct LooseBody {
    pub(crate) format: Loose,
    pub(crate) key: Option<String>,
}

impl Value for LooseBody {
    const NOUN: &'static str = Loose::NOUN;

    fn usage() -> String {
        format!("{}, or `body = json(\"params\")` for JSON under a key", Loose::usage())
    }
}

impl FromMeta for LooseBody {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let Expr::Call(call) = ungrouped(expr) else {
            return Loose::read(expr).map(|format| Self { format, key: None });
        };
        let format = Loose::read(&call.func)?;
        match call.args.first() {
            Some(key) if format == Loose::Json && call.args.len() == 1 => {
                Ok(Self { format, key: Some(LitStr::read(key)?.value()) })
            }
            _ => Err(unfit(expr)),
        }
    }
}

/// A whole number, with its place.
impl Value for LitInt {
    const NOUN: &'static str = "a whole number";

    fn usage() -> String {
        "the number without quotes".to_owned()
    }

    fn read(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Lit(ExprLit { lit: Lit::Int(number), .. })
                if number.suffix().is_empty() && number.base10_parse::<u64>().is_ok() =>
            {
                Ok(number.clone())
            }
            other => Err(unfit(other)),
        }
    }
}

/// A type without quotes, as in `cursor = String`.
impl Value for Type {
    const NOUN: &'static str = "a type";

    fn usage() -> String {
        "a type without quotes, such as `String`".to_owned()
    }

    fn read(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Lit(_) => Err(unfit(expr)),
            other => syn::parse2(other.to_token_stream()).map_err(|_| unfit(expr)),
        }
    }
}

/// Paths in parentheses, as in `extends(UsersClient)`.
#[derive(Default)]
pub(crate) struct Paths(pub(crate) Vec<Path>);

/// Constant pairs, as in `query("v" = "3")`.
#[derive(Default)]
pub(crate) struct Pairs(pub(crate) Vec<(LitStr, LitStr)>);

/// Constant headers, as in `headers("Accept-Language" = "zh-CN", "X-Trace" = none)`: a value, or
/// the removal of what is inherited.
#[derive(Default)]
pub(crate) struct Headers(pub(crate) Vec<(LitStr, Option<LitStr>)>);

impl Slot for Paths {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic> {
        self.0 = list(option, "`extends(UsersClient)`")?;
        Ok(())
    }

    fn is_full(&self) -> bool {
        !self.0.is_empty()
    }
}

impl Slot for Pairs {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic> {
        let pairs = list::<Pair<LitStr>>(option, "`query(\"name\" = \"value\")`")?;
        self.0 = pairs.into_iter().map(|Pair(name, value)| (name, value)).collect();
        Ok(())
    }

    fn is_full(&self) -> bool {
        !self.0.is_empty()
    }
}

impl Slot for Headers {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic> {
        let usage = "`headers(\"Name\" = \"value\")`, or `none` for a value to remove the header";
        let pairs = list::<Pair<HeaderValue>>(option, usage)?;
        self.0 = pairs.into_iter().map(|Pair(name, HeaderValue(value))| (name, value)).collect();
        Ok(())
    }

    fn is_full(&self) -> bool {
        !self.0.is_empty()
    }
}

pub(super) fn list<T: Parse>(option: &Meta, usage: &str) -> Result<Vec<T>, Diagnostic> {
    let help = format!("write {usage}");
    let Meta::List(list) = option else {
        return Err(Diagnostic::at(option, "this option has no list in parentheses", help));
    };
    let items = list.parse_args_with(Punctuated::<T, Token![,]>::parse_terminated);
    Ok(items.map_err(|error| Diagnostic::syntax(&error, help))?.into_iter().collect())
}

/// A name in quotes, and a value.
pub(super) struct Pair<V>(pub(super) LitStr, pub(super) V);

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
