//! The credentials that a trait declares: `credentials = scheme("Bot")`.

use darling::FromMeta;
use quote::ToTokens as _;
use syn::{Expr, LitStr};

use super::{Value, unfit, ungrouped};
use crate::vocab::Scheme;

/// Alternatives, each of schemes that are sent together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schemes(pub(crate) Vec<Vec<Scheme>>);

impl Value for Schemes {
    const NOUN: &'static str = "a declaration of credentials";

    fn usage() -> String {
        "`bearer`, `basic`, `scheme(\"Bot\")`, `header(\"X-Api-Key\")`, `query(\"token\")`, `all(…)` of \
         these if they are sent together, or a list `[…]` of alternatives"
            .to_owned()
    }

    fn usage_for(expr: &Expr) -> String {
        let (word, name) = match ungrouped(expr) {
            Expr::Call(call) => (&*call.func, call.args.first()),
            word => (word, None),
        };
        let name = match name.map(ungrouped) {
            Some(Expr::Path(name)) => name.path.to_token_stream().to_string(),
            _ => "…".to_owned(),
        };
        match NAMED.iter().find(|known| is_word(word, known)) {
            Some(word) => format!("`{word}(\"{name}\")`, with the name in quotes"),
            None => Self::usage(),
        }
    }
}

/// The words that have a name behind them.
const NAMED: [&str; 3] = ["scheme", "header", "query"];

impl FromMeta for Schemes {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match ungrouped(expr) {
            Expr::Array(list) if !list.elems.is_empty() => {
                list.elems.iter().map(together).collect::<darling::Result<_>>().map(Self)
            }
            single => together(single).map(|schemes| Self(vec![schemes])),
        }
    }
}

/// One scheme, or several in `all(…)`.
fn together(expr: &Expr) -> darling::Result<Vec<Scheme>> {
    match ungrouped(expr) {
        Expr::Call(call) if is_word(&call.func, "all") && !call.args.is_empty() => {
            call.args.iter().map(scheme).collect()
        }
        single => scheme(single).map(|scheme| vec![scheme]),
    }
}

fn scheme(expr: &Expr) -> darling::Result<Scheme> {
    match ungrouped(expr) {
        word if is_word(word, "bearer") => Ok(Scheme::Bearer),
        word if is_word(word, "basic") => Ok(Scheme::Basic),
        Expr::Call(call) if call.args.len() == 1 => {
            let name = call.args.first().and_then(|name| LitStr::read(name).ok());
            let name = name.map(|name| name.value()).filter(|name| !name.is_empty());
            let name = name.ok_or_else(|| unfit(expr))?;
            match &*call.func {
                word if is_word(word, "scheme") => Ok(Scheme::Authorization(name)),
                word if is_word(word, "header") => Ok(Scheme::Header(name)),
                word if is_word(word, "query") => Ok(Scheme::Query(name)),
                _ => Err(unfit(expr)),
            }
        }
        _ => Err(unfit(expr)),
    }
}

fn is_word(expr: &Expr, word: &str) -> bool {
    matches!(ungrouped(expr), Expr::Path(path) if path.path.is_ident(word))
}
