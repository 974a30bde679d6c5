//! The trait and its methods, with our own attributes taken off.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, FnArg, Ident, ItemTrait, Meta, Signature, Token, TraitItem, TraitItemFn, Visibility,
    parse_quote,
};

use crate::ctxt::{self, Ctxt};
use crate::diagnostic::Diagnostic;
use crate::symbol;

/// A trait: its head, and its items in order.
pub(crate) struct TraitSyntax {
    /// The trait without its items.
    pub(crate) head: ItemTrait,
    pub(crate) items: Vec<TraitItem>,
    /// Methods whose bodies do not parse.
    pub(crate) broken: Vec<TokenStream>,
}

impl TraitSyntax {
    /// Reads a trait without the items that do not parse. None if the item is no trait.
    pub(crate) fn parse(item: TokenStream, ctxt: &mut Ctxt) -> Option<Self> {
        match syn::parse2::<syn::Item>(item.clone()) {
            Ok(syn::Item::Trait(mut head)) => {
                plain(&mut head, ctxt);
                let items = std::mem::take(&mut head.items);
                let items = items.into_iter().map(|item| without_visibility(item, ctxt)).collect();
                Some(Self { head, items, broken: Vec::new() })
            }
            Ok(other) => {
                ctxt.error_at(
                    &other,
                    format!("`#[api]` is on {}, not on a trait", kind(&other)),
                    "declare the endpoints as methods of a trait: `#[api] trait Users { … }`",
                );
                None
            }
            Err(error) => recover(item).or_else(|| {
                ctxt.report(Diagnostic::syntax(
                    &error,
                    "declare the endpoints as methods of a trait: `#[api] trait Users { … }`",
                ));
                None
            }),
        }
    }
}

/// Takes off what a trait cannot have beside `#[api]`: a second one, and words in front of `trait`.
fn plain(head: &mut ItemTrait, ctxt: &mut Ctxt) {
    let is_api = |attr: &Attribute| {
        attr.path().segments.last().is_some_and(|last| last.ident == symbol::API)
    };
    for second in take(&mut head.attrs, is_api) {
        let help = "write all options into one: `#[api(server, stub)]`";
        ctxt.error_at(second.path(), "this is a second `#[api]` on one trait", help);
    }
    let help = format!("write `trait {}`", head.ident);
    if let Some(word) = head.unsafety.take() {
        ctxt.error_at(&word, "the trait is `unsafe`, and its client is made by safe code", &help);
    }
}

/// A method without a `pub` of its own, which the compiler parses, and refuses later.
fn without_visibility(item: TraitItem, ctxt: &mut Ctxt) -> TraitItem {
    let parse = |input: ParseStream<'_>| -> syn::Result<_> {
        let attrs = input.call(Attribute::parse_outer)?;
        Ok((attrs, input.parse::<Visibility>()?, input.parse::<TraitItemFn>()?))
    };
    let TraitItem::Verbatim(tokens) = &item else { return item };
    let Ok((attrs, vis, mut method)) = parse.parse2(tokens.clone()) else { return item };
    method.attrs.splice(0..0, attrs);
    ctxt.within(ctxt::endpoint(&method.sig.ident), |ctxt| {
        let fault = format!("it has a `{}` of its own", vis.to_token_stream());
        ctxt.error_at(&vis, fault, "leave it out: the method is as visible as its trait");
    });
    TraitItem::Fn(method)
}

/// The kind of an item, in words.
fn kind(item: &syn::Item) -> &'static str {
    match item {
        syn::Item::Enum(_) => "an enum",
        syn::Item::Fn(_) => "a function",
        syn::Item::Impl(_) => "an implementation",
        syn::Item::Mod(_) => "a module",
        syn::Item::Struct(_) => "a struct",
        _ => "another item",
    }
}

