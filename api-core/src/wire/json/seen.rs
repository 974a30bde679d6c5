//! An error on its way through serde_json: what kind it has, and which members lead to it.

use std::cell::RefCell;
use std::fmt;

use serde::de::{Expected, IgnoredAny, Unexpected};
use serde_json::error::Category;

use crate::shown;
use crate::wire::invalid::{InvalidValue, NULL};

/// Notes about an error that is on its way out through serde_json.
#[derive(Default)]
pub(super) struct Seen {
    tracking: bool,
    invalid: RefCell<Option<InvalidValue>>,
    /// The expectation of the visitor that was asked last.
    pub(super) expected: RefCell<String>,
    /// The text that was read last: the name of a member, in front of its value.
    pub(super) text: RefCell<Option<String>>,
    /// The members that lead to the error, the innermost first.
    steps: RefCell<Vec<String>>,
}

impl Seen {
    /// Notes the names of members, too, if `tracking`.
    pub(super) fn new(tracking: bool) -> Self {
        Self { tracking, ..Self::default() }
    }

    pub(super) fn read_text(&self, text: &str) {
        if self.tracking {
            *self.text.borrow_mut() = Some(text.to_owned());
        }
    }

    #[cold]
    pub(super) fn failed_in(&self, step: Option<&str>) {
        if self.tracking {
            self.steps.borrow_mut().push(step.unwrap_or_default().to_owned());
        }
    }

    /// The inner error of one, or, of one that has a kind, one to send through serde_json.
    #[cold]
    pub(super) fn unwrap<E: serde::de::Error>(&self, error: Wrapped<E>) -> E {
        match error {
            Wrapped::Inner(error) => error,
            Wrapped::Own(invalid) => {
                *self.invalid.borrow_mut() = Some(invalid);
                E::custom("put down")
            }
        }
    }

    /// The error that serde_json ended with.
    #[cold]
    pub(super) fn error(&self, error: &serde_json::Error, text: &[u8]) -> InvalidValue {
        let invalid = self.invalid.take().unwrap_or_else(|| match error.classify() {
            Category::Data => InvalidValue::found(self.expected.take(), kind_before(text, error)),
            Category::Eof => {
                self.steps.take();
                InvalidValue::malformed("it ends in the middle of its JSON")
            }
            Category::Syntax if serde_json::from_slice::<IgnoredAny>(text).is_ok() => {
                of_another_type(error, text)
            }
            Category::Syntax | Category::Io => {
                self.steps.take();
                InvalidValue::malformed("it is no valid JSON")
            }
        });
        self.steps.take().iter().fold(invalid, |invalid, step| invalid.inside(step))
    }
}

/// The fault of JSON that serde_json calls an error of syntax.
#[cold]
fn of_another_type(error: &serde_json::Error, text: &[u8]) -> InvalidValue {
    let reason = error.to_string();
    let end = format!(" at line {} column {}", error.line(), error.column());
    let reason = reason.strip_suffix(&end).unwrap_or(&reason);
    match reason {
        "expected value" => InvalidValue::found("a variant", kind_before(text, error)),
        // No reader takes these, whatever is declared.
        "recursion limit exceeded" => InvalidValue::malformed("it is nested too deeply"),
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            InvalidValue::malformed("a text has half a character in it")
        }
        _ => {
            shown::of_another_type(reason).map_or_else(InvalidValue::refused, InvalidValue::beyond)
        }
    }
}

/// An error within a wrapper.
#[derive(Debug)]
pub(super) enum Wrapped<E> {
    /// One that comes out of serde_json.
    Inner(E),
    /// One of the declared type, with its kind.
    Own(InvalidValue),
}

impl<E: fmt::Display> fmt::Display for Wrapped<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inner(error) => error.fmt(f),
            Self::Own(invalid) => invalid.fmt(f),
        }
    }
}

impl<E: std::error::Error> std::error::Error for Wrapped<E> {}

impl<E: serde::de::Error> serde::de::Error for Wrapped<E> {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::Own(InvalidValue::custom(text))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Own(InvalidValue::invalid_type(found, expected))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Own(InvalidValue::invalid_value(found, expected))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::Own(InvalidValue::invalid_length(length, expected))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::Own(InvalidValue::unknown_variant(variant, expected))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::Own(InvalidValue::unknown_field(field, expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Own(InvalidValue::missing_field(field))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::Own(InvalidValue::duplicate_field(field))
    }
}

/// The kind of the value that serde_json stopped at: behind a scalar, in front of a list or object.
fn kind_before(text: &[u8], error: &serde_json::Error) -> &'static str {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let lines = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len);
    let place = lines.sum::<usize>() + error.column();
    let (before, behind) = text.split_at_checked(place).unwrap_or((text, &[]));
    match (before.trim_ascii_end().last(), behind.trim_ascii_start().first()) {
        (_, Some(b'[')) => "a list",
        (_, Some(b'{')) => "an object",
        // Of an enum, which is no list: the bracket is read already.
        (Some(b'['), _) => "a list",
        (Some(b'"'), _) => "a text",
        (Some(b'l'), _) => NULL,
        (Some(b'e'), _) => "a boolean",
        _ => a_number(before),
    }
}

fn a_number(before: &[u8]) -> &'static str {
    let is_of_a_float = |byte: &&u8| matches!(byte, b'.' | b'e' | b'E');
    let number = before.iter().rev().take_while(|byte| {
        byte.is_ascii_digit() || is_of_a_float(byte) || matches!(byte, b'+' | b'-')
    });
    if number.into_iter().any(|byte| is_of_a_float(&byte)) { "a float" } else { "an integer" }
}
