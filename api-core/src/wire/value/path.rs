//! Values of a path: written by `Display`, read by `FromStr`.

use std::fmt::Display;

/// A value for a path placeholder: anything that implements `Display`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a path value",
    label = "does not implement `Display`",
    note = "use a `&str`, a number or a type with `Display`; for an optional part of the path, declare a \
            second endpoint"
)]
pub trait PathValue: Display {}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> PathValue for T {}

/// A value that tells rate limits of one name apart: anything that implements `Display`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot tell rate limits apart",
    label = "does not implement `Display`",
    note = "name a `&str`, a number or a type with `Display` in `rate_limit`"
)]
pub trait RateLimitValue: Display {}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> RateLimitValue for T {}

#[cfg(feature = "server")]
pub(crate) use self::received::*;

#[cfg(feature = "server")]
mod received {
    use std::borrow::Cow;
    use std::str::FromStr;

    /// A path value. The parameter `K` keeps the implementations apart; inference finds it.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` can be sent in a path, but not received",
        label = "does not implement `std::str::FromStr`",
        note = "what `Display` writes, `FromStr` reads: implement it, or take `server` off the trait"
    )]
    pub trait ReceivedPath<K>: Sized + Send {
        /// Reads the value from its text.
        fn read(text: &str) -> Option<Self>;
    }

    /// Marks values that are parsed.
    #[derive(Debug)]
    pub struct Parsed;
    /// Marks texts.
    #[derive(Debug)]
    pub struct AsIs;

    #[diagnostic::do_not_recommend]
    impl<T: FromStr + Send> ReceivedPath<Parsed> for T {
        fn read(text: &str) -> Option<Self> {
            text.parse().ok()
        }
    }

    #[diagnostic::do_not_recommend]
    impl ReceivedPath<AsIs> for Cow<'static, str> {
        fn read(text: &str) -> Option<Self> {
            Some(Cow::Owned(text.to_owned()))
        }
    }
}
