//! The attributes of a parameter, as they were typed.

use darling::Error;
use syn::{Attribute, Ident, LitStr, Meta};

use crate::symbol;

/// Where a parameter was said to go, and under which name.
pub(crate) struct ParamArgs {
    pub(crate) location: Option<(Ident, Option<LitStr>)>,
    pub(crate) sensitive: bool,
}

/// Whether an attribute of a parameter is one of ours.
pub(crate) fn is_ours(attr: &Attribute) -> bool {
    attr.path().get_ident().is_some_and(|ident| {
        ident == symbol::SENSITIVE || symbol::LOCATIONS.iter().any(|word| ident == word)
    })
}

impl ParamArgs {
    pub(crate) fn parse(attrs: &[Attribute]) -> darling::Result<Self> {
        let mut args = Self { location: None, sensitive: false };
        for attr in attrs.iter().filter(|attr| is_ours(attr)) {
            let Some(word) = attr.path().get_ident() else { continue };
            if word == symbol::SENSITIVE {
                args.sensitive = true;
                continue;
            }
            let name = match &attr.meta {
                Meta::Path(_) => None,
                Meta::List(list) => Some(list.parse_args::<LitStr>().map_err(|error| {
                    let message = format!("expected the name on the wire: `#[{word}(\"name\")]`");
                    Error::custom(message).with_span(&error.span())
                })?),
                Meta::NameValue(pair) => {
                    let message = format!("write `#[{word}(\"name\")]`");
                    return Err(Error::custom(message).with_span(pair));
                }
            };
            if let Some((first, _)) = &args.location {
                let message = format!("a parameter goes to one place, and `#[{first}]` says which");
                return Err(Error::custom(message).with_span(attr.path()));
            }
            args.location = Some((word.clone(), name));
        }
        Ok(args)
    }
}
