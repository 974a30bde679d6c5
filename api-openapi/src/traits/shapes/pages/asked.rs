//! The parameters that ask for a page.

use super::words::{AFTER, CURSORS, NUMBERS, OFFSETS, OTHERS, SIZES, is_one};
use crate::document::Value;
use crate::model::{Api, Integer, Kind, Location, Operation, Parameter, Schema, TextFormat};

/// The parameters of an operation that ask for a page.
pub(super) struct Asked<'a> {
    /// Takes a cursor that is a text.
    pub(super) cursor: Option<&'a Parameter>,
    /// Takes the key of the item in front.
    pub(super) after: Option<&'a Parameter>,
    /// Takes the number of a page.
    pub(super) number: Option<&'a Parameter>,
    /// The first page is 0, and not 1.
    pub(super) begins_with_zero: bool,
    /// Takes the number of items to leave out.
    pub(super) offset: Option<&'a Parameter>,
    /// Takes the number of items on a page.
    pub(super) size: Option<&'a Parameter>,
}

impl<'a> Asked<'a> {
    pub(super) fn of(api: &Api, operation: &'a Operation) -> Self {
        let named = |words: &[&str], fits: fn(&Api, &Schema) -> bool| {
            let mut parameters = optional(operation).filter(|p| fits(api, &p.schema));
            parameters.find(|parameter| is_one(&parameter.name, words))
        };
        let number = named(NUMBERS, is_integer);
        Self {
            cursor: named(CURSORS, is_text),
            after: named(AFTER, is_text),
            number,
            begins_with_zero: number.is_some_and(|parameter| begins_with_zero(api, parameter)),
            offset: named(OFFSETS, is_integer),
            size: named(SIZES, is_integer),
        }
    }

    /// The parameter that asks for the next page, by whatever rule.
    pub(super) fn first(&self) -> Option<&'a Parameter> {
        self.cursor.or(self.number).or(self.offset).or(self.after)
    }

    /// The parameter where a header names the next page: it may be called otherwise.
    pub(super) fn any(&self, operation: &'a Operation) -> Option<&'a Parameter> {
        self.first().or_else(|| optional(operation).find(|p| is_one(&p.name, OTHERS)))
    }
}

fn optional(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|p| p.location == Location::Query && !p.required)
}

fn begins_with_zero(api: &Api, parameter: &Parameter) -> bool {
    let schema = api.resolved(&parameter.schema);
    let example = parameter.schema.example.as_ref().or(schema.example.as_ref());
    let words = parameter.description.as_deref().unwrap_or_default().to_ascii_lowercase();
    let words = words.replace('-', " ");
    let phrases =
        ["zero based", "zero indexed", "0 based", "0 indexed", "starting at 0", "starts at 0"];
    matches!(example, Some(Value::Number(number)) if number.as_i64() == Some(0))
        || phrases.iter().any(|phrase| words.contains(phrase))
}

/// `true` of a text that may be anything.
pub(super) fn is_text(api: &Api, schema: &Schema) -> bool {
    matches!(api.resolved(schema).kind, Kind::Text(TextFormat::Plain | TextFormat::Uuid))
}

/// `true` of a whole number that can count pages.
pub(super) fn is_integer(api: &Api, schema: &Schema) -> bool {
    let kind = &api.resolved(schema).kind;
    matches!(kind, Kind::Integer(Integer::I32 | Integer::I64 | Integer::U32 | Integer::U64))
}
