//! The attributes of a parameter, as they were typed.

use darling::ast::NestedMeta;
use darling::util::Flag;
use darling::{Error, FromMeta};
use syn::{Attribute, Ident, Lit, LitStr, Meta};

use super::value::{Bools, List, Nested};
use crate::symbol;

/// What was said about a parameter.
#[derive(Default)]
pub(crate) struct ParamArgs {
    pub(crate) placed: Option<Placed>,
    pub(crate) sensitive: bool,
}

/// Where a parameter was said to go.
pub(crate) struct Placed {
    pub(crate) word: Ident,
    pub(crate) name: Option<LitStr>,
    pub(crate) options: Options,
}

/// How it was said to go there.
pub(crate) enum Options {
    Path(PathOptions),
    Query(QueryOptions),
    Header(HeaderOptions),
    Field(FieldOptions),
    Body(BodyOptions),
    Part,
    Url,
}

/// `#[path("name", …)]`
#[derive(FromMeta)]
pub(crate) struct PathOptions {
    pub(crate) encoded: Flag,
}

/// `#[query("name", …)]`
#[derive(FromMeta)]
pub(crate) struct QueryOptions {
    pub(crate) list: Option<List>,
    pub(crate) nested: Option<Nested>,
    pub(crate) bools: Option<Bools>,
    pub(crate) encoded: Flag,
    pub(crate) flag: Flag,
    pub(crate) flatten: Flag,
}

/// `#[header("Name", …)]`
#[derive(FromMeta)]
pub(crate) struct HeaderOptions {
    pub(crate) list: Option<List>,
    pub(crate) flatten: Flag,
}

/// `#[field("name", …)]`
#[derive(FromMeta)]
pub(crate) struct FieldOptions {
    pub(crate) list: Option<List>,
    pub(crate) nested: Option<Nested>,
    pub(crate) bools: Option<Bools>,
    pub(crate) flatten: Flag,
}

/// `#[body(…)]`
#[derive(FromMeta)]
pub(crate) struct BodyOptions {
    pub(crate) bytes: Flag,
    pub(crate) form: Flag,
    pub(crate) stream: Flag,
    pub(crate) text: Flag,
    pub(crate) content_type: Option<LitStr>,
    pub(crate) list: Option<List>,
    pub(crate) nested: Option<Nested>,
    pub(crate) bools: Option<Bools>,
}

/// An attribute that takes a name and nothing else.
#[derive(FromMeta)]
struct NoOptions {}

/// Whether an attribute of a parameter is one of ours.
pub(crate) fn is_ours(attr: &Attribute) -> bool {
    attr.path().get_ident().is_some_and(|ident| {
        ident == symbol::SENSITIVE || symbol::LOCATIONS.iter().any(|word| ident == word)
    })
}

impl ParamArgs {
    pub(crate) fn parse(attrs: &[Attribute]) -> darling::Result<Self> {
        let mut args = Self::default();
        for attr in attrs {
            let Some(word) = attr.path().get_ident() else { continue };
            if word == symbol::SENSITIVE {
                args.sensitive = true;
                continue;
            }
            if let Some(first) = &args.placed {
                let first = &first.word;
                let message = format!("a parameter goes to one place, and `#[{first}]` says which");
                return Err(Error::custom(message).with_span(attr.path()));
            }
            args.placed = Some(Placed::parse(word, attr)?);
        }
        Ok(args)
    }
}

impl Placed {
    fn parse(word: &Ident, attr: &Attribute) -> darling::Result<Self> {
        let items = match &attr.meta {
            Meta::Path(_) => Vec::new(),
            Meta::List(list) => NestedMeta::parse_meta_list(list.tokens.clone())?,
            Meta::NameValue(pair) => {
                let message = format!("write `#[{word}(\"name\")]`");
                return Err(Error::custom(message).with_span(pair));
            }
        };
        let (name, options) = match &items[..] {
            [NestedMeta::Lit(Lit::Str(name)), options @ ..] => (Some(name.clone()), options),
            [other @ NestedMeta::Lit(_), ..] => {
                let message = format!("the name is in quotes: `#[{word}(\"name\")]`");
                return Err(Error::custom(message).with_span(other));
            }
            options => (None, options),
        };
        let options = match word.to_string().as_str() {
            symbol::PATH => Options::Path(FromMeta::from_list(options)?),
            symbol::QUERY => Options::Query(FromMeta::from_list(options)?),
            symbol::HEADER => Options::Header(FromMeta::from_list(options)?),
            symbol::FIELD => Options::Field(FromMeta::from_list(options)?),
            symbol::BODY => Options::Body(FromMeta::from_list(options)?),
            symbol::PART => {
                NoOptions::from_list(options)?;
                Options::Part
            }
            _ => {
                NoOptions::from_list(options)?;
                Options::Url
            }
        };
        Ok(Self { word: word.clone(), name, options })
    }
}
