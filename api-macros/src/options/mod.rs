//! The options in the parentheses of an attribute: `#[endpoint(GET, "/", timeout = "5s", idempotent)]`.
//!
//! `options!` declares a struct with a field for each option; `read` fills it.

pub(crate) mod constant;
pub(crate) mod credentials;
pub(crate) mod group;
mod item;
pub(crate) mod value;

use darling::FromMeta;
use darling::util::{Flag, SpannedValue};
use proc_macro2::{Delimiter, Span, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned as _;
use syn::{Attribute, Expr, Lit, Meta, MetaList};

use self::item::nothing_in_parentheses;
pub(crate) use self::item::{Item, argument, helpers, separated};
use crate::ctxt::Ctxt;
use crate::diagnostic::Diagnostic;
use crate::suggest;

/// A struct with a field for each option of an attribute.
pub(crate) trait Options: Default {
    /// The words of the options.
    const WORDS: &'static [&'static str];

    /// The field of an option.
    fn slot(&mut self, word: &str) -> Option<&mut dyn Slot>;

    /// Reads options. If one of them is wrong there is no value.
    fn read(items: &[Item], ctxt: &mut Ctxt) -> Option<Self> {
        let mut options = Self::default();
        let ((), clean) = ctxt.watch(|ctxt| {
            for item in items {
                ctxt.handle(options.fill(item));
            }
        });
        clean.then_some(options)
    }

    /// Reads the options in all attributes of a derive with this name, of which an item may have several.
    fn read_all(attrs: &[Attribute], name: &str, usage: &str, ctxt: &mut Ctxt) -> Option<Self> {
        let is_known = |item: &Item| match item {
            Item::Option(meta) => Self::WORDS.iter().any(|word| meta.path().is_ident(word)),
            Item::Literal(_) => false,
        };
        let reads = |list: &MetaList| {
            list.parse_args_with(Item::list).is_ok_and(|items| items.iter().all(is_known))
        };
        let (items, clean) = ctxt.watch(|ctxt| {
            let attrs = helpers(attrs, name, reads);
            let items = attrs.filter_map(|attr| match &attr.meta {
                Meta::Path(word) => {
                    ctxt.error_at(word, nothing_in_parentheses(word), usage);
                    None
                }
                Meta::List(_) | Meta::NameValue(_) => Item::of(attr, usage, ctxt),
            });
            items.flatten().collect::<Vec<Item>>()
        });
        if clean { Self::read(&items, ctxt) } else { None }
    }

    /// Takes in one option.
    fn fill(&mut self, item: &Item) -> Result<(), Diagnostic> {
        let meta = match item {
            Item::Option(meta) => meta,
            Item::Literal(value) => {
                let is_path = matches!(value, Lit::Str(text) if text.value().starts_with('/'));
                let help = match value.to_token_stream() {
                    path if is_path && Self::WORDS.contains(&"path") => {
                        format!("write `path = {path}`")
                    }
                    url if url.to_string().contains("://") && Self::WORDS.contains(&"client") => {
                        suggest::BASE_URL.to_owned()
                    }
                    _ => "leave it out, or write an option and `=` in front of it".to_owned(),
                };
                return Err(Diagnostic::at(value, "this value belongs to no option", help));
            }
        };
        let word = meta.path().to_token_stream().to_string();
        let Some(slot) = self.slot(&word) else {
            let fault = format!("there is no option `{word}` here");
            return Err(Diagnostic::at(meta.path(), fault, suggest::one_of(&word, Self::WORDS)));
        };
        if slot.is_full() {
            let fault = format!("the option `{word}` is written twice");
            return Err(Diagnostic::at(meta.path(), fault, "leave one out"));
        }
        slot.fill(meta)
    }
}

/// The place that an option is read into.
pub(crate) trait Slot {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic>;
    fn is_full(&self) -> bool;
}

/// The value of an option that is written `word = value`. darling reads it. The words for a wrong one
/// are ours: darling's have no remedy.
pub(crate) trait Value: FromMeta {
    /// A noun for it: "a duration".
    const NOUN: &'static str;

    /// The help for a wrong value, behind "write ".
    fn usage() -> String;

    /// The help for this wrong value, where it tells what is meant.
    fn usage_for(_: &Expr) -> String {
        Self::usage()
    }

    /// The value, or an error from [`unfit`]. Overridden for types that darling takes in quotes, too.
    fn read(expr: &Expr) -> darling::Result<Self> {
        Self::from_expr(expr)
    }
}

