//! The things in the parentheses of an attribute, as they are typed.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, Ident, Lit, LitBool, Meta, MetaList, MetaNameValue, Path, Token};

use crate::ctxt::Ctxt;
use crate::suggest;

/// Reads an attribute that has one thing in its parentheses, as in `#[code(40103)]`.
pub(crate) fn argument<T: Parse>(attr: &Attribute, usage: &str, ctxt: &mut Ctxt) -> Option<T> {
    match &attr.meta {
        Meta::List(list) => ctxt.parsed(list.parse_args(), usage),
        Meta::Path(word) => {
            ctxt.error_at(word, nothing_in_parentheses(word), usage);
            None
        }
        Meta::NameValue(pair) => {
            ctxt.error_at(pair, ASSIGNED, usage);
            None
        }
    }
}

const ASSIGNED: &str = "this attribute has a `=` behind its name";

pub(super) fn nothing_in_parentheses(word: &Path) -> String {
    format!("`#[{}]` has nothing in parentheses", word.to_token_stream())
}

/// The helper attributes of a derive with this name, and those a slip away that read as one. The compiler
/// reports a misspelt one, and a second error about what is missing without it would hide that.
pub(crate) fn helpers<'a>(
    attrs: &'a [Attribute],
    name: &str,
    reads: impl Fn(&MetaList) -> bool,
) -> impl Iterator<Item = &'a Attribute> {
    attrs.iter().filter(move |attr| {
        let is_misspelt = |word: &Ident| suggest::is_slip(&word.to_string(), name);
        attr.path().is_ident(name)
            || attr.path().get_ident().is_some_and(is_misspelt)
                && attr.meta.require_list().is_ok_and(&reads)
    })
}

/// Something in the parentheses of an attribute.
pub(crate) enum Item {
    Literal(Lit),
    Option(Meta),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Lit) && !(input.peek(LitBool) && input.peek2(Token![=])) {
            return input.parse().map(Self::Literal);
        }
        // Any identifier: `crate` is a keyword.
        if input.peek(Ident::peek_any) || input.peek(Token![::]) {
            return option(input).map(Self::Option);
        }
        if input.peek(Token![/]) {
            return Err(input.error("this path is not in quotes"));
        }
        Err(input.error("this is neither an option nor a value"))
    }
}

/// Reads an option. What is behind its `=` stays as it is if it is no expression, for the option to say
/// what it takes: nothing yet, while somebody types, or `W<User>`.
fn option(input: ParseStream<'_>) -> syn::Result<Meta> {
    let ahead = input.fork();
    if let Ok(option) = ahead.parse::<Meta>()
        && !(matches!(option, Meta::Path(_)) && (ahead.peek(Lit) || ahead.peek(Token![!])))
    {
        input.advance_to(&ahead);
        return Ok(option);
    }
    let path = input.call(Path::parse_mod_style)?;
    if input.peek(Token![!]) && !input.peek(Token![!=]) {
        let fault = format!("`{}!` is expanded only after this is read", path.to_token_stream());
        return Err(syn::Error::new_spanned(path, fault));
    }
    if input.peek(Lit) {
        let word = path.to_token_stream();
        return Err(input.error(format!("a `=` is missing between `{word}` and this value")));
    }
    for (sign, is_it) in [("!=", input.peek(Token![!=])), ("=>", input.peek(Token![=>]))] {
        if is_it {
            return Err(input.error(format!("this is `{sign}`, and not `=`")));
        }
    }
    let eq_token = input.parse()?;
    let mut value = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        value.extend([input.parse::<TokenTree>()?]);
    }
    Ok(Meta::NameValue(MetaNameValue { path, eq_token, value: Expr::Verbatim(value) }))
}

/// The fault of something behind an item that is not the comma.
fn no_comma(input: ParseStream<'_>) -> &'static str {
    if input.peek(Token![;]) {
        "this `;` is not a comma"
    } else if input.peek(Token![==]) {
        "this is `==`, and not `=`"
    } else if input.peek(Token![-]) {
        "a name with `-` in it is not in quotes"
    } else {
        "a comma is missing in front of this"
    }
}

/// Reads things with commas between them, to the end.
pub(crate) fn separated<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(input.parse()?);
        if !input.is_empty() && input.parse::<Token![,]>().is_err() {
            return Err(input.error(no_comma(input)));
        }
    }
    Ok(items)
}

impl Item {
    /// Reads a list of items to its end.
    pub(crate) fn list(input: ParseStream<'_>) -> syn::Result<Vec<Self>> {
        separated(input)
    }

    /// The items of an attribute, which are read in place: code that ends too early is reported at
    /// the closing parenthesis.
    pub(crate) fn of(attr: &Attribute, usage: &str, ctxt: &mut Ctxt) -> Option<Vec<Self>> {
        match &attr.meta {
            Meta::Path(_) => Some(Vec::new()),
            Meta::List(list) => ctxt.parsed(list.parse_args_with(Self::list), usage),
            Meta::NameValue(pair) => {
                ctxt.error_at(pair, ASSIGNED, usage);
                None
            }
        }
    }
}