/// Reads a trait of which something does not parse, item by item: code is half typed most of the
/// time, and an editor completes only what still compiles.
///
/// The compiler has parsed the trait before we get it, and has reported what is wrong. To report it
/// again in other words would be a second error for one mistake.
fn recover(item: TokenStream) -> Option<TraitSyntax> {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let body = match tokens.pop()? {
        TokenTree::Group(body) => body.stream(),
        // `trait Users;`
        _ => TokenStream::new(),
    };
    let head: TokenStream = tokens.into_iter().collect();
    let head = syn::parse2::<ItemTrait>(quote!(#head {})).ok()?;
    let mut syntax = TraitSyntax { head, items: Vec::new(), broken: Vec::new() };
    for chunk in chunks(body) {
        match syn::parse2(chunk.clone()) {
            Ok(item) => syntax.items.push(item),
            Err(_) if let Some(items) = with_semicolons(chunk.clone()) => {
                syntax.items.extend(items);
            }
            Err(_) => syntax.broken(chunk),
        }
    }
    Some(syntax)
}

impl TraitSyntax {
    /// Takes in an item that does not parse. A method with a body may have a head that does: then
    /// the method stays, and its body is emitted as it is, but on the client, since `async_trait`
    /// would parse it once more.
    fn broken(&mut self, chunk: TokenStream) {
        let mut tokens: Vec<TokenTree> = chunk.clone().into_iter().collect();
        let Some(TokenTree::Group(body)) = tokens.pop() else { return };
        let head: TokenStream = tokens.into_iter().collect();
        if body.delimiter() != Delimiter::Brace {
            return;
        }
        if let Ok(method) = syn::parse2::<TraitItemFn>(quote!(#head { ::core::unreachable!() })) {
            self.items.push(TraitItem::Fn(method));
            self.broken.push(chunk);
        }
    }
}

/// The methods in a chunk, if all that some of them lack is the semicolon behind them. The next method
/// then begins at its attribute.
fn with_semicolons(chunk: TokenStream) -> Option<Vec<TraitItem>> {
    let mut items = Vec::new();
    let mut item = TokenStream::new();
    let mut has_name = false;
    let mut tokens = chunk.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let begins = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '#')
            && matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket);
        if begins && has_name {
            let method = std::mem::take(&mut item);
            items.push(syn::parse2(quote!(#method;)).ok()?);
            has_name = false;
        }
        has_name |= matches!(&token, TokenTree::Ident(word) if word == "fn");
        item.extend([token]);
    }
    let last = syn::parse2(item.clone()).or_else(|_| syn::parse2(quote!(#item;)));
    items.push(last.ok()?);
    Some(items)
}

/// The items of a trait as tokens: each ends with a semicolon or a block.
fn chunks(tokens: TokenStream) -> Vec<TokenStream> {
    let mut chunks = Vec::new();
    let mut chunk = TokenStream::new();
    for token in tokens {
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        chunk.extend([token]);
        if ends {
            chunks.push(std::mem::take(&mut chunk));
        }
    }
    if !chunk.is_empty() {
        chunks.push(chunk);
    }
    chunks
}

/// A method, with what was typed in our attributes kept apart.
pub(crate) struct FnSyntax {
    /// The method without our attributes.
    pub(crate) method: TraitItemFn,
    /// Its `#[endpoint]` attributes; one, if all is well.
    pub(crate) endpoint: Vec<Attribute>,
    /// Its `#[cfg_attr(…, endpoint(…))]`, which are none of use: the compiler reads them behind us.
    pub(crate) conditional: Vec<Attribute>,
    /// The attributes of its parameters that are ours, receiver left out.
    pub(crate) params: Vec<Vec<Attribute>>,
    /// Attributes of parameters that are on the receiver.
    pub(crate) on_self: Vec<Attribute>,
}

impl FnSyntax {
    pub(crate) fn new(mut method: TraitItemFn) -> Self {
        let endpoint = take(&mut method.attrs, is_endpoint);
        let conditional = take(&mut method.attrs, |attr| is_conditional(attr, is_endpoint));
        let (mut params, mut on_self) = (Vec::new(), Vec::new());
        for input in &mut method.sig.inputs {
            match input {
                FnArg::Typed(input) => {
                    params.push(take(&mut input.attrs, |attr| !is_of_the_language(attr)));
                }
                FnArg::Receiver(receiver) => {
                    on_self = take(&mut receiver.attrs, |attr| !is_of_the_language(attr));
                }
            }
        }
        Self { method, endpoint, conditional, params, on_self }
    }

    /// True of a method that is no endpoint, and says itself what it does.
    pub(crate) fn is_provided(&self) -> bool {
        self.endpoint.is_empty() && self.conditional.is_empty() && self.method.default.is_some()
    }

    pub(crate) fn name(&self) -> &Ident {
        &self.method.sig.ident
    }

    pub(crate) fn sig(&self) -> &Signature {
        &self.method.sig
    }
}

/// A `#[cfg_attr(condition, attribute, …)]` with an attribute that is `ours`.
fn is_conditional(attr: &Attribute, ours: impl Fn(&Attribute) -> bool) -> bool {
    let Meta::List(list) = &attr.meta else { return false };
    let metas = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    attr.path().is_ident("cfg_attr")
        && metas.into_iter().flatten().skip(1).any(|meta| ours(&parse_quote!(#[#meta])))
}

/// `#[endpoint]`, or the same by its path, as in `#[api_core::endpoint]`.
pub(crate) fn is_endpoint(attr: &Attribute) -> bool {
    attr.path().segments.last().is_some_and(|last| last.ident == symbol::ENDPOINT)
}

/// True of the attributes that the language has for parameters. All others are ours to read, or to
/// complain about.
fn is_of_the_language(attr: &Attribute) -> bool {
    if is_conditional(attr, |attr| !is_of_the_language(attr)) {
        return false;
    }
    const WORDS: [&str; 7] = ["allow", "cfg", "cfg_attr", "deny", "expect", "forbid", "warn"];
    WORDS.iter().any(|word| attr.path().is_ident(word))
}

/// Takes off the attributes that are `ours`.
pub(crate) fn take(
    attrs: &mut Vec<Attribute>,
    ours: impl Fn(&Attribute) -> bool,
) -> Vec<Attribute> {
    let (taken, kept) = std::mem::take(attrs).into_iter().partition(ours);
    *attrs = kept;
    taken
}

/// The attributes with one of these names, such as `cfg`.
pub(crate) fn named<'a>(
    attrs: &'a [Attribute],
    names: &'a [&str],
) -> impl Iterator<Item = &'a Attribute> {
    attrs.iter().filter(|attr| names.iter().any(|name| attr.path().is_ident(name)))
}
