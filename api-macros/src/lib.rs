//! The macros of `api-core`: tokens in, tokens out. Documented where users find them, at the
//! re-exports in `api-core`.

mod envelope;

use proc_macro::TokenStream;

/// See `api_core::Envelope`.
#[proc_macro_derive(Envelope, attributes(envelope))]
pub fn derive_envelope(item: TokenStream) -> TokenStream {
    envelope::derive(item.into()).into()
}
