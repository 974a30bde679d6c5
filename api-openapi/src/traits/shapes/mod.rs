//! The parts that many responses of an API have in common, found by their shape and declared once.

mod declared;
mod envelope;
mod limits;
mod members;
mod pages;

pub(crate) use self::declared::{Declared, Enveloped};
pub(crate) use self::envelope::Wrapper;
pub(crate) use self::limits::Limits;
use self::members::{Member, members};
pub(crate) use self::pages::{PageRule, find as find_page};
