//! `#[endpoint(METHOD, "/path", …)]` as it was typed.

use darling::FromMeta;
use darling::ast::NestedMeta;
use proc_macro2::{Span, TokenTree};
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Lit, LitStr, Meta, Token};

use super::value::{BarePath, Bytes, Headers, Milliseconds, Pairs, Retry, Statuses, Switch, Text};
use crate::diagnostic::Diagnostic;
use crate::model::names;

/// The arguments of `#[endpoint(…)]`.
pub(crate) struct EndpointArgs {
    pub(crate) method: String,
    pub(crate) method_span: Span,
    /// None where the URL is a parameter.
    pub(crate) path: Option<LitStr>,
    pub(crate) options: Options,
}

/// What may follow the method and the path.
#[derive(FromMeta)]
pub(crate) struct Options {
    pub(crate) allow_body: Switch,
    pub(crate) body: Option<BarePath>,
    pub(crate) credentials: Option<BarePath>,
    pub(crate) envelope: Option<BarePath>,
    pub(crate) example: Option<Text>,
    #[darling(default)]
    pub(crate) headers: Headers,
    pub(crate) idempotency_key: Switch,
    pub(crate) idempotent: Switch,
    pub(crate) max_body: Option<Bytes>,
    pub(crate) overload: Switch,
    pub(crate) prefix: Option<BarePath>,
    #[darling(default)]
    pub(crate) query: Pairs,
    pub(crate) retry: Option<Retry>,
    pub(crate) success: Option<Statuses>,
    pub(crate) timeout: Option<Milliseconds>,
    pub(crate) attempt_timeout: Option<Milliseconds>,
    pub(crate) connect_timeout: Option<Milliseconds>,
    pub(crate) read_timeout: Option<Milliseconds>,
}

const USAGE: &str = "write the method, then the path in quotes: `#[endpoint(GET, \"/path\")]`";

impl EndpointArgs {
    pub(crate) fn parse(attr: &Attribute) -> darling::Result<Self> {
        let Meta::List(list) = &attr.meta else {
            return Err(Diagnostic::at(attr.path(), "the method is missing", USAGE).into());
        };
        let (method, items) = list.parse_args_with(parts)?;
        let Some(first) = method.first() else {
            return Err(Diagnostic::at(attr.path(), "the method is missing", USAGE).into());
        };
        let method_span = first.span();
        if matches!(first, TokenTree::Literal(_)) {
            let fault = "the method is missing in front of the path";
            return Err(Diagnostic::new(method_span, fault, USAGE).into());
        }
        // A method is an HTTP token, of which an identifier is only the usual kind: `M-SEARCH`.
        let method: String = method.iter().map(ToString::to_string).collect();
        if method.chars().any(|c| !c.is_ascii_alphanumeric() && !"!#$%&'*+-.^_`|~".contains(c)) {
            let fault = format!("`{method}` is not an HTTP method");
            return Err(Diagnostic::new(method_span, fault, USAGE).into());
        }
        if method.chars().any(|c| c.is_ascii_lowercase()) {
            let fault = format!("the method `{method}` is in lower case");
            let help = format!("write `{}`", method.to_ascii_uppercase());
            return Err(Diagnostic::new(method_span, fault, help).into());
        }
        if let Some(meant) = names::meant_method(&method) {
            let fault = format!("`{method}` is not a method that servers know");
            let help = format!("did you mean `{meant}`?");
            return Err(Diagnostic::new(method_span, fault, help).into());
        }
        let (path, options) = match &items[..] {
            [NestedMeta::Lit(Lit::Str(path)), options @ ..] => (Some(path.clone()), options),
            options => (None, options),
        };
        if let Some(literal) = options.iter().find(|item| matches!(item, NestedMeta::Lit(_))) {
            let (fault, help) = match path {
                Some(_) => {
                    ("this value has no option's name", "write it, as in `timeout = \"5s\"`")
                }
                None => ("this path is not right behind the method", USAGE),
            };
            return Err(Diagnostic::at(literal, fault, help).into());
        }
        let options = Options::from_list(options)?;
        Ok(Self { method, method_span, path, options })
    }
}

/// The tokens before the first comma, and what is listed behind it. Read in place, so that what
/// ends too early is told at the closing parenthesis.
fn parts(input: ParseStream<'_>) -> syn::Result<(Vec<TokenTree>, Vec<NestedMeta>)> {
    let mut first = Vec::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        first.push(input.parse()?);
    }
    input.parse::<Option<Token![,]>>()?;
    let rest = Punctuated::<NestedMeta, Token![,]>::parse_terminated(input)?;
    Ok((first, rest.into_iter().collect()))
}
