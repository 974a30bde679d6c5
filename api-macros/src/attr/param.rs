//! The attributes of a parameter, as they were typed.

use darling::FromMeta;
use darling::ast::NestedMeta;
use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Lit, LitStr, Meta, MetaList, Token};

use super::value::Switch;
use crate::diagnostic::Diagnostic;
use crate::model::names;
use crate::params::{self, Options};
use crate::symbol;

/// The attributes of one parameter.
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

/// The attribute that says where an argument goes.
pub(crate) struct Placed {
    pub(crate) word: Ident,
    pub(crate) name: Option<LitStr>,
    pub(crate) place: Place,
}

/// Where an argument goes.
pub(crate) enum Place {
    /// Into the request.
    Request(Options),
    /// `#[context]`: nowhere. A server hands it to the implementation.
    Context,
}

/// The attributes that a parameter may have.
enum Word {
    Kind(params::Parse),
    Context,
    Sensitive,
}

impl Word {
    fn all() -> Vec<(&'static str, Self)> {
        let kinds = params::ATTRIBUTES.into_iter().map(|(word, parse)| (word, Self::Kind(parse)));
        let others = [(symbol::CONTEXT, Self::Context), (symbol::SENSITIVE, Self::Sensitive)];
        kinds.chain(others).collect()
    }
}

/// `#[sensitive(…)]`
#[derive(FromMeta)]
struct SensitiveOptions {
    in_url: Switch,
}

/// An attribute without options.
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
            let (ident, word) = word(attr)?;
            let placed = match word {
                Word::Sensitive => {
                    args.sensitive = Some(Sensitive::parse(ident, attr)?);
                    continue;
                }
                Word::Kind(parse) => {
                    Placed::parse(ident, attr, |items| parse(items).map(Place::Request))
                }
                Word::Context => Placed::parse(ident, attr, |items| {
                    NoOptions::from_list(items).map(|NoOptions {}| Place::Context)
                }),
            };
            if let Some(first) = &args.placed {
                let first = &first.word;
                let fault = format!("`#[{first}]` says already where it goes");
                return Err(Diagnostic::at(attr.path(), fault, "leave one of the two out").into());
            }
            args.placed = Some(placed?);
        }
        Ok(args)
    }
}

/// The word of an attribute that is one of ours, or an error that names the nearest.
fn word(attr: &Attribute) -> darling::Result<(&Ident, Word)> {
    let path = attr.path();
    if let Some(ident) = path.get_ident()
        && let Some((_, word)) = Word::all().into_iter().find(|(known, _)| ident == known)
    {
        return Ok((ident, word));
    }
    let words: Vec<&str> = Word::all().into_iter().map(|(word, _)| word).collect();
    let typed = path.segments.last().map_or_else(String::new, |last| last.ident.to_string());
    let help = match names::nearest(&typed, words.iter().copied()) {
        Some(near) => format!("did you mean `#[{near}]`?"),
        None => {
            let known: Vec<_> = words.iter().map(|word| format!("`#[{word}]`")).collect();
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
            Meta::Path(_) | Meta::NameValue(_) => Vec::new(),
        };
        let options = SensitiveOptions::from_list(&items)?;
        Ok(Self { span: word.span(), in_url: options.in_url.is_on() })
    }
}

impl Placed {
    fn parse(
        word: &Ident,
        attr: &Attribute,
        place: impl FnOnce(&[NestedMeta]) -> darling::Result<Place>,
    ) -> darling::Result<Self> {
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
        Ok(Self { word: word.clone(), name, place: place(options)? })
    }
}

/// The list in an attribute's parentheses. It is read in place, so that an error about a list that
/// ends too early is shown at the closing parenthesis.
fn listed(list: &MetaList) -> syn::Result<Vec<NestedMeta>> {
    let items = list.parse_args_with(Punctuated::<NestedMeta, Token![,]>::parse_terminated)?;
    Ok(items.into_iter().collect())
}
