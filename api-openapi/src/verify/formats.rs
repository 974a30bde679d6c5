//! Widths and formats of values.

use std::cmp::Ordering;

use super::{Checker, Way};
use crate::model::{Integer, Kind, Schema, TextFormat};

impl Checker<'_> {
    /// A response may hold more than was asked for, where both widths are written out.
    pub(super) fn widths(
        &mut self,
        new: &Schema,
        old: &Schema,
        now: Integer,
        then: Integer,
        way: Way,
    ) {
        let (Some(format), Some(before)) = (&new.format, &old.format) else { return };
        let order = bits(now).cmp(&bits(then));
        let is_other = order != Ordering::Equal || is_unsigned(now) != is_unsigned(then);
        if !is_other || format == before {
            return;
        }
        let message = format!("it is `{format}`, not `{before}`");
        // A value that is sent must fit in where it is read.
        let fits = match way {
            Way::Response => order != Ordering::Greater && is_unsigned(now) >= is_unsigned(then),
            Way::Request => order != Ordering::Less && is_unsigned(then) >= is_unsigned(now),
        };
        match fits {
            true => self.notes(&new.at, message),
            false => self.breaks(&new.at, message),
        }
    }

    /// Two formats that are both written out, or one that is new or gone.
    pub(super) fn formats(&mut self, new: &Schema, old: &Schema, way: Way) {
        match (format(new), format(old)) {
            // The type of a trait says how wide a number is, and not what it means.
            (Some(now), Some("float" | "double"))
                if !self.is_strict() && !["float", "double"].contains(&now) => {}
            (Some(now), Some(then)) if now != then => {
                let wider = matches!(
                    (way, now, then),
                    (Way::Request, "double", "float") | (Way::Response, "float", "double")
                );
                let message = format!("it is `{now}`, not `{then}`");
                match wider {
                    true => self.notes(&new.at, message),
                    false => self.breaks(&new.at, message),
                }
            }
            (None, Some(then)) if is_text(new) => {
                let message = format!("it is any text, not `{then}`");
                match way {
                    Way::Response if self.is_strict() => self.breaks(&new.at, message),
                    _ => self.notes(&new.at, message),
                }
            }
            // A trait may pass a date on as a text.
            (Some(now), None) if is_text(new) && self.is_strict() => {
                let message = format!("it is `{now}`, not any text");
                match way {
                    Way::Request => self.breaks(&new.at, message),
                    Way::Response => self.notes(&new.at, message),
                }
            }
            _ => {}
        }
    }
}

/// The format, if it says anything of the value. A password is a text, and bytes are known by their kind.
fn format(schema: &Schema) -> Option<&str> {
    let is_bytes = matches!(schema.kind, Kind::Text(TextFormat::Binary));
    schema.format.as_deref().filter(|format| !is_bytes && *format != "password")
}

fn is_text(schema: &Schema) -> bool {
    matches!(schema.kind, Kind::Text(_))
}

fn is_unsigned(width: Integer) -> bool {
    matches!(width, Integer::U8 | Integer::U16 | Integer::U32 | Integer::U64 | Integer::U128)
}

fn bits(width: Integer) -> u8 {
    match width {
        Integer::I8 | Integer::U8 => 8,
        Integer::I16 | Integer::U16 => 16,
        Integer::I32 | Integer::U32 => 32,
        Integer::I64 | Integer::U64 => 64,
        Integer::I128 | Integer::U128 => 128,
    }
}
