//! One error: where it is, what is wrong there, and what to write instead.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// An error of a declaration. It cannot be made without its help.
#[derive(Debug)]
pub(crate) struct Diagnostic {
    span: Span,
    fault: String,
    help: String,
}

impl Diagnostic {
    /// `fault` says what is wrong here, `help` what to write.
    pub(crate) fn new(span: Span, fault: impl Display, help: impl Display) -> Self {
        Self { span, fault: fault.to_string(), help: help.to_string() }
    }

    /// An error at all tokens of `at`, or at the first where the compiler cannot join them.
    pub(crate) fn at(at: &impl Spanned, fault: impl Display, help: impl Display) -> Self {
        Self::new(at.span(), fault, help)
    }

    /// Code that does not parse: the fault is the parser's, the help says what would.
    pub(crate) fn syntax(error: &syn::Error, help: impl Display) -> Self {
        Self::new(error.span(), error, help)
    }

    /// Names what the error is about in front of the fault.
    pub(crate) fn about(mut self, subject: &str) -> Self {
        self.fault = format!("{subject}: {}", self.fault);
        self
    }

    /// The error as a `compile_error!` call, beside items of a module or statements.
    ///
    /// It is in a constant, because rustc reports no unresolved names of a module that has a
    /// `compile_error!` of its own: it takes them for what the failed macro would have declared.
    pub(crate) fn into_item(self) -> TokenStream {
        let call = self.into_call();
        quote!(const _: () = { #call };)
    }

    /// The error as a `compile_error!` call that may be anywhere an item may, even in a trait.
    pub(crate) fn into_call(self) -> TokenStream {
        // The compiler shows the lines below the first as it shows a help of its own.
        let message = format!("{}\n\n= help: {}", self.fault, self.help);
        quote_spanned!(self.span=> ::core::compile_error! { #message })
    }
}
