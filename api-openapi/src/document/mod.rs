//! Descriptions as documents: files of JSON or YAML, and the references between them.
//!
//! | question | file |
//! | --- | --- |
//! | A text is read wrongly, or refused | `json.rs`, `yaml.rs` |
//! | A message names the wrong line | the `lines` of the same files |
//! | A `$ref` leads nowhere | `reference.rs` |

mod json;
mod lines;
mod node;
mod problem;
mod reference;
mod value;
mod yaml;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use self::lines::Lines;
pub(crate) use self::node::Node;
pub use self::problem::{Place, Problem};
pub use self::value::Value;

/// A description: a file of OpenAPI or Swagger, and the files that it refers to.
#[derive(Clone)]
pub struct Description {
    files: Vec<File>,
    by_path: HashMap<PathBuf, usize>,
    /// Files that are referred to and cannot be read, with the reason.
    missing: HashMap<PathBuf, String>,
    /// The schemas with an `$id`, and the description with a `$self`.
    ids: HashMap<String, Place>,
}

#[derive(Clone)]
struct File {
    path: PathBuf,
    text: String,
    value: Value,
    is_json: bool,
    lines: OnceLock<Lines>,
}

impl Description {
    /// Reads a file, and the files that it refers to.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is neither JSON nor YAML. A file that it refers to, and that
    /// cannot be read, is a problem at the reference.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Problem> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|error| Problem {
            file: path.to_owned(),
            line: 1,
            pointer: String::new(),
            message: format!("the file cannot be read: {error}"),
        })?;
        Self::read(path, text)
    }

    /// Takes a text as the description. References to other files are relative to `path`.
    ///
    /// # Errors
    ///
    /// The text is neither JSON nor YAML.
    pub fn read(path: impl AsRef<Path>, text: impl Into<String>) -> Result<Self, Problem> {
        let mut description = Self {
            files: Vec::new(),
            by_path: HashMap::new(),
            missing: HashMap::new(),
            ids: HashMap::new(),
        };
        let file = File::parse(path.as_ref(), text.into())?;
        description.by_path.insert(reference::normal(path.as_ref()), 0);
        description.files.push(file);
        description.load_referenced();
        description.note_ids();
        Ok(description)
    }

    /// The path of the first file.
    pub fn path(&self) -> &Path {
        self.files.first().map_or(Path::new(""), |file| &file.path)
    }

    /// The value of the first file.
    pub fn value(&self) -> &Value {
        self.files.first().map_or(&Value::Null, |file| &file.value)
    }

    /// The name of the file of a place, without its extension.
    pub(crate) fn stem(&self, at: &Place) -> &str {
        let path = self.files.get(at.file).map(|file| file.path.as_path());
        path.and_then(Path::file_stem).and_then(|stem| stem.to_str()).unwrap_or("Root")
    }

    pub(crate) fn root(&self) -> Node<'_> {
        Node { value: self.value(), at: Place::default() }
    }

    /// A problem at a place, with its file and line.
    pub(crate) fn problem(&self, at: &Place, message: impl Into<String>) -> Problem {
        let (file, line) = match self.files.get(at.file) {
            Some(file) => (file.path.clone(), file.line(at)),
            None => (PathBuf::new(), 1),
        };
        Problem { file, line, pointer: at.pointer.clone(), message: message.into() }
    }

    /// Where a place is, for people: `file:line`.
    pub(crate) fn shown(&self, at: &Place) -> String {
        match self.files.get(at.file) {
            Some(file) => format!("{}:{}", file.path.display(), file.line(at)),
            None => String::new(),
        }
    }

    /// Notes what references may name in place of a file.
    fn note_ids(&mut self) {
        let mut found = HashMap::new();
        for (index, file) in self.files.iter().enumerate() {
            let at = Place { file: index, pointer: String::new() };
            if let Some(own) = file.value.get("$self").and_then(Value::as_text) {
                found.insert(own.to_owned(), at.clone());
            }
            // Most files have none, and the walk makes a pointer for every value.
            if file.text.contains("$id") {
                reference::ids(&Node { value: &file.value, at }, &mut found);
            }
        }
        self.ids = found;
    }

    /// Reads the files behind references, and those behind theirs.
    fn load_referenced(&mut self) {
        let mut next = 0;
        while let Some(file) = self.files.get(next) {
            next += 1;
            let mut wanted = Vec::new();
            reference::files(&file.value, &file.path, &mut wanted);
            for path in wanted {
                let key = reference::normal(&path);
                if self.by_path.contains_key(&key) || self.missing.contains_key(&key) {
                    continue;
                }
                let read = std::fs::read_to_string(&path)
                    .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
                    .and_then(|text| File::parse(&path, text).map_err(|error| error.to_string()));
                match read {
                    Ok(file) => {
                        self.by_path.insert(key, self.files.len());
                        self.files.push(file);
                    }
                    Err(message) => _ = self.missing.insert(key, message),
                }
            }
        }
    }
}

impl fmt::Debug for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<_> = self.files.iter().map(|file| &file.path).collect();
        f.debug_tuple("Description").field(&paths).finish()
    }
}

impl File {
    fn parse(path: &Path, text: String) -> Result<Self, Problem> {
        // A text that begins as JSON does, but is not, may still be YAML.
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let is_named_json = path.extension().is_some_and(|extension| extension == "json");
        let mut is_json = is_named_json || text.trim_start().starts_with(['{', '[']);
        let mut parsed = match is_json {
            true => json::parse(&text),
            false => yaml::parse(&text),
        };
        if is_json
            && !is_named_json
            && parsed.is_err()
            && let Ok(value) = yaml::parse(&text)
        {
            (is_json, parsed) = (false, Ok(value));
        }
        match parsed {
            Ok(value) => {
                let lines = OnceLock::new();
                Ok(Self { path: path.to_owned(), text, value, is_json, lines })
            }
            Err((line, message)) => Err(Problem {
                file: path.to_owned(),
                line,
                pointer: match is_json {
                    true => json::reached(&text),
                    false => yaml::reached(&text),
                },
                message: format!("{}: {message}", if is_json { "not JSON" } else { "not YAML" }),
            }),
        }
    }

    fn line(&self, at: &Place) -> usize {
        let lines = self.lines.get_or_init(|| match self.is_json {
            true => json::lines(&self.text),
            false => yaml::lines(&self.text),
        });
        lines.of(&at.pointer)
    }
}
