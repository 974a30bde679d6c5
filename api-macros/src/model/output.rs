//! What an endpoint returns.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{ReturnType, Signature, Type};

use crate::ctxt::Ctxt;

/// The declared return type. Whether it is a `Result`, and of what, is for traits to say; only
/// what no trait could say anything about is refused here.
pub(crate) fn output(sig: &Signature, ctxt: &mut Ctxt) -> Option<Type> {
    let ty = match &sig.output {
        ReturnType::Type(_, ty) => ty,
        ReturnType::Default => {
            ctxt.must(
                sig.ident.span(),
                "say what it returns",
                "write `-> Result<T>`, or `-> Result<()>` if nothing in the response matters",
            );
            return None;
        }
    };
    match refused(ty.to_token_stream()) {
        None => Some((**ty).clone()),
        Some(Unsupported::Opaque(token)) => {
            ctxt.error(
                token.span(),
                "a response cannot be read as `impl Trait`, which names no type",
                "return `Result<T>` with a type that implements `serde::Deserialize`",
            );
            None
        }
        Some(Unsupported::Borrowed(token)) => {
            ctxt.error(
                token.span(),
                "the return type borrows, and nothing outlives the call to borrow from",
                "return an owned type, such as `String` for `&str`",
            );
            None
        }
    }
}

enum Unsupported {
    Opaque(TokenTree),
    Borrowed(TokenTree),
}

/// The token that makes a type one which no answer can be read as: `impl`, or a lifetime other
/// than `'static`.
fn refused(tokens: TokenStream) -> Option<Unsupported> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match &token {
            TokenTree::Ident(word) if word == "impl" => Some(Unsupported::Opaque(token)),
            TokenTree::Punct(p) if p.as_char() == '\'' && p.spacing() == Spacing::Joint => {
                match tokens.peek() {
                    Some(TokenTree::Ident(name)) if name == "static" => None,
                    _ => Some(Unsupported::Borrowed(token)),
                }
            }
            TokenTree::Punct(p) if p.as_char() == '&' => match tokens.peek() {
                Some(TokenTree::Punct(p)) if p.as_char() == '\'' => None,
                _ => Some(Unsupported::Borrowed(token)),
            },
            TokenTree::Group(group) => refused(group.stream()),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}
