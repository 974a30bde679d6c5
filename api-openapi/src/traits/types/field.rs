//! A field of a struct that is written.

use super::Rust;
use crate::document::{Place, Value};

/// A field of a struct.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) at: Place,
    pub(crate) wire_name: String,
    /// The name in snake case.
    pub(crate) name: String,
    pub(crate) rust: Rust,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) deprecated: bool,
    pub(crate) flatten: bool,
    /// True if there may be members that the description does not name.
    pub(crate) any_others: bool,
    /// True if another part requires it: a reference is sent with the `id` that only the server sets elsewhere.
    pub(crate) asked_for: bool,
    /// True if it is required, and has no other description.
    pub(crate) undescribed: bool,
    pub(crate) docs: Option<String>,
    pub(crate) comments: Vec<String>,
    /// Its schema, in a description that is made from traits.
    pub(crate) whole: Option<Value>,
}

impl Field {
    /// A field that may be missing, of which nothing else is known.
    pub(crate) fn new(at: Place, wire_name: String, name: String, rust: Rust) -> Self {
        Self {
            at,
            wire_name,
            name,
            rust,
            required: false,
            nullable: false,
            read_only: false,
            write_only: false,
            deprecated: false,
            flatten: false,
            any_others: false,
            asked_for: false,
            undescribed: false,
            docs: None,
            comments: Vec::new(),
            whole: None,
        }
    }

    /// `true` if null and nothing are not the same in what is sent, as a description of ours says itself.
    pub(super) fn is_patch(&self, is_sent: bool) -> bool {
        let is_it = match &self.whole {
            Some(whole) => whole.get("x-patch").is_some(),
            None => is_sent,
        };
        is_it && self.nullable && self.rust != Rust::Json
    }
}
