//! A body that is gathered from loose parameters.

pub(crate) use crate::vocab::Loose;

/// A reason why a parameter cannot be part of a body of one format.
pub(crate) struct Misfit {
    pub(crate) fault: &'static str,
    pub(crate) help: &'static str,
}
