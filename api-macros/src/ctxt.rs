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

    /// Keeps the value of a result, or its errors.
    pub(crate) fn handle<T>(&mut self, result: darling::Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(errors) => {
                for error in errors.flatten() {
                    let (fault, help) = voice(&error);
                    self.error(error.span(), fault, help);
                }
                None
            }
        }
    }

    /// Does something whose errors are about `subject`. The flag is true if there were none.
    pub(crate) fn within<T>(
        &mut self,
        subject: String,
        work: impl FnOnce(&mut Self) -> T,
    ) -> (T, bool) {
        let before = self.errors.len();
        self.subject.push(subject);
        let value = work(self);
        self.subject.pop();
        (value, self.errors.len() == before)
    }

    /// The errors as `compile_error!` calls.
    pub(crate) fn finish(mut self) -> TokenStream {
        self.finished = true;
        std::mem::take(&mut self.errors).into_iter().map(Diagnostic::into_tokens).collect()
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

/// What darling says, in our words.
fn voice(error: &darling::Error) -> (String, String) {
    let text = error.to_string();
    let text = match text.rsplit_once(" at ") {
        Some((text, trail)) if is_trail(trail) => text,
        _ => &text,
    };
    if let Some((fault, help)) = text.split_once("\n\n= help: ") {
        return (fault.to_owned(), help.to_owned());
    }
    if let Some(unknown) = text.strip_prefix("Unknown field: ") {
        let (name, meant) = unknown.split_once(". Did you mean ").unwrap_or((unknown, ""));
        let help = match meant {
            "" => "leave it out".to_owned(),
            meant => format!("did you mean {meant}"),
        };
        return (format!("there is no option {name}"), help);
    }
    if let Some(twice) = text.strip_prefix("Duplicate field ") {
        return (format!("the option {twice} is written twice"), "leave one out".to_owned());
    }
    let (fault, help) = text.split_once("; ").unwrap_or((text, "see the documentation"));
    (fault.to_owned(), help.to_owned())
}

fn is_trail(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '/'))
}
