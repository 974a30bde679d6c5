//! `$ref`: a pointer into this file or into another.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use super::{Description, Node, Place, Problem, Value};

/// The most references that lead to each other, without anything beside them.
const CHAIN: usize = 32;

impl Description {
    /// The node itself, or the one behind its `$ref`s.
    pub(crate) fn resolve<'a>(&'a self, node: &Node<'a>) -> Result<Node<'a>, Problem> {
        let mut node = node.clone();
        let mut met = HashSet::new();
        while let Some(reference) = node.value.get("$ref").filter(|it| **it != Value::Null) {
            let Value::Text(reference) = reference else {
                let message = format!("a `$ref` is a text, and this is {}", reference.kind());
                return Err(self.problem(&node.at.step("$ref"), message));
            };
            if !met.insert(node.at.clone()) {
                return Err(self.problem(&node.at, "this `$ref` leads back to itself"));
            }
            if met.len() > CHAIN {
                let message = format!("more than {CHAIN} `$ref`s that lead to each other");
                return Err(self.problem(&node.at, message));
            }
            node = self.follow(&node.at, reference)?;
        }
        Ok(node)
    }

    /// The node behind the `$ref` at `at`.
    pub(crate) fn follow<'a>(&'a self, at: &Place, reference: &str) -> Result<Node<'a>, Problem> {
        let at_reference = at.step("$ref");
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let start = match self.ids.get(file) {
            Some(known) => known.clone(),
            None => Place { file: self.file_of(at, reference, file)?, pointer: String::new() },
        };
        let root = self.files.get(start.file).map_or(&Value::Null, |file| &file.value);
        let value = start.steps().iter().try_fold(root, |value, step| value.step(step));
        let mut node = Node { value: value.unwrap_or(&Value::Null), at: start };
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return anchor(&node, pointer).ok_or_else(|| {
                self.problem(&at_reference, format!("there is no `$anchor` named `{pointer}`"))
            });
        }
        for step in pointer.split('/').skip(1) {
            let step = decoded(step).replace("~1", "/").replace("~0", "~");
            node = match node.value.step(&step) {
                Some(value) => Node { value, at: node.at.step(&step) },
                None => {
                    let message = format!("`{reference}` leads nowhere: there is no `{step}`");
                    return Err(self.problem(&at_reference, message));
                }
            };
        }
        Ok(node)
    }

    /// The file that a `$ref` at `at` names: its own, or one beside it.
    fn file_of(&self, at: &Place, reference: &str, file: &str) -> Result<usize, Problem> {
        if file.is_empty() {
            return Ok(at.file);
        }
        if file.contains("://") {
            let message = format!("`{reference}` is on the network, which is not asked");
            return Err(self.problem(&at.step("$ref"), message));
        }
        let from = self.files.get(at.file).map_or(Path::new(""), |file| &file.path);
        let path = normal(&beside(from, file));
        self.by_path.get(&path).copied().ok_or_else(|| {
            let reason = self.missing.get(&path).cloned();
            let message = reason.unwrap_or_else(|| format!("there is no file `{file}`"));
            self.problem(&at.step("$ref"), message)
        })
    }
}

/// The schema with this `$anchor` or `$dynamicAnchor`.
fn anchor<'a>(node: &Node<'a>, name: &str) -> Option<Node<'a>> {
    let is_called = |word: &str| node.value.get(word).and_then(Value::as_text) == Some(name);
    if is_called("$anchor") || is_called("$dynamicAnchor") {
        return Some(node.clone());
    }
    let inside: Vec<Node<'a>> = match node.value {
        Value::Object(_) => node.entries().map(|(_, child)| child).collect(),
        Value::List(_) => node.items().collect(),
        _ => return None,
    };
    inside.iter().find_map(|child| anchor(child, name))
}

/// The files that the references of `value` name, which is a part of the file at `from`.
pub(super) fn files(value: &Value, from: &Path, found: &mut Vec<PathBuf>) {
    match value {
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_text) {
                let file = reference.split('#').next().unwrap_or_default();
                if !file.is_empty() && !file.contains("://") {
                    found.push(beside(from, file));
                }
            }
            members.values().for_each(|value| files(value, from, found));
        }
        Value::List(items) => items.iter().for_each(|value| files(value, from, found)),
        _ => {}
    }
}

/// Notes the schemas below `node` that have a name of their own, an `$id`.
pub(super) fn ids(node: &Node<'_>, found: &mut HashMap<String, Place>) {
    match node.value {
        Value::Object(members) => {
            if let Some(id) = members.get("$id").and_then(Value::as_text) {
                found.insert(id.trim_end_matches('#').to_owned(), node.at.clone());
            }
            node.entries().for_each(|(_, child)| ids(&child, found));
        }
        Value::List(_) => node.items().for_each(|child| ids(&child, found)),
        _ => {}
    }
}

/// The path of `file` as the file at `from` names it.
fn beside(from: &Path, file: &str) -> PathBuf {
    from.parent().unwrap_or(Path::new("")).join(decoded(file))
}

/// The path without `.` and `..`, so that two ways to a file are one.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => _ = normal.pop(),
            other => normal.push(other),
        }
    }
    normal
}

/// A text without its percent-encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *byte == b'%') {
            Some(decoded) => {
                bytes.push(decoded);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
