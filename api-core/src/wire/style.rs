//! The ways to write a value as name-value pairs. APIs differ.

/// The way in which a value is written into a query or a form. Generated code names the differences
/// from [`Style::PLAIN`].
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub(crate) list: List,
    pub(crate) nested: Nested,
    pub(crate) digits: bool,
    pub(crate) encoded: bool,
    pub(crate) flatten: bool,
    /// The name is known to need no encoding.
    pub(crate) plain_name: bool,
}

/// The way in which a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// `a=1&a=2`
    Repeat,
    /// `a=1,2`
    Csv,
    /// `a=1%202`
    Ssv,
    /// `a=1%7C2`
    Pipes,
    /// `a[]=1&a[]=2`, the brackets percent-encoded
    Brackets,
    /// `a[0]=1&a[1]=2`, the brackets percent-encoded
    Indices,
}

#[cfg(feature = "openapi")]
impl List {
    /// The word of a declaration.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Repeat => "repeat",
            Self::Csv => "csv",
            Self::Ssv => "ssv",
            Self::Pipes => "pipes",
            Self::Brackets => "brackets",
            Self::Indices => "indices",
        }
    }
}

/// The way in which a map or a struct inside of another is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nested {
    /// Not at all: there is no way that all servers understand.
    Unsupported,
    /// `a[b]=1`, the brackets percent-encoded
    Brackets,
    /// `a.b=1`
    Dots,
}

impl Style {
    /// A list repeats its name, a truth value is a word, everything is percent-encoded.
    pub const PLAIN: Self = Self {
        list: List::Repeat,
        nested: Nested::Unsupported,
        digits: false,
        encoded: false,
        flatten: false,
        plain_name: false,
    };

    /// [`Style::PLAIN`] for a name that needs no encoding.
    pub(crate) const PLAIN_NAME: Self = Self { plain_name: true, ..Self::PLAIN };

    /// Sets how a list is written.
    #[must_use]
    pub const fn list(mut self, list: List) -> Self {
        self.list = list;
        self
    }

    /// Sets how a map inside of a map is written.
    #[must_use]
    pub const fn nested(mut self, nested: Nested) -> Self {
        self.nested = nested;
        self
    }

    /// Writes truth values as `1` and `0`.
    #[must_use]
    pub const fn digits(mut self) -> Self {
        self.digits = true;
        self
    }

    /// Takes texts that are percent-encoded already; what is not is refused.
    #[must_use]
    pub const fn encoded(mut self) -> Self {
        self.encoded = true;
        self
    }

    /// Spreads a struct, a map or a list of pairs: each member is a pair of its own.
    #[must_use]
    pub const fn flatten(mut self) -> Self {
        self.flatten = true;
        self
    }
}
