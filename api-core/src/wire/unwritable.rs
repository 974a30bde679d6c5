//! Why a value cannot be written.

use std::fmt::{self, Display};

use crate::Error;

/// Why a value cannot be written: the end of a sentence that begins with the parameter.
#[derive(Debug)]
pub struct Unwritable {
    why: &'static str,
    /// The member of the value that is at fault, as a path.
    member: Option<Box<str>>,
}

impl Unwritable {
    pub(crate) const COMPOUND: Self =
        Self::new("is a struct or a map, which has no single text; pass its fields one by one");
    pub(crate) const LIST: Self = Self::new("is a list, and only one value can be sent here");
    pub(crate) const LIST_OF_LISTS: Self = Self::new("is a list of lists, which has no text");
    pub(crate) const NONE_IN_LIST: Self = Self::new("has a `None` in its list; leave it out");
    pub(crate) const TWICE: Self =
        Self::new("is given more than once, and servers differ on which one counts");
    pub(crate) const NULL: Self = Self::new("is `()`, which has no text");
    /// One rule for every place of a request: JSON has no text for these numbers either.
    pub(crate) const NOT_FINITE: Self = Self::new("is not a finite number, which has no text");

    pub(crate) const fn new(why: &'static str) -> Self {
        Self { why, member: None }
    }

    /// The end of the sentence.
    pub(crate) const fn why(&self) -> &'static str {
        self.why
    }

    /// Names the member of the value that is at fault.
    #[cold]
    pub(crate) fn in_member(mut self, path: String) -> Self {
        self.member = Some(path.into());
        self
    }

    /// The error of a call whose `subject` this is about.
    #[cold]
    pub(crate) fn into_build_error(self, subject: &str) -> Error {
        Error::build(match self.member {
            Some(member) => format!("member `{member}` of {subject} {}", self.why),
            None => format!("{subject} {}", self.why),
        })
    }
}

impl From<&'static str> for Unwritable {
    fn from(why: &'static str) -> Self {
        Self::new(why)
    }
}

impl Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why)
    }
}

impl std::error::Error for Unwritable {}

impl serde::ser::Error for Unwritable {
    /// Forgets the text. It may quote the value, and is all that serde passes on of an error: as a
    /// source it would be printed by whatever logs the sources of an error, too.
    #[cold]
    fn custom<T: Display>(_: T) -> Self {
        Self::new("could not be serialized: its own `Serialize` refused it")
    }
}
