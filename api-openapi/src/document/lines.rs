//! Where in a file a value is.

use std::collections::HashMap;

/// The lines of the values of a file, by their pointers. One pass finds all of them: a large description
/// has thousands of places that messages name.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    by_pointer: HashMap<String, usize>,
    /// The members whose name another before them has, but for those within another of these.
    repeated: Vec<String>,
}

impl Lines {
    pub(super) fn repeated(&self) -> &[String] {
        &self.repeated
    }

    /// The line of a value, or of the last one on the way that is there.
    pub(super) fn of(&self, pointer: &str) -> usize {
        let mut rest = pointer;
        loop {
            if let Some(line) = self.by_pointer.get(rest) {
                return *line;
            }
            match rest.rsplit_once('/') {
                Some((before, _)) => rest = before,
                None => return 1,
            }
        }
    }
}

/// The way through a text, value by value, on which their lines are noted.
#[derive(Default)]
pub(super) struct Walk {
    lines: Lines,
    levels: Vec<Level>,
    pointer: String,
}

/// A list or an object on the way to a value.
struct Level {
    /// The length of its own pointer.
    length: usize,
    /// The index of the next element, of a list.
    index: Option<usize>,
    /// A name comes next, of an object.
    is_name_next: bool,
}

impl Walk {
    pub(super) fn open_list(&mut self) {
        let length = self.pointer.len();
        self.levels.push(Level { length, index: Some(0), is_name_next: false });
    }

    pub(super) fn open_object(&mut self) {
        let length = self.pointer.len();
        self.levels.push(Level { length, index: None, is_name_next: true });
    }

    pub(super) fn close(&mut self) {
        self.levels.pop();
    }

    /// A value begins. That of a member has the line of its name.
    pub(super) fn value(&mut self, line: usize) {
        if let Some(Level { length, index: Some(index), .. }) = self.levels.last_mut() {
            self.pointer.truncate(*length);
            let name = index.to_string();
            *index += 1;
            self.step(&name, line);
        }
    }

    pub(super) fn is_name_next(&self) -> bool {
        self.levels.last().is_some_and(|level| level.is_name_next)
    }

    /// A name of a member.
    pub(super) fn name(&mut self, name: &str, line: usize) {
        if let Some(level) = self.levels.last_mut() {
            level.is_name_next = false;
            self.pointer.truncate(level.length);
            self.step(name, line);
        }
    }

    /// Says what comes next in an object; a list has no names.
    pub(super) fn expect_name(&mut self, is_name_next: bool) {
        if let Some(level) = self.levels.last_mut().filter(|level| level.index.is_none()) {
            level.is_name_next = is_name_next;
        }
    }

    pub(super) fn into_lines(self) -> Lines {
        self.lines
    }

    pub(super) fn depth(&self) -> usize {
        self.levels.len()
    }

    /// The pointer to what is being read.
    pub(super) fn reached(&self) -> &str {
        match self.levels.last() {
            Some(level) if level.is_name_next => {
                self.pointer.get(..level.length).unwrap_or_default()
            }
            Some(_) => &self.pointer,
            None => "",
        }
    }

    /// The pointer to the last value that has begun.
    pub(super) fn last(&self) -> &str {
        &self.pointer
    }

    /// Goes one step further with the pointer, and notes the line.
    fn step(&mut self, name: &str, line: usize) {
        self.pointer.push('/');
        self.pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        // Of two members of one name, the last counts.
        let lines = &mut self.lines;
        let before = lines.by_pointer.insert(self.pointer.clone(), line);
        let around = lines.repeated.last().and_then(|it| self.pointer.strip_prefix(it.as_str()));
        // YAML permits several `<<` in practice.
        if before.is_some() && name != "<<" && around.is_none_or(|rest| !rest.starts_with('/')) {
            lines.repeated.push(self.pointer.clone());
        }
    }
}
