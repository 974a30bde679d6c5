//! Flags: parameters of a query that are there or not.

/// A flag: there or not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a flag",
    label = "not a truth value",
    note = "pass a `bool` or an `Option<bool>`, or leave `flag` out to send a value"
)]
pub trait FlagValue {
    /// `true` if the name is sent.
    fn is_set(&self) -> bool;
}

impl FlagValue for bool {
    fn is_set(&self) -> bool {
        *self
    }
}

impl FlagValue for Option<bool> {
    fn is_set(&self) -> bool {
        *self == Some(true)
    }
}

#[cfg(feature = "server")]
pub(crate) use self::received::*;

#[cfg(feature = "server")]
mod received {
    /// A flag: there or not.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be received as a flag",
        label = "not a truth value",
        note = "take a `bool` or an `Option<bool>`"
    )]
    pub trait ReceivedFlag: Sized + Send {
        /// Makes it of whether the name is there.
        fn read(is_set: bool) -> Self;
    }

    impl ReceivedFlag for bool {
        fn read(is_set: bool) -> Self {
            is_set
        }
    }

    impl ReceivedFlag for Option<bool> {
        fn read(is_set: bool) -> Self {
            is_set.then_some(true)
        }
    }
}
