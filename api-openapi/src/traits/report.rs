//! What was written, and what could not be said exactly.

use std::fmt;

use crate::document::Problem;

/// What was written of a description.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many operations there are in what was asked for.
    pub operations: usize,
    /// How many of them were written.
    pub written: usize,
    /// How many traits and types they make.
    pub traits: usize,
    /// The types of bodies, parameters and failures.
    pub types: usize,
    /// What cannot be said exactly. There is a comment at the place, too.
    pub losses: Vec<Loss>,
    /// What is wrong in the description.
    pub problems: Vec<Problem>,
}

/// Something that could not be said exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The trait and method, or the type and field.
    pub item: String,
    /// Where the description says it: file and line.
    pub place: String,
    /// What is missing, and what was written instead.
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
        write!(
            f,
            "{} of {} operations written, as {} traits and {} types",
            self.written, self.operations, self.traits, self.types
        )?;
        match self.losses.len() {
            0 if !self.problems.is_empty() => Ok(()),
            0 => f.write_str(", all exactly"),
            1 => f.write_str("; 1 place is not exact"),
            count => write!(f, "; {count} places are not exact"),
        }
    }
}
