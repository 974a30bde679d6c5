//! What many responses of an API have in common, found by its shape and declared once.

mod envelope;
mod members;

pub(crate) use self::envelope::Wrapper;
pub(crate) use self::members::{Member, members};
