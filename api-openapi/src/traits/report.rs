//! The report: what was written, and what is not exact.

use std::fmt;

use crate::document::Problem;

/// The report of the traits that were written from a description.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The number of operations that were asked for.
    pub operations: usize,
    /// The number of them that were written.
    pub written: usize,
    /// The number of traits and types that they make.
    pub traits: usize,
    /// The types of bodies, parameters and failures.
    pub types: usize,
    /// The losses: what is not exact. There is a comment at each place, too.
    pub losses: Vec<Loss>,
    /// The errors of the description.
    pub problems: Vec<Problem>,
}

/// Something that is not exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The trait and method, or the type and field.
    pub item: String,
    /// Where the description says it: file and line.
    pub place: String,
    /// The part that is missing, and what was written instead.
    pub message: String,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}`: {}", self.place, self.item, self.message)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.problems {
            writeln!(f, "error: {problem}")?;
        }
        for loss in &self.losses {
            writeln!(f, "not exact: {loss}")?;
        }
        let (traits, types) = (counted(self.traits, "trait"), counted(self.types, "type"));
        let (written, operations) = (self.written, self.operations);
        write!(f, "{written} of {operations} operations written, as {traits} and {types}")?;
        match self.losses.len() {
            0 if !self.problems.is_empty() => Ok(()),
            0 => f.write_str(", all exactly"),
            1 => f.write_str("; 1 place is not exact"),
            count => write!(f, "; {count} places are not exact"),
        }
    }
}

/// A number of things: "1 trait", "2 types".
fn counted(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}
