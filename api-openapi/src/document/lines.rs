//! Where in a file a value is.

use std::collections::HashMap;

/// The lines of the values of a file, by their pointers. One pass finds all of them: a large description
/// has thousands of places that something is said about.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(HashMap<String, usize>);

impl Lines {
    /// Goes one step further with a pointer, and notes the line.
    pub(super) fn step(&mut self, pointer: &mut String, name: &str, line: usize) {
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        // Of two members of one name, the last counts.
        self.0.insert(pointer.clone(), line);
    }

    /// The line of a value, or of the last one on the way that is there.
    pub(super) fn of(&self, pointer: &str) -> usize {
        let mut rest = pointer;
        loop {
            if let Some(line) = self.0.get(rest) {
                return *line;
            }
            match rest.rsplit_once('/') {
                Some((before, _)) => rest = before,
                None => return 1,
            }
        }
    }
}
