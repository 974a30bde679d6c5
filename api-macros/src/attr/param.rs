//! The attributes of a parameter, as they were typed.

use darling::util::Flag;
use proc_macro2::Span;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta};

use crate::ctxt::Ctxt;
use crate::diagnostic::Diagnostic;
use crate::options::{Item, Options as _, options, written};
use crate::params::{self, Options};
use crate::suggest;
use crate::symbol;
use crate::vocab::List;

/// The attributes of one parameter.
#[derive(Default)]
pub(crate) struct ParamArgs {
    pub(crate) placed: Option<Placed>,
    pub(crate) sensitive: Option<Sensitive>,
    /// The `#[cursor]` of a parameter that asks for another page.
    pub(crate) cursor: Option<Span>,
    /// `#[deprecated]`
    pub(crate) deprecated: bool,
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
    Kind(params::Attribute),
    Context,
    Cursor,
    Deprecated,
    Sensitive,
}

impl Word {
    fn all() -> Vec<(&'static str, Self)> {
        let kinds = params::ATTRIBUTES.into_iter().map(|kind| (kind.word, Self::Kind(kind)));
        let others = [
            (symbol::CONTEXT, Self::Context),
            (symbol::CURSOR, Self::Cursor),
            (symbol::DEPRECATED, Self::Deprecated),
            (symbol::SENSITIVE, Self::Sensitive),
        ];
        kinds.chain(others).collect()
    }
}

options! {
    /// `#[sensitive(…)]`
    struct SensitiveOptions {
        in_url: Flag,
    }
}

options! {
    /// An attribute without options.
    struct NoOptions {}
}

impl ParamArgs {
    pub(crate) fn parse(attrs: &[Attribute], ctxt: &mut Ctxt) -> Option<Self> {
        let mut args = Self::default();
        for attr in attrs {
            let (ident, word) = ctxt.handle(word(attr))?;
            let placed = match word {
                Word::Sensitive => {
                    args.sensitive = Some(Sensitive::parse(ident, attr, ctxt)?);
                    continue;
                }
                Word::Cursor => {
                    let usage = "write `#[cursor]` alone, and the name beside it, as in \
                                 `#[cursor] #[query(\"after\")]`";
                    let items = Item::of(attr, usage, ctxt)?;
                    if let [Item::Literal(value), ..] = &items[..] {
                        ctxt.error_at(value, "`#[cursor]` takes no name", usage);
                        return None;
                    }
                    NoOptions::read(&items, ctxt)?;
                    if args.cursor.replace(ident.span()).is_some() {
                        ctxt.error_at(attr.path(), "`#[cursor]` is there twice", "leave one out");
                        return None;
                    }
                    continue;
                }
                Word::Deprecated => {
                    let usage = "write `#[deprecated]` alone, and the reason in the method's docs";
                    NoOptions::read(&Item::of(attr, usage, ctxt)?, ctxt)?;
                    args.deprecated = true;
                    continue;
                }
                Word::Kind(kind) => {
                    Placed::parse(ident, attr, kind.beside_name, ctxt, |items, ctxt| {
                        (kind.parse)(items, ctxt).map(Place::Request)
                    })
                }
                Word::Context => Placed::parse(ident, attr, None, ctxt, |items, ctxt| {
                    NoOptions::read(items, ctxt).map(|NoOptions {}| Place::Context)
                }),
            };
            if let Some(first) = &args.placed {
                let fault = format!("`#[{}]` says already where it goes", first.word);
                ctxt.error_at(attr.path(), fault, "leave one of the two out");
                return None;
            }
            args.placed = Some(placed?);
        }
        Some(args)
    }
}

/// Attributes that other crates have, and what to write here.
const FOREIGN: [(&str, &str); 9] = [
    ("bytes", "write `#[body(bytes)]`"),
    ("file", "write `#[part]`"),
    ("form", "write `#[body(form)]`"),
    ("json", "write `#[body]`"),
    ("lines", "write `#[body(json_lines)]`"),
    ("multipart", "write `#[part]`"),
    (
        "serde",
        "write `#[query(\"name\")]` for another name, and `Option<T>` for a value that may be absent",
    ),
    ("stream", "write `#[body(stream)]`"),
    ("text", "write `#[body(text)]`"),
];

/// The word of an attribute that is one of ours, or an error that names the nearest.
fn word(attr: &Attribute) -> Result<(&Ident, Word), Diagnostic> {
    let path = attr.path();
    if let Some(ident) = path.get_ident()
        && let Some((_, word)) = Word::all().into_iter().find(|(known, _)| ident == known)
    {
        return Ok((ident, word));
    }
    if path.is_ident("cfg_attr") {
        return Err(Diagnostic::at(
            path,
            "this attribute is in a `cfg_attr`, which `#[api]` cannot look into",
            "declare two endpoints, each with a `#[cfg(…)]` and its own attributes",
        ));
    }
    if path.is_ident("doc") {
        return Err(Diagnostic::at(
            attr,
            "this doc comment is on a parameter",
            "write it into the docs of the method, or as a comment with `//`",
        ));
    }
    let words: Vec<&str> = Word::all().into_iter().map(|(word, _)| word).collect();
    let typed = path.segments.last().map_or_else(String::new, |last| last.ident.to_string());
    let help = match suggest::nearest(&typed, words.iter().copied()) {
        _ if typed == "cookie" => {
            "write `#[header(\"Cookie\")]`, or have the client keep cookies: `ClientBuilder::cookies`"
                .to_owned()
        }
        _ if let Some((_, ours)) = FOREIGN.into_iter().find(|(word, _)| *word == typed) => {
            ours.to_owned()
        }
        Some(near) => format!("did you mean `#[{near}]`?"),
        None => {
            let known = words.iter().map(|word| format!("`#[{word}]`"));
            format!("write {}", suggest::either(known))
        }
    };
    Err(Diagnostic::at(path, format!("there is no attribute `{typed}` for parameters"), help))
}

