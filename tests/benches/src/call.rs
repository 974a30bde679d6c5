//! A call from its arguments to its value: the request, the way through a transport in this
//! process, the answer.

use crate::measure::Round;

pub(crate) fn case(_: &str) -> Option<Round> {
    None
}

pub(crate) fn table() {}
