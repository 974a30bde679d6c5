//! Where in a value something is, as in `items[3].id`: for messages.

use std::fmt::Write as _;

use crate::shown;

/// A path that is put together from the outside in.
#[derive(Default)]
pub(crate) struct MemberPath(String);

impl MemberPath {
    /// Goes into a member, or into an element by its place. A name may be a key of a map, which is
    /// data: it is shown only if it looks like a name.
    pub(crate) fn push(&mut self, step: &str) {
        let is_place = (1..=6).contains(&step.len()) && step.bytes().all(|b| b.is_ascii_digit());
        if is_place {
            _ = write!(self.0, "[{step}]");
            return;
        }
        if !self.0.is_empty() {
            self.0.push('.');
        }
        self.0.push_str(shown::name(step));
    }

    /// The path; none for the value as a whole.
    pub(crate) fn into_text(self) -> Option<String> {
        (!self.0.is_empty()).then_some(self.0)
    }
}
