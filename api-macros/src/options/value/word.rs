//! Values that are one of a few words.

use darling::FromMeta;
use syn::{Expr, Ident, LitStr};

use super::quoted;
use crate::names::Case;
use crate::options::{Value, unfit, ungrouped, written};
use crate::suggest;
use crate::symbol;
use crate::vocab::{Bools, List, Loose, Nested, Redirects, Retry};

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

    fn usage_for(expr: &Expr) -> String {
        let word = written(expr);
        let word = word.trim_matches('"');
        match word {
            "json" | "form" | "multipart" => format!("`body = {word}`, without quotes"),
            "urlencoded" | "x-www-form-urlencoded" => "`body = form`".to_owned(),
            "text" | "bytes" | "stream" | "json_lines" => {
                format!("it at the parameter that is the body: `#[body({word})]`")
            }
            "xml" => "it at the parameter that is the body: `#[body(text, content_type = \"application/xml\")]`"
                .to_owned(),
            _ => Self::usage(),
        }
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
