//! Where a type stands. Its spelling is never asked what it means: that is for traits to say.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, GenericArgument, PathArguments, Signature, Type, TypeParamBound, parse_quote};

/// The first and the last token of something, for a message that underlines all between: the
/// compiler joins the spans of an expression's ends, which a macro cannot do on a stable compiler.
pub(crate) fn ends(tokens: &impl ToTokens) -> (Span, Span) {
    let mut spans = tokens.to_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (first, spans.last().unwrap_or(first))
}

/// The `T` of an `impl Into<T>`: an argument that is converted before it is written.
pub(crate) fn converted(ty: &Type) -> Option<&Type> {
    let Type::ImplTrait(bounds) = ty else { return None };
    bounds.bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else { return None };
        let last = bound.path.segments.last().filter(|last| last.ident == "Into")?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
    })
}

/// Makes every `impl Trait` among the arguments `Send`, without which no future that holds one
/// could be sent to another thread, and the message would be about the expansion.
pub(crate) fn make_sendable(sig: &mut Signature) {
    for input in &mut sig.inputs {
        if let FnArg::Typed(input) = input
            && let Type::ImplTrait(opaque) = &mut *input.ty
        {
            opaque.bounds.push(parse_quote!(::core::marker::Send));
        }
    }
}

/// Whether a type has no name: `impl Trait`, anywhere in it.
pub(crate) fn is_opaque(ty: &Type) -> bool {
    fn has_impl(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(word) => word == "impl",
            TokenTree::Group(group) => has_impl(group.stream()),
            _ => false,
        })
    }
    has_impl(ty.to_token_stream())
}
