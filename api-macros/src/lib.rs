//! The macros of `api-core`: tokens in, tokens out. Their documentation is at the re-exports in
//! `api-core`, where users find it. Rustdoc would append docs from here to those.
//!
//! ```text
//! tokens ─attr→ *Args ─┐
//! tokens ─syntax→ …Syntax ─┴─model→ Service{methods: Vec<MethodSlot>} ─check→ Ctxt ─expand→ tokens
//! ```

#![allow(missing_docs)]

mod attr;
mod check;
mod ctxt;
mod diagnostic;
mod driver;
mod envelope;
mod error_code;
mod expand;
mod header;
mod krate;
mod model;
#[cfg(test)]
mod mutations;
mod names;
mod options;
mod paginated;
mod params;
mod status;
mod suggest;
mod symbol;
mod syntax;
#[cfg(test)]
mod tests;
mod vocab;

use proc_macro::TokenStream;

// See `api_core::api`.
#[proc_macro_attribute]
pub fn api(args: TokenStream, item: TokenStream) -> TokenStream {
    driver::api(args.into(), item.into()).into()
}

// See `api_core::endpoint`.
#[proc_macro_attribute]
pub fn endpoint(_: TokenStream, item: TokenStream) -> TokenStream {
    driver::stray_endpoint(item.into()).into()
}

// See `api_core::Envelope`.
#[proc_macro_derive(Envelope, attributes(envelope))]
pub fn derive_envelope(item: TokenStream) -> TokenStream {
    envelope::derive(item.into()).into()
}

// See `api_core::Paginated`.
#[proc_macro_derive(Paginated, attributes(page))]
pub fn derive_paginated(item: TokenStream) -> TokenStream {
    paginated::derive(item.into()).into()
}

// See `api_core::ErrorCode`.
#[proc_macro_derive(ErrorCode, attributes(code, error_code, other, status))]
pub fn derive_error_code(item: TokenStream) -> TokenStream {
    error_code::derive(item.into()).into()
}

// See `api_core::ByStatus`.
#[proc_macro_derive(ByStatus, attributes(status, by_status, code, other))]
pub fn derive_by_status(item: TokenStream) -> TokenStream {
    status::derive_response(item.into()).into()
}

// See `api_core::StatusError`.
#[proc_macro_derive(StatusError, attributes(status, other, status_error, code))]
pub fn derive_status_error(item: TokenStream) -> TokenStream {
    status::derive_error(item.into()).into()
}
