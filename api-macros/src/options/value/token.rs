//! Values that are Rust: a path, a name, a type, a text, a number. Each keeps its place.

use quote::ToTokens as _;
use syn::parse::Parse;
use syn::{Expr, ExprLit, Ident, Lit, LitInt, LitStr, Path, PathArguments, Type};

use crate::options::{Value, unfit, ungrouped, written};

/// A path without quotes, as in `envelope = Kook`.
impl Value for Path {
    const NOUN: &'static str = "a bare name or path";

    fn usage() -> String {
        "a name or a path, without quotes".to_owned()
    }

    fn usage_for(expr: &Expr) -> String {
        match syn::parse2::<Self>(ungrouped(expr).to_token_stream()) {
            Ok(mut path) if has_arguments(&path) => {
                for segment in &mut path.segments {
                    segment.arguments = PathArguments::None;
                }
                format!("`{}`, without type arguments", written(&path))
            }
            Ok(_) | Err(_) => unquoted::<Self>(expr),
        }
    }

    fn read(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Path(path) if path.qself.is_none() && !has_arguments(&path.path) => {
                Ok(path.path.clone())
            }
            other => Err(unfit(other)),
        }
    }
}

fn has_arguments(path: &Path) -> bool {
    path.segments.iter().any(|segment| !segment.arguments.is_none())
}

/// The help for a name or a path in quotes.
fn unquoted<T: Value + Parse>(expr: &Expr) -> String {
    match ungrouped(expr) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if text.parse::<T>().is_ok() => {
            format!("`{}`, without quotes", text.value())
        }
        _ => T::usage(),
    }
}

/// A name, as in `client = Files`.
impl Value for Ident {
    const NOUN: &'static str = "a name";

    fn usage() -> String {
        "a name without quotes".to_owned()
    }

    fn usage_for(expr: &Expr) -> String {
        unquoted::<Self>(expr)
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

    fn usage_for(expr: &Expr) -> String {
        match ungrouped(expr) {
            Expr::Path(path) if path.path.get_ident().is_some() => {
                format!("`\"{}\"`", path.to_token_stream())
            }
            _ => Self::usage(),
        }
    }

    fn read(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(text.clone()),
            other => Err(unfit(other)),
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
