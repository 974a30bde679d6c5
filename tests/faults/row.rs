//! A row of the list of faults: what goes wrong, and what has to come of it.

use api_core::ErrorKind;

/// A row of `docs/faults.md`, and what its test holds a call to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Where its test is, from the root of this binary.
    pub(crate) test: &'static str,
    /// What goes wrong.
    pub(crate) fault: &'static str,
    /// Whether the call may succeed all the same.
    pub(crate) succeeds: bool,
    /// The kinds that its error may have.
    pub(crate) kinds: &'static [ErrorKind],
    /// How many requests reach the server: of a GET, and of a POST that is not idempotent.
    pub(crate) sends: Option<(usize, usize)>,
    /// How often they are tried, where that differs.
    pub(crate) tries: Option<(u32, u32)>,
    /// What else there is to know; of a row without a test, why it has none.
    pub(crate) note: &'static str,
}

/// A row with a test: the function, whose name begins with the row's number, and the fault.
macro_rules! row {
    ($test:ident, $fault:expr) => {{
        // A row without its test does not compile.
        _ = $test as fn();
        $crate::row::Row::new(concat!(module_path!(), "::", stringify!($test)), $fault)
    }};
}
pub(crate) use row;

impl Row {
    pub(crate) const fn new(test: &'static str, fault: &'static str) -> Self {
        let (succeeds, kinds, sends, tries, note) = (false, &[] as &[_], None, None, "");
        Self { test, fault, succeeds, kinds, sends, tries, note }
    }

    /// The call gives its value.
    pub(crate) const fn succeeds(self) -> Self {
        Self { succeeds: true, ..self }
    }

    /// The call fails, in one of these ways.
    pub(crate) const fn fails(self, kinds: &'static [ErrorKind]) -> Self {
        Self { kinds, ..self }
    }

    /// So many requests reach the server: of a GET, and of a POST.
    pub(crate) const fn sends(self, get: usize, post: usize) -> Self {
        Self { sends: Some((get, post)), ..self }
    }

    /// The call is tried so often, a GET and a POST, where not every try reaches the server.
    pub(crate) const fn tries(self, get: u32, post: u32) -> Self {
        Self { tries: Some((get, post)), ..self }
    }

    pub(crate) const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// The number that the name of the test begins with.
    #[track_caller]
    pub(crate) fn number(&self) -> u8 {
        let name = self.test.rsplit("::").next().and_then(|name| name.strip_prefix('f'));
        let digits = name.and_then(|name| name.split('_').next());
        let number = digits.and_then(|digits| digits.parse().ok());
        number.unwrap_or_else(|| panic!("`{}` begins with no number", self.test))
    }
}
