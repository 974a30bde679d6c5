//! Lists in parentheses.

use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, Lit, LitStr, Meta, Path, Token};

use crate::diagnostic::Diagnostic;
use crate::options::{Slot, separated};
use crate::symbol;

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
        let paths = list::<Unquoted>(option, "`extends(UsersClient)`")?;
        self.0 = paths.into_iter().map(|Unquoted(path)| path).collect();
        Ok(())
    }

    fn is_full(&self) -> bool {
        !self.0.is_empty()
    }
}

impl Slot for Pairs {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic> {
        let pairs = list::<Pair<Quoted>>(option, "`query(\"name\" = \"value\")`")?;
        self.0 = pairs.into_iter().map(|Pair(name, Quoted(value))| (name, value)).collect();
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

pub(crate) fn list<T: Parse>(option: &Meta, usage: &str) -> Result<Vec<T>, Diagnostic> {
    let help = format!("write {usage}");
    let Meta::List(list) = option else {
        return Err(Diagnostic::at(option, "this option has no list in parentheses", help));
    };
    let items = list.parse_args_with(separated::<T>);
    let items = items.map_err(|error| Diagnostic::syntax(&error, &help))?;
    if items.is_empty() {
        return Err(Diagnostic::at(option, "these parentheses are empty", help));
    }
    Ok(items)
}

/// A path without quotes.
struct Unquoted(Path);

impl Parse for Unquoted {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        match input.parse::<Option<LitStr>>()? {
            None => input.parse().map(Self),
            Some(quoted) => {
                let fault = format!("`{}` is in quotes", quoted.value());
                Err(syn::Error::new(quoted.span(), fault))
            }
        }
    }
}

/// A name in quotes, and a value.
pub(crate) struct Pair<V>(pub(crate) LitStr, pub(crate) V);

impl<V: Parse> Parse for Pair<V> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if let Some(word) = input.parse::<Option<Ident>>()? {
            return Err(syn::Error::new(word.span(), format!("`{word}` is not in quotes")));
        }
        let name: LitStr = input.parse()?;
        for (sign, is_it) in [("=>", input.peek(Token![=>])), ("==", input.peek(Token![==]))] {
            if is_it {
                return Err(input.error(format!("this is `{sign}`, and not `=`")));
            }
        }
        let sign: Option<Token![=]> = input.parse()?;
        if input.is_empty() || input.peek(Token![,]) {
            let span = sign.map_or(name.span(), |sign| sign.span);
            return Err(syn::Error::new(span, format!("`{}` has no value", name.value())));
        }
        if sign.is_none() {
            return Err(input.error(format!("a `=` is missing behind `{}`", name.value())));
        }
        Ok(Self(name, input.parse()?))
    }
}

/// A value in quotes.
struct Quoted(LitStr);

impl Parse for Quoted {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Lit) && !input.peek(LitStr) {
            let value: Lit = input.parse()?;
            let fault = format!("`{}` is not in quotes", value.to_token_stream());
            return Err(syn::Error::new(value.span(), fault));
        }
        input.parse().map(Self)
    }
}

struct HeaderValue(Option<LitStr>);

impl Parse for HeaderValue {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Lit) {
            return input.parse().map(|Quoted(value)| Self(Some(value)));
        }
        let word: Ident = input.parse()?;
        if word == symbol::NONE {
            Ok(Self(None))
        } else {
            Err(syn::Error::new(word.span(), format!("`{word}` is not a value in quotes")))
        }
    }
}
