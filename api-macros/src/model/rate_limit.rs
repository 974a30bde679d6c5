//! `rate_limit = "messages/{channel_id}"`: the bucket of an endpoint, and what tells its buckets apart.

use syn::{Ident, LitStr};

use super::param::{Argument, Param};
use crate::ctxt::Ctxt;
use crate::names;

/// A bucket that an endpoint declares.
pub(crate) struct RateLimit {
    pub(crate) name: String,
    /// The parameters whose values keep buckets apart, as they are declared.
    pub(crate) values: Vec<Ident>,
}

const USAGE: &str = "write a name, then parameters: `rate_limit = \"messages/{channel_id}\"`";

impl RateLimit {
    /// Reads the option against the parameters.
    pub(crate) fn new(text: &LitStr, arguments: &[Argument], ctxt: &mut Ctxt) -> Option<Self> {
        let whole = text.value();
        let (name, mut rest) = whole.split_once("/{").unwrap_or((&whole, ""));
        if name.is_empty() || name.contains(['{', '}']) {
            ctxt.error_at(text, "the rate limit has no name", USAGE);
            return None;
        }
        let mut values = Vec::new();
        while !rest.is_empty() {
            let Some((value, behind)) = rest.split_once('}') else {
                ctxt.error_at(text, "a brace of the rate limit is not closed", USAGE);
                return None;
            };
            let Some(param) = param(value, arguments) else {
                ctxt.error_at(
                    text,
                    format!("the rate limit names `{{{value}}}`, and there is no such parameter"),
                    known(arguments),
                );
                return None;
            };
            values.push(param.ident.clone());
            rest = match behind.strip_prefix("/{") {
                Some(rest) => rest,
                None if behind.is_empty() => "",
                None => {
                    ctxt.error_at(text, format!("`{behind}` is no parameter in braces"), USAGE);
                    return None;
                }
            };
        }
        Some(Self { name: name.to_owned(), values })
    }
}

fn param<'a>(name: &str, arguments: &'a [Argument]) -> Option<&'a Param> {
    arguments.iter().filter_map(Argument::sent).find(|param| names::plain(&param.ident) == name)
}

fn known(arguments: &[Argument]) -> String {
    let params = arguments.iter().filter_map(Argument::sent);
    let names: Vec<_> = params.map(|param| format!("`{}`", names::plain(&param.ident))).collect();
    if names.is_empty() {
        return "leave the braces out: the endpoint has no parameters".to_owned();
    }
    format!("name one of {}", names.join(", "))
}
