//! The user's own enum of an API's codes.

use crate::envelope::Code;

/// An enum of an API's codes, so that `match` reads well. Derived.
pub trait ErrorCode: Sized {
    /// The variant that stands for `code`. None if there is no such variant.
    fn from_code(code: &Code) -> Option<Self>;
}

/// A type that the variant for all other codes may hold.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a code",
    label = "neither a number nor a text that a code can be",
    note = "write `i64`, `String` or `api_core::Code`"
)]
pub trait CodeValue: Sized {
    /// The code as this type, if it can be one.
    fn of(code: &Code) -> Option<Self>;
}

impl CodeValue for i64 {
    fn of(code: &Code) -> Option<Self> {
        code.as_int()
    }
}

impl CodeValue for String {
    fn of(code: &Code) -> Option<Self> {
        Some(match code {
            Code::Int(number) => number.to_string(),
            Code::Text(text) => text.clone(),
        })
    }
}

impl CodeValue for Code {
    fn of(code: &Code) -> Option<Self> {
        Some(code.clone())
    }
}
