//! `#[endpoint(METHOD, "/path", …)]` as it was typed.

use darling::util::{Flag, SpannedValue};
use proc_macro2::{Span, TokenTree};
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::{Attribute, Lit, LitInt, LitStr, Meta, Path, Token};

use crate::ctxt::Ctxt;
use crate::diagnostic::Diagnostic;
use crate::header;
use crate::options::constant::Fields;
use crate::options::group::{Group, Grouped, Switch};
use crate::options::value::{
    Bytes, Headers, LooseBody, Milliseconds, NoneStatuses, Nothing, Pairs, Statuses,
};
use crate::options::{Item, Options as _, options};
use crate::suggest;
use crate::vocab::{Redirects, Retry};

/// The arguments of `#[endpoint(…)]`.
pub(crate) struct EndpointArgs {
    pub(crate) method: String,
    pub(crate) method_span: Span,
    /// None where the URL is a parameter.
    pub(crate) path: Option<LitStr>,
    pub(crate) options: Options,
}

options! {
    /// The options behind the method and the path.
    pub(crate) struct Options {
        pub(crate) allow_body: Flag,
        pub(crate) base: Option<LitStr>,
        pub(crate) body: Option<SpannedValue<LooseBody>>,
        pub(crate) credentials: Option<Nothing>,
        pub(crate) done: Option<LitStr>,
        pub(crate) envelope: Option<Path>,
        pub(crate) example: Option<LitStr>,
        pub(crate) fields: Fields,
        pub(crate) headers: Headers,
        pub(crate) idempotency_key: Flag,
        pub(crate) idempotent: Flag,
        pub(crate) max_body: Option<Bytes>,
        pub(crate) max_error_body: Option<Bytes>,
        pub(crate) max_item: Option<Bytes>,
        pub(crate) none: Option<NoneStatuses>,
        pub(crate) overload: Flag,
        pub(crate) page: Group<PageOptions>,
        pub(crate) prefix: Option<Nothing>,
        pub(crate) query: Pairs,
        pub(crate) rate_limit: Option<LitStr>,
        pub(crate) redirects: Option<SpannedValue<Redirects>>,
        pub(crate) retry: Option<Retry>,
        pub(crate) success: Option<Statuses>,
        pub(crate) timeout: Option<Milliseconds>,
        pub(crate) attempt_timeout: Option<Milliseconds>,
        pub(crate) connect_timeout: Option<Milliseconds>,
        pub(crate) read_timeout: Option<Milliseconds>,
    }
}

options! {
    /// The rule by which a bare list goes on: `page(…)`.
    pub(crate) struct PageOptions {
        pub(crate) first: Option<LitInt>,
        pub(crate) last_key: Option<LitStr>,
        pub(crate) link: Flag,
        pub(crate) none: Flag,
        pub(crate) offset: Flag,
        pub(crate) until_short: Switch<LitInt>,
    }
}

impl Grouped for PageOptions {
    const USAGE: &'static str = "write `page(link)`, `page(until_short)`, `page(until_short = 50)`, \
                                 `page(offset)`, `page(last_key = \"id\")` or `page(none)`; \
                                 `first = 0` beside it says that pages count from 0";
}

const USAGE: &str =
    "write the method, then the path in quotes, then options: `#[endpoint(GET, \"/path\")]`";