/// The error for an expression that is no value of its option: its tokens, at their place.
pub(crate) fn unfit(expr: &Expr) -> darling::Error {
    darling::Error::custom(written(expr)).with_span(expr)
}

/// Tokens as a person writes them, without the spaces that `Display` puts around punctuation.
pub(crate) fn written(tokens: &impl ToTokens) -> String {
    let mut text = String::new();
    for token in tokens.to_token_stream() {
        let token = match token {
            TokenTree::Group(group) => {
                let inner = written(&group.stream());
                match group.delimiter() {
                    Delimiter::Parenthesis => format!("({inner})"),
                    Delimiter::Brace => format!("{{{inner}}}"),
                    Delimiter::Bracket => format!("[{inner}]"),
                    Delimiter::None => inner,
                }
            }
            token => token.to_string(),
        };
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '"';
        let apart = text.ends_with(',') || text.ends_with(is_word) && token.starts_with(is_word);
        text.push_str(if apart { " " } else { "" });
        text.push_str(&token);
    }
    text
}

impl<T: Value> Slot for Option<T> {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic> {
        let Meta::NameValue(pair) = option else {
            let fault = format!("the option `{}` needs a `=` and a value", word(option));
            return Err(Diagnostic::at(option, fault, format!("write {}", T::usage())));
        };
        if matches!(&pair.value, Expr::Verbatim(value) if value.is_empty()) {
            let fault = format!("the option `{}` has no value behind its `=`", word(option));
            return Err(Diagnostic::at(&pair.eq_token, fault, format!("write {}", T::usage())));
        }
        *self = Some(T::read(&pair.value).map_err(|wrong| {
            let fault = format!("`{wrong}` is not {}", T::NOUN);
            Diagnostic::new(wrong.span(), fault, format!("write {}", T::usage_for(&pair.value)))
        })?);
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.is_some()
    }
}

impl<T: Value> Value for SpannedValue<T> {
    const NOUN: &'static str = T::NOUN;

    fn usage() -> String {
        T::usage()
    }

    fn usage_for(expr: &Expr) -> String {
        T::usage_for(expr)
    }

    fn read(expr: &Expr) -> darling::Result<Self> {
        T::read(expr).map(|value| Self::new(value, expr.span()))
    }
}

/// An option that may be written more than once.
impl<T: Value> Slot for Vec<T> {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic> {
        let mut one = None;
        one.fill(option)?;
        self.extend(one);
        Ok(())
    }

    fn is_full(&self) -> bool {
        false
    }
}

/// An option without a value, such as `idempotent`.
impl Slot for Flag {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic> {
        // Only then: darling panics at a list that is empty, as in `idempotent()`.
        if let Meta::Path(_) = option
            && let Ok(flag) = Self::from_meta(option)
        {
            *self = flag;
            return Ok(());
        }
        let word = word(option);
        let fault = format!("the option `{word}` takes no value");
        let help = format!("write `{word}` alone, or leave it out");
        Err(Diagnostic::at(option.path(), fault, help))
    }

    fn is_full(&self) -> bool {
        self.is_present()
    }
}

/// The place of a flag, if it is written.
pub(crate) fn place(flag: Flag) -> Option<Span> {
    flag.is_present().then(|| flag.span())
}

/// An expression without the invisible group that `macro_rules!` puts around a fragment.
pub(crate) fn ungrouped(mut expr: &Expr) -> &Expr {
    while let Expr::Group(group) = expr {
        expr = &group.expr;
    }
    expr
}

fn word(option: &Meta) -> String {
    option.path().to_token_stream().to_string()
}

/// Declares a struct of options. The word of an option is the name of its field, or what is written
/// behind the `=`.
macro_rules! options {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident {
            $($field_vis:vis $field:ident $(= $word:literal)?: $ty:ty,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Default)]
        $vis struct $name {
            $($field_vis $field: $ty,)*
        }

        impl $crate::options::Options for $name {
            const WORDS: &'static [&'static str] =
                &[$($crate::options::options!(@word $field $($word)?)),*];

            fn slot(&mut self, _word: &str) -> Option<&mut dyn $crate::options::Slot> {
                $(
                    if _word == $crate::options::options!(@word $field $($word)?) {
                        return Some(&mut self.$field);
                    }
                )*
                None
            }
        }
    };
    (@word $field:ident) => {
        stringify!($field)
    };
    (@word $field:ident $word:literal) => {
        $word
    };
}

pub(crate) use options;
