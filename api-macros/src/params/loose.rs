//! The format of the body that loose parameters are gathered into.

/// The format of the body that loose parameters are gathered into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loose {
    Json,
    Form,
    Multipart,
}

/// A reason why a parameter cannot be part of a body of one format.
pub(crate) struct Misfit {
    pub(crate) fault: &'static str,
    pub(crate) help: &'static str,
}