impl EndpointArgs {
    pub(crate) fn parse(attr: &Attribute, ctxt: &mut Ctxt) -> Option<Self> {
        let parts = match &attr.meta {
            Meta::List(list) => ctxt.parsed(list.parse_args_with(parts), USAGE)?,
            _ => (Vec::new(), Vec::new()),
        };
        let (typed, items) = parts;
        let (method, method_span) = ctxt.handle(method(&typed, attr))?;
        let (path, options) = match &items[..] {
            [Item::Literal(Lit::Str(path)), options @ ..] => (Some(path.clone()), options),
            options => (None, options),
        };
        if let (None, [Item::Option(Meta::NameValue(pair)), ..]) = (&path, options)
            && pair.path.is_ident("path")
        {
            ctxt.error_at(&pair.path, "the path has `path =` before it", USAGE);
            return None;
        }
        if let (None, [Item::Option(Meta::Path(word)), ..]) = (&path, options)
            && word.get_ident().is_some_and(|word| is_constant(&word.to_string()))
        {
            let fault = format!("`{}` is not a path in quotes", word.to_token_stream());
            ctxt.error_at(word, fault, USAGE);
            return None;
        }
        let misplaced = options.iter().find_map(|item| match item {
            Item::Literal(literal) if path.is_none() => Some(literal),
            _ => None,
        });
        if let Some(literal) = misplaced {
            let fault = match literal {
                Lit::Str(_) => "this path is not right behind the method".to_owned(),
                other => format!("`{}` is not a path in double quotes", other.to_token_stream()),
            };
            ctxt.error_at(literal, fault, USAGE);
            return None;
        }
        let options = Options::read(options, ctxt)?;
        Some(Self { method, method_span, path, options })
    }
}

/// True of a name as constants have one. No option has.
fn is_constant(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// The tokens before the first comma, and the items behind it. Read in place, so that code that
/// ends too early is reported at the closing parenthesis.
fn parts(input: ParseStream<'_>) -> syn::Result<(Vec<TokenTree>, Vec<Item>)> {
    let mut first = Vec::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        first.push(input.parse()?);
    }
    input.parse::<Option<Token![,]>>()?;
    Ok((first, Item::list(input)?))
}

/// The method. It is an HTTP token, of which an identifier is only the usual kind: `M-SEARCH`.
fn method(typed: &[TokenTree], attr: &Attribute) -> Result<(String, Span), Diagnostic> {
    let Some(first) = typed.first() else {
        return Err(Diagnostic::at(attr.path(), "the method is missing", USAGE));
    };
    let span = first.span();
    if let TokenTree::Literal(literal) = first {
        let quoted = syn::parse2::<LitStr>(literal.to_token_stream()).map(|text| text.value());
        if let Some(method) = quoted.ok().filter(|text| header::is_token(text)) {
            let help = format!("write `{}`, without quotes", method.to_ascii_uppercase());
            return Err(Diagnostic::new(span, "the method is in quotes", help));
        }
        let path = literal.to_string();
        if let Some((method, path)) = path.trim_matches('"').split_once(' ')
            && header::is_token(method)
            && path.starts_with('/')
        {
            let help = format!("write `{}, \"{path}\"`", method.to_ascii_uppercase());
            return Err(Diagnostic::new(span, "the method is in the quotes of the path", help));
        }
        return Err(Diagnostic::new(span, "the method is missing in front of the path", USAGE));
    }
    if let [TokenTree::Ident(word), TokenTree::Punct(sign), ..] = typed
        && sign.as_char() == '='
    {
        return Err(Diagnostic::new(span, format!("the method has `{word} =` before it"), USAGE));
    }
    if let [TokenTree::Ident(method), between @ .., TokenTree::Literal(path)] = typed
        && matches!(between, [] | [TokenTree::Punct(_)])
    {
        let help = format!("write `#[endpoint({method}, {path})]`");
        return Err(Diagnostic::new(path.span(), "a comma is missing in front of the path", help));
    }
    if let Some(slash) =
        typed.iter().find(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '/'))
    {
        return Err(Diagnostic::new(slash.span(), "this path is not in quotes", USAGE));
    }
    let method: String = typed.iter().map(ToString::to_string).collect();
    if !header::is_token(&method) {
        return Err(Diagnostic::new(span, format!("`{method}` is not an HTTP method"), USAGE));
    }
    if method.chars().any(|c| c.is_ascii_lowercase()) {
        let fault = format!("the method `{method}` is not in upper case");
        return Err(Diagnostic::new(
            span,
            fault,
            format!("write `{}`", method.to_ascii_uppercase()),
        ));
    }
    if let Some(meant) = suggest::method(&method) {
        let fault = format!("`{method}` is not a usual method");
        return Err(Diagnostic::new(span, fault, format!("did you mean `{meant}`?")));
    }
    Ok((method, span))
}
