//! The options of the traits.

/// The choice of what is written, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only the operations with one of these tags; all if it is empty.
    pub tags: Vec<String>,
    /// Only the operations of these paths, in which `*` stands for anything; all if it is empty.
    pub only: Vec<String>,
    /// The types of dates.
    pub dates: Dates,
    /// Writes `#[api(openapi)]`, and `JsonSchema` for all types.
    pub openapi: bool,
    /// Writes `#[api(server)]`, and both directions for all types.
    pub server: bool,
}

/// The types of dates and times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// `String`: a date is passed on as the API writes it.
    #[default]
    Text,
    /// `jiff::Timestamp` and `jiff::civil::Date`.
    Jiff,
}

impl Options {
    /// `true` if an operation of this path and these tags is asked for.
    pub(crate) fn wants(&self, path: &str, tags: &[String]) -> bool {
        let by_tag = self.tags.is_empty()
            || self
                .tags
                .iter()
                .any(|wanted| tags.iter().any(|tag| tag.eq_ignore_ascii_case(wanted)));
        by_tag && (self.only.is_empty() || self.only.iter().any(|pattern| fits(pattern, path)))
    }

    /// `true` if types are both written and read, whatever the direction that the API needs.
    pub(crate) fn both_ways(&self) -> bool {
        self.server
    }
}

/// `true` if `path` is `pattern`, in which `*` stands for anything.
fn fits(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((head, tail)) => path.strip_prefix(head).is_some_and(|rest| {
            tail.is_empty()
                || rest
                    .char_indices()
                    .any(|(at, _)| rest.get(at..).is_some_and(|rest| fits(tail, rest)))
        }),
    }
}
