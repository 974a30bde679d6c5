//! Descriptions as documents: files of JSON or YAML, and the references between them.
//!
//! | question | file |
//! | --- | --- |
//! | A text is read wrongly, or turned down | `json.rs`, `yaml.rs` |
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
use self::problem::Broken;
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
        let bytes = std::fs::read(path).map_err(|error| Problem {
            file: path.to_owned(),
            line: 1,
            pointer: String::new(),
            message: format!("the file cannot be read: {error}"),
        })?;
        Ok(Self::of(File::of_bytes(path, bytes)?))
    }

    /// Takes a text as the description. References to other files are relative to `path`.
    ///
    /// # Errors
    ///
    /// The text is neither JSON nor YAML.
    pub fn read(path: impl AsRef<Path>, text: impl Into<String>) -> Result<Self, Problem> {
        Ok(Self::of(File::parse(path.as_ref(), text.into())?))
    }

    /// The description whose first file this is.
    fn of(file: File) -> Self {
        let mut description = Self {
            by_path: HashMap::from([(reference::normal(&file.path), 0)]),
            files: vec![file],
            missing: HashMap::new(),
            ids: HashMap::new(),
        };
        description.load_referenced();
        description.note_ids();
        description
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

    /// The members whose name another before them has. The last counts: real descriptions have such, and
    /// every reader that people use takes them so.
    pub(crate) fn repeated(&self) -> impl Iterator<Item = Place> {
        let files = self.files.iter().enumerate();
        files.flat_map(|(file, of)| {
            let pointers = of.lines().repeated().iter();
            pointers.map(move |pointer| Place { file, pointer: pointer.clone() })
        })
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
                let read = std::fs::read(&path)
                    .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
                    .and_then(|it| File::of_bytes(&path, it).map_err(|error| error.to_string()));
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
    fn of_bytes(path: &Path, bytes: Vec<u8>) -> Result<Self, Problem> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let valid = error.as_bytes().get(..valid).unwrap_or_default();
            let valid = String::from_utf8_lossy(valid);
            // The reading of the text before it stops at the same place.
            let pointer = match valid.trim_start().starts_with(['{', '[']) {
                true => json::parse(&valid).err(),
                false => yaml::parse(&format!("{valid}\0")).err(),
            };
            Problem {
                file: path.to_owned(),
                line: valid.split('\n').count(),
                pointer: pointer.map(|broken| broken.pointer).unwrap_or_default(),
                message: "a byte that is no UTF-8: write the file in UTF-8".to_owned(),
            }
        })?;
        Self::parse(path, text)
    }

    fn parse(path: &Path, text: String) -> Result<Self, Problem> {
        // A text that begins as JSON does, but is not, may still be YAML.
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let is_named_json = path.extension().is_some_and(|extension| extension == "json");
        let mut is_json = is_named_json || text.trim_start().starts_with(['{', '[']);
        if text.trim().is_empty() {
            let (line, pointer) = (1, String::new());
            let message = "the file is empty: write a description".to_owned();
            return Err(Problem { file: path.to_owned(), line, pointer, message });
        }
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
            Err(Broken { line, pointer, message }) => Err(Problem {
                file: path.to_owned(),
                line,
                pointer,
                message: format!("not {}: {message}", if is_json { "JSON" } else { "YAML" }),
            }),
        }
    }

    fn line(&self, at: &Place) -> usize {
        self.lines().of(&at.pointer)
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| match self.is_json {
            true => json::lines(&self.text),
            false => yaml::lines(&self.text),
        })
    }
}
