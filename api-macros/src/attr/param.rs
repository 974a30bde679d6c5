//! The attributes of a parameter, as they were typed.

use darling::FromMeta;
use darling::ast::NestedMeta;
use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Lit, LitStr, Meta, MetaList, Token};

use super::value::{Bools, List, Nested, Switch, Text};
use crate::diagnostic::Diagnostic;
use crate::model::names;
use crate::symbol;

/// What was said about a parameter.
#[derive(Default)]
pub(crate) struct ParamArgs {
    pub(crate) placed: Option<Placed>,
    pub(crate) sensitive: Option<Sensitive>,
}

/// `#[sensitive]`, or `#[sensitive(in_url)]` where a URL is the only way.
pub(crate) struct Sensitive {
    pub(crate) span: Span,
    pub(crate) in_url: bool,
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
    Context,
}

/// `#[path("name", …)]`
#[derive(FromMeta)]
pub(crate) struct PathOptions {
    pub(crate) encoded: Switch,
}

/// `#[query("name", …)]`
#[derive(FromMeta)]
pub(crate) struct QueryOptions {
    pub(crate) list: Option<List>,
    pub(crate) nested: Option<Nested>,
    pub(crate) bools: Option<Bools>,
    pub(crate) encoded: Switch,
    pub(crate) flag: Switch,
    pub(crate) flatten: Switch,
}

/// `#[header("Name", …)]`
#[derive(FromMeta)]
pub(crate) struct HeaderOptions {
    pub(crate) list: Option<List>,
    pub(crate) flatten: Switch,
}

/// `#[field("name", …)]`
#[derive(FromMeta)]
pub(crate) struct FieldOptions {
    pub(crate) list: Option<List>,
    pub(crate) nested: Option<Nested>,
    pub(crate) bools: Option<Bools>,
    pub(crate) flatten: Switch,
}

/// `#[body(…)]`
#[derive(FromMeta)]
pub(crate) struct BodyOptions {
    pub(crate) bytes: Switch,
    pub(crate) form: Switch,
    pub(crate) stream: Switch,
    pub(crate) text: Switch,
    pub(crate) content_type: Option<Text>,
    pub(crate) list: Option<List>,
    pub(crate) nested: Option<Nested>,
    pub(crate) bools: Option<Bools>,
}

/// `#[sensitive(…)]`
#[derive(FromMeta)]
struct SensitiveOptions {
    in_url: Switch,
}

/// An attribute that takes a name and nothing else.
#[derive(FromMeta)]
struct NoOptions {}

/// Whether an attribute of a parameter is ours to read, or to complain about: all but those that
/// the language has for parameters.
pub(crate) fn is_ours(attr: &Attribute) -> bool {
    const LANGUAGE: [&str; 8] =
        ["allow", "cfg", "cfg_attr", "deny", "doc", "expect", "forbid", "warn"];
    !LANGUAGE.iter().any(|word| attr.path().is_ident(word))
}

impl ParamArgs {
    pub(crate) fn parse(attrs: &[Attribute]) -> darling::Result<Self> {
        let mut args = Self::default();
        for attr in attrs {
            let word = word(attr)?;
            if word == symbol::SENSITIVE {
                args.sensitive = Some(Sensitive::parse(word, attr)?);
                continue;
            }
            if let Some(first) = &args.placed {
                let first = &first.word;
                let fault = format!("`#[{first}]` says already where it goes");
                return Err(Diagnostic::at(attr.path(), fault, "leave one of the two out").into());
            }
            args.placed = Some(Placed::parse(word, attr)?);
        }
        Ok(args)
    }
}

/// The word of an attribute that is one of ours, or a mistake that names the nearest.
fn word(attr: &Attribute) -> darling::Result<&Ident> {
    let words = || symbol::LOCATIONS.iter().copied().chain([symbol::SENSITIVE]);
    let path = attr.path();
    if let Some(word) = path.get_ident()
        && words().any(|known| word == known)
    {
        return Ok(word);
    }
    let typed = path.segments.last().map_or_else(String::new, |last| last.ident.to_string());
    let help = match names::nearest(&typed, words()) {
        Some(near) => format!("did you mean `#[{near}]`?"),
        None => {
            let known: Vec<_> = words().map(|word| format!("`#[{word}]`")).collect();
            format!("write one of {}", known.join(", "))
        }
    };
    let fault = format!("there is no attribute `{typed}` for parameters");
    Err(Diagnostic::at(path, fault, help).into())
}

impl Sensitive {
    fn parse(word: &Ident, attr: &Attribute) -> darling::Result<Self> {
        let items = match &attr.meta {
            Meta::List(list) => listed(list)?,
            _ => Vec::new(),
        };
        let options = SensitiveOptions::from_list(&items)?;
        Ok(Self { span: word.span(), in_url: options.in_url.is_on() })
    }
}

impl Placed {
    fn parse(word: &Ident, attr: &Attribute) -> darling::Result<Self> {
        let items = match &attr.meta {
            Meta::Path(_) => Vec::new(),
            Meta::List(list) => listed(list)?,
            Meta::NameValue(pair) => {
                let help = format!("write it in parentheses: `#[{word}(\"name\")]`");
                return Err(Diagnostic::at(pair, "this name is behind a `=`", help).into());
            }
        };
        let (name, options) = match &items[..] {
            [NestedMeta::Lit(Lit::Str(name)), options @ ..] => (Some(name.clone()), options),
            [other @ NestedMeta::Lit(_), ..] => {
                let help = format!("write the name in quotes: `#[{word}(\"name\")]`");
                return Err(Diagnostic::at(other, "this is not a name in quotes", help).into());
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
            symbol::URL => {
                NoOptions::from_list(options)?;
                Options::Url
            }
            _ => {
                NoOptions::from_list(options)?;
                Options::Context
            }
        };
        Ok(Self { word: word.clone(), name, options })
    }
}

/// What is listed in an attribute, read in place: what ends too early is told at its closing
/// parenthesis.
fn listed(list: &MetaList) -> syn::Result<Vec<NestedMeta>> {
    let items = list.parse_args_with(Punctuated::<NestedMeta, Token![,]>::parse_terminated)?;
    Ok(items.into_iter().collect())
}
