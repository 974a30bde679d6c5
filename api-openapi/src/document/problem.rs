//! A place in a description, and what is wrong there.

use std::fmt;
use std::path::PathBuf;

/// A place in a description: the number of the file, and a JSON pointer (RFC 6901).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub(crate) file: usize,
    pub(crate) pointer: String,
}

impl Place {
    /// The place one step further.
    pub(crate) fn step(&self, step: &str) -> Self {
        let mut pointer = String::with_capacity(self.pointer.len() + step.len() + 1);
        pointer.push_str(&self.pointer);
        pointer.push('/');
        if step.contains(['~', '/']) {
            pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        } else {
            pointer.push_str(step);
        }
        Self { file: self.file, pointer }
    }

    /// The steps of the pointer, decoded.
    pub(crate) fn steps(&self) -> Vec<String> {
        let steps = self.pointer.split('/').skip(1);
        steps.map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
    }
}

/// Something wrong in a description, and where: file, line and JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The JSON pointer (RFC 6901), which is empty for the whole file.
    pub pointer: String,
    /// The fault, and the remedy.
    pub message: String,
}

/// A text that is neither JSON nor YAML: where the reading stops, and why.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) line: usize,
    pub(super) pointer: String,
    pub(super) message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, pointer, message } = self;
        let file = file.display();
        match pointer.is_empty() {
            true => write!(f, "{file}:{line}: {message}"),
            false => write!(f, "{file}:{line}: #{pointer}: {message}"),
        }
    }
}

impl std::error::Error for Problem {}
