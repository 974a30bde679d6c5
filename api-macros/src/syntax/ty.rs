//! Where a type stands. Its spelling is never asked what it means: that is for traits to say.

use proc_macro2::Span;
use quote::ToTokens;

/// The first and the last token of something, for a message that underlines all between: the
/// compiler joins the spans of an expression's ends, which a macro cannot do on a stable compiler.
pub(crate) fn ends(tokens: &impl ToTokens) -> (Span, Span) {
    let mut spans = tokens.to_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (first, spans.last().unwrap_or(first))
}
