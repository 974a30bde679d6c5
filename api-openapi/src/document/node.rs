//! A value and its place.

use super::{Place, Value};

/// A value of a description, and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) value: &'a Value,
    pub(crate) at: Place,
}

impl<'a> Node<'a> {
    /// The member of this name, unless it is null.
    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        let value = self.value.get(name).filter(|value| **value != Value::Null)?;
        Some(Node { value, at: self.at.step(name) })
    }

    /// The text of a member. A number or a truth value counts as one: YAML takes `version: 1.0` as
    /// a number.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        match self.value.get(name)? {
            Value::Text(text) => Some(text.clone()),
            value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
            _ => None,
        }
    }

    /// `true` if the member is true.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.bool(name).unwrap_or(false)
    }

    pub(crate) fn bool(&self, name: &str) -> Option<bool> {
        match self.value.get(name)? {
            Value::Bool(value) => Some(*value),
            Value::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The members, if it is an object.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        let at = self.at.clone();
        let members = match self.value {
            Value::Object(members) => Some(members.iter()),
            _ => None,
        };
        members
            .into_iter()
            .flatten()
            .map(move |(name, value)| (name.as_str(), Node { value, at: at.step(name) }))
    }

    /// The elements, if it is a list.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> + use<'a> {
        let at = self.at.clone();
        let items = match self.value {
            Value::List(items) => items.as_slice(),
            _ => &[],
        };
        items
            .iter()
            .enumerate()
            .map(move |(index, value)| Node { value, at: at.step(&index.to_string()) })
    }

    /// The texts of a list.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        let list = self.get(name);
        let items = list.iter().flat_map(Node::items);
        items.filter_map(|item| item.value.as_text().map(str::to_owned)).collect()
    }
}