impl Sensitive {
    fn parse(word: &Ident, attr: &Attribute, ctxt: &mut Ctxt) -> Option<Self> {
        let items = Item::of(attr, "write `#[sensitive]` or `#[sensitive(in_url)]`", ctxt)?;
        let options = SensitiveOptions::read(&items, ctxt)?;
        Some(Self { span: word.span(), in_url: options.in_url.is_present() })
    }
}

impl Placed {
    fn parse(
        word: &Ident,
        attr: &Attribute,
        beside_name: Option<&[&str]>,
        ctxt: &mut Ctxt,
        place: impl FnOnce(&[Item], &mut Ctxt) -> Option<Place>,
    ) -> Option<Self> {
        let usage = match (assigned_name(attr), beside_name) {
            (Some(name), Some(_)) => named(word, &name),
            (None, Some(_)) => named(word, "name"),
            (_, None) => match &attr.meta {
                Meta::NameValue(pair) if matches!(pair.value, Expr::Path(_)) => {
                    format!("write `#[{word}({})]`", written(&pair.value))
                }
                _ => format!("write `#[{word}]`, without a name"),
            },
        };
        let items = Item::of(attr, &usage, ctxt)?;
        let (name, options) = match &items[..] {
            [Item::Literal(Lit::Str(name)), options @ ..] => (Some(name.clone()), options),
            [Item::Literal(other), ..] if beside_name.is_none() => {
                ctxt.error_at(other, "this value belongs to no option", "leave it out");
                return None;
            }
            [Item::Literal(other), ..] => {
                let help = format!("write the name in quotes: `#[{word}(\"name\")]`");
                ctxt.error_at(other, "this is not a name in quotes", help);
                return None;
            }
            options => (None, options),
        };
        if let Some((option, name)) = options.iter().find_map(as_option) {
            let fault = "the name is not an option";
            ctxt.error_at(option, fault, format!("write it first: `#[{word}(\"{name}\")]`"));
            return None;
        }
        if let Some(value) = options.iter().find_map(|item| match item {
            Item::Literal(value) if beside_name.is_some() => Some(value),
            _ => None,
        }) {
            let (fault, help) = match (&name, value) {
                (Some(_), _) => {
                    ("the parameter has a name already", "leave one of the two out".to_owned())
                }
                (None, Lit::Str(name)) => (
                    "the name is behind an option",
                    format!("write it first: `#[{word}({}, …)]`", written(name)),
                ),
                (None, _) => ("this value belongs to no option", "leave it out".to_owned()),
            };
            ctxt.error_at(value, fault, help);
            return None;
        }
        if name.is_none()
            && let Some(words) = beside_name
            && let Some(bare) = options.first().and_then(|first| bare(first, words))
        {
            let fault = format!("`{bare}` is neither an option nor a name in quotes");
            let style = bare.to_string();
            let styled = match words.contains(&"list") && List::WORDS.contains(&style.as_str()) {
                true => format!("`list = \"{style}\"`, or "),
                false => String::new(),
            };
            let help = format!("write {styled}`#[{word}(\"{bare}\")]` if it is the name");
            ctxt.error_at(bare, fault, help);
            return None;
        }
        Some(Self { word: word.clone(), name, place: place(options, ctxt)? })
    }
}

fn named(word: &Ident, name: &str) -> String {
    format!("write the name in parentheses, then options: `#[{word}(\"{name}\")]`")
}

/// A word that is like no option, as in `#[query(name)]`.
fn bare<'a>(item: &'a Item, words: &[&str]) -> Option<&'a Ident> {
    let Item::Option(Meta::Path(path)) = item else { return None };
    let word = path.get_ident()?;
    // A word like one of the options is misspelt.
    let is_like = suggest::nearest(&word.to_string(), words.iter().copied()).is_some();
    (!is_like).then_some(word)
}

/// The name in `#[header = "X-Name"]`.
fn assigned_name(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attr.meta else { return None };
    match &pair.value {
        Expr::Lit(ExprLit { lit: Lit::Str(name), .. }) => Some(name.value()),
        _ => None,
    }
}

/// A name that is written as an option, as other crates have it: `name = "id"`, `rename = "id"`.
fn as_option(item: &Item) -> Option<(&Meta, String)> {
    let Item::Option(meta @ Meta::NameValue(pair)) = item else { return None };
    let is_name = ["name", "rename"].iter().any(|word| pair.path.is_ident(word));
    match &pair.value {
        Expr::Lit(ExprLit { lit: Lit::Str(name), .. }) if is_name => Some((meta, name.value())),
        _ => None,
    }
}
