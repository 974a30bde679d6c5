//! The words that options take as values. What was typed is read into them, and the model keeps
//! them.

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $($variant),*
        }

        impl $name {
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),*];

            pub(crate) fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    )*};
}

words! {
    /// The style of a list.
    List {
        Repeat = "repeat",
        Csv = "csv",
        Ssv = "ssv",
        Pipes = "pipes",
        Brackets = "brackets",
        Indices = "indices",
    }

    /// The style of a map inside of a spread one.
    Nested { Brackets = "brackets", Dots = "dots" }

    /// The style of a truth value.
    Bools { Words = "words", Digits = "digits" }

    /// When a failed call is sent again: never, or wherever that may help, because a second request
    /// does no harm.
    Retry { Never = "never", Repeatable = "repeatable" }

    /// Where redirects are followed to: other origins, too.
    Redirects { Away = "away" }

    /// The format of the loose parameters of a body.
    Loose { Json = "json", Form = "form", Multipart = "multipart" }
}

/// A kind of credentials, named as the constructors of `api_core::Credentials` are.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scheme {
    Bearer,
    Basic,
    Authorization(String),
    Header(String),
    Query(String),
}

/// The value of a constant field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constant {
    Text(String),
    /// A number as JSON writes it.
    Number(String),
    Bool(bool),
}
