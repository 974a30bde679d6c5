//! The path of `api-core` in the user's crate.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

/// The path of `api-core`: `::api_core`, unless `crate = …` says otherwise.
pub(crate) struct Krate(pub(crate) Option<Path>);

impl Krate {
    /// Silences the lint about a path that could be shorter. The path is the user's own, and is
    /// repeated where a `use` of theirs may make it unnecessary.
    pub(crate) fn lints(&self) -> Option<TokenStream> {
        self.0.as_ref().map(|_| quote!(#[allow(unused_qualifications)]))
    }

    /// The path. An error about the default one is shown at `span`.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        match &self.0 {
            Some(path) => path.to_token_stream(),
            None => quote_spanned!(span=> ::api_core),
        }
    }
}

impl ToTokens for Krate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0 {
            Some(path) => path.to_tokens(tokens),
            None => tokens.extend(quote!(::api_core)),
        }
    }
}
