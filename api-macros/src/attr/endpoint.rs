//! `#[endpoint(METHOD, "/path", …)]` as it was typed.

use darling::ast::NestedMeta;
use darling::util::Flag;
use darling::{Error, FromMeta};
use syn::{Attribute, Ident, Lit, LitStr, Meta};

use super::value::{BarePath, Milliseconds, Pairs};

/// The arguments of `#[endpoint(…)]`.
pub(crate) struct EndpointArgs {
    pub(crate) method: Ident,
    pub(crate) path: LitStr,
    pub(crate) options: Options,
}

/// What may follow the method and the path.
#[derive(FromMeta)]
pub(crate) struct Options {
    pub(crate) envelope: Option<BarePath>,
    pub(crate) timeout: Option<Milliseconds>,
    pub(crate) idempotent: Flag,
    #[darling(default)]
    pub(crate) headers: Pairs,
    #[darling(default)]
    pub(crate) query: Pairs,
    pub(crate) credentials: Option<BarePath>,
}

const USAGE: &str = "write `#[endpoint(GET, \"/path\")]`: the method bare, then the path in quotes";

impl EndpointArgs {
    pub(crate) fn parse(attr: &Attribute) -> darling::Result<Self> {
        let Meta::List(list) = &attr.meta else {
            return Err(Error::custom(USAGE).with_span(attr));
        };
        let items = NestedMeta::parse_meta_list(list.tokens.clone())?;
        let (method, path, rest) = match &items[..] {
            [NestedMeta::Meta(Meta::Path(method)), NestedMeta::Lit(Lit::Str(path)), rest @ ..] => {
                (method, path, rest)
            }
            [first @ NestedMeta::Lit(_), ..] => {
                return Err(
                    Error::custom(format!("the method comes first; {USAGE}")).with_span(first)
                );
            }
            [_, second, ..] => return Err(Error::custom(USAGE).with_span(second)),
            _ => return Err(Error::custom(USAGE).with_span(attr)),
        };
        let Some(method) = method.get_ident() else {
            return Err(Error::custom(USAGE).with_span(method));
        };
        if method.to_string().chars().any(|c| c.is_ascii_lowercase()) {
            let upper = method.to_string().to_ascii_uppercase();
            let message = format!("the method is written in upper case: `{upper}`");
            return Err(Error::custom(message).with_span(method));
        }
        let options = Options::from_list(rest)?;
        Ok(Self { method: method.clone(), path: path.clone(), options })
    }
}
