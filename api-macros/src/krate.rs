//! The path of `api-core` in the user's crate.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

/// The path of `api-core`: `::api_core`, unless `crate = …` says otherwise.
pub(crate) struct Krate(pub(crate) Option<Path>);

impl Krate {
    /// The path, with the default shown at `span` should the compiler speak of it.
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
