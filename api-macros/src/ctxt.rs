//! The mistakes found so far. All of them are reported at once.

use darling::Error;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Ident;
use syn::spanned::Spanned;

use crate::model::names;

/// A bag of mistakes.
#[derive(Default)]
pub(crate) struct Ctxt {
    mistakes: Vec<Diagnostic>,
    /// What is being looked at, such as "endpoint `view`".
    subject: Option<String>,
}

/// A mistake: where, what is wrong, and what to do.
pub(crate) struct Diagnostic {
    span: Span,
    message: String,
}

impl Diagnostic {
    /// Adds the next step to the message.
    pub(crate) fn note(&mut self, note: impl std::fmt::Display) {
        self.message = format!("{}\n\n= note: {note}", self.message);
    }
}

impl Ctxt {
    /// Records a mistake at a span.
    pub(crate) fn error(&mut self, span: Span, message: impl std::fmt::Display) -> &mut Diagnostic {
        let message = match &self.subject {
            Some(subject) => format!("{subject}: {message}"),
            None => message.to_string(),
        };
        self.mistakes.push(Diagnostic { span, message });
        let last = self.mistakes.len() - 1;
        &mut self.mistakes[last]
    }

    /// Records a mistake of a parameter.
    pub(crate) fn error_in(
        &mut self,
        parameter: &Ident,
        span: Span,
        message: impl std::fmt::Display,
    ) -> &mut Diagnostic {
        let subject = self.subject.clone().unwrap_or_default();
        let parameter = names::plain(parameter);
        let outer = self.subject.replace(format!("{subject}, parameter `{parameter}`"));
        self.error(span, message);
        self.subject = outer;
        let last = self.mistakes.len() - 1;
        &mut self.mistakes[last]
    }

    /// Records a mistake at the first token of `at`, or all of them where the compiler can.
    pub(crate) fn error_at(
        &mut self,
        at: &impl Spanned,
        message: impl std::fmt::Display,
    ) -> &mut Diagnostic {
        self.error(at.span(), message)
    }

    /// Keeps the value of a result, or its mistakes.
    pub(crate) fn handle<T>(&mut self, result: darling::Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(errors) => {
                for error in errors.flatten() {
                    let message = voice(&error);
                    self.error(error.span(), message);
                }
                None
            }
        }
    }

    /// Does something whose mistakes all begin with `subject`. Gives whether there were any.
    pub(crate) fn within<T>(
        &mut self,
        subject: String,
        work: impl FnOnce(&mut Self) -> T,
    ) -> (T, bool) {
        let before = self.mistakes.len();
        let subject = match &self.subject {
            Some(outer) => format!("{outer}, {subject}"),
            None => subject,
        };
        let outer = self.subject.replace(subject);
        let value = work(self);
        self.subject = outer;
        (value, self.mistakes.len() == before)
    }

    /// The mistakes as `compile_error!` calls.
    pub(crate) fn finish(self) -> TokenStream {
        let calls = self.mistakes.iter().map(
            |Diagnostic { span, message }| quote_spanned!(*span=> ::core::compile_error! { #message }),
        );
        calls.collect()
    }
}

/// What darling says, in our voice: lower case, "option" for what it calls a field, and without
/// the trail of field names, since the span shows the place.
fn voice(error: &Error) -> String {
    let text = error.to_string();
    let text = match text.rsplit_once(" at ") {
        Some((text, trail)) if is_trail(trail) => text,
        _ => &text,
    };
    if let Some(unknown) = text.strip_prefix("Unknown field: ") {
        return format!("there is no option {}", unknown.replace(". Did", "; did"));
    }
    if let Some(twice) = text.strip_prefix("Duplicate field ") {
        return format!("the option {twice} stands here twice; leave one out");
    }
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

fn is_trail(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '/'))
}
