//! Differences, and how they are shown.

use std::fmt;

use crate::document::{Place, Problem};

/// A difference between two descriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The trait: the tag of the operation.
    pub trait_name: String,
    /// The method: the `operationId`, or the method and path.
    pub method: String,
    /// The parameter or field, as in ``query `page` `` or ``response 200, `items[].name` ``; empty for
    /// the operation as a whole.
    pub part: String,
    /// The new statement of the description.
    pub message: String,
    /// Some calls fail, or are read wrongly.
    pub breaking: bool,
    /// The JSON pointer of the place in the description.
    pub pointer: String,
    pub(crate) place: Place,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.breaking { "breaks calls: " } else { "compatible: " })?;
        match (self.trait_name.is_empty(), self.method.is_empty()) {
            (false, false) => write!(f, "`{}::{}`", self.trait_name, self.method)?,
            (true, false) => write!(f, "`{}`", self.method)?,
            (_, true) => f.write_str("the API")?,
        }
        if !self.part.is_empty() {
            // The way into a body is in backticks, which end here.
            let part = self.part.strip_suffix(" `").unwrap_or(&self.part);
            let open = part.matches('`').count() % 2 == 1;
            write!(f, ", {part}{}", if open { "`" } else { "" })?;
        }
        write!(f, ": {}", self.message)
    }
}

/// The differences of two descriptions. As a text, it is a line per error of the two, and then one per
/// difference, those that break calls first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    found: Vec<Difference>,
    problems: Vec<Problem>,
}

impl Differences {
    pub(super) fn new(mut found: Vec<Difference>, problems: Vec<Problem>) -> Self {
        found.sort_by_key(|difference| !difference.breaking);
        Self { found, problems }
    }

    /// `true` if there are none, and both descriptions could be read whole: of what is wrong in one of
    /// them, it is not known whether it differs.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.problems.is_empty()
    }

    /// The number of differences.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// The errors of both descriptions. What they are about is compared as if the description left it open.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// All of them, those that break calls first.
    pub fn iter(&self) -> std::slice::Iter<'_, Difference> {
        self.found.iter()
    }

    /// Those that break calls.
    pub fn breaking(&self) -> impl Iterator<Item = &Difference> {
        self.found.iter().filter(|difference| difference.breaking)
    }

    /// Those that break no call.
    pub fn compatible(&self) -> impl Iterator<Item = &Difference> {
        self.found.iter().filter(|difference| !difference.breaking)
    }
}

impl<'a> IntoIterator for &'a Differences {
    type Item = &'a Difference;
    type IntoIter = std::slice::Iter<'a, Difference>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.iter()
    }
}

impl IntoIterator for Differences {
    type Item = Difference;
    type IntoIter = std::vec::IntoIter<Difference>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("no differences");
        }
        let problems = self.problems.iter().map(|problem| format!("error: {problem}"));
        let lines = problems.chain(self.found.iter().map(ToString::to_string));
        f.write_str(&lines.collect::<Vec<_>>().join("\n"))
    }
}
