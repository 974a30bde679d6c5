//! The errors found so far. All of them are reported at once.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use syn::Ident;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned;

use crate::diagnostic::Diagnostic;

/// Collects errors. Each begins with the subject that is being looked at.
#[derive(Default)]
pub(crate) struct Ctxt {
    errors: Vec<Diagnostic>,
    /// From the outside in: "endpoint `view`", "parameter `id`".
    subject: Vec<String>,
    finished: bool,
}

/// The subject of errors about an endpoint.
pub(crate) fn endpoint(name: &Ident) -> String {
    format!("endpoint `{}`", name.unraw())
}

/// The subject of errors about a parameter.
pub(crate) fn parameter(name: &Ident) -> String {
    format!("parameter `{}`", name.unraw())
}

impl Ctxt {
    /// Records an error about the subject.
    pub(crate) fn report(&mut self, error: Diagnostic) {
        self.errors.push(match self.subject() {
            Some(subject) => error.about(&subject),
            None => error,
        });
    }

    /// Records that `fault` is wrong at `span`, and what to write instead.
    pub(crate) fn error(&mut self, span: Span, fault: impl Display, help: impl Display) {
        self.report(Diagnostic::new(span, fault, help));
    }

    /// Records an error at all tokens of `at`, or at the first where the compiler cannot join them.
    pub(crate) fn error_at(&mut self, at: &impl Spanned, fault: impl Display, help: impl Display) {
        self.error(at.span(), fault, help);
    }

    /// Records that the subject must do something: "endpoint `get` must be `async`".
    pub(crate) fn must(&mut self, span: Span, what: impl Display, help: impl Display) {
        let subject = self.subject().unwrap_or_default();
        self.errors.push(Diagnostic::new(span, format!("{subject} must {what}"), help));
    }

    /// Records an error about a parameter.
    pub(crate) fn error_in(
        &mut self,
        name: &Ident,
        span: Span,
        fault: impl Display,
        help: impl Display,
    ) {
        self.within(parameter(name), |ctxt| ctxt.error(span, fault, help));
    }

    /// Keeps the value of a result, or its error.
    pub(crate) fn handle<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|error| self.report(error)).ok()
    }

    /// Keeps what was parsed. `usage` is the help for what does not parse.
    pub(crate) fn parsed<T>(&mut self, result: syn::Result<T>, usage: &str) -> Option<T> {
        self.handle(result.map_err(|error| Diagnostic::syntax(&error, usage)))
    }

    /// Does something. The flag is true if there were no errors.
    pub(crate) fn watch<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let before = self.errors.len();
        let value = work(self);
        (value, self.errors.len() == before)
    }

    /// Does something whose errors are about `subject`. The flag is true if there were none.
    pub(crate) fn within<T>(
        &mut self,
        subject: String,
        work: impl FnOnce(&mut Self) -> T,
    ) -> (T, bool) {
        self.subject.push(subject);
        let result = self.watch(work);
        self.subject.pop();
        result
    }

    /// The errors, for the items of a module.
    pub(crate) fn finish(self) -> TokenStream {
        self.errors().map(Diagnostic::into_item).collect()
    }

    /// The errors, for any place that an item may have, such as a trait.
    pub(crate) fn finish_anywhere(self) -> TokenStream {
        self.errors().map(Diagnostic::into_call).collect()
    }

    fn errors(mut self) -> impl Iterator<Item = Diagnostic> {
        self.finished = true;
        std::mem::take(&mut self.errors).into_iter()
    }

    fn subject(&self) -> Option<String> {
        (!self.subject.is_empty()).then(|| self.subject.join(", "))
    }
}

/// Errors that nobody reads would let a broken declaration compile.
impl Drop for Ctxt {
    fn drop(&mut self) {
        debug_assert!(self.finished || std::thread::panicking(), "errors are dropped unread");
    }
}
