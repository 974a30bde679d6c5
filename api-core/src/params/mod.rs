//! The kinds of parameters at run time. A kind is a file: the statements of generated code by which a
//! client writes the value, a server reads it (`read`), and a description names it (`describe`).
//!
//! `api-macros/src/params/` has the same files: what the macro knows of each kind. How a value is written
//! as a text and read back is in `wire/`.

mod body;
mod field;
mod header;
mod part;
mod path;
mod query;
mod url;

/// A description names a parameter whose type it does not know.
#[cfg(feature = "openapi")]
mod describe {
    use serde_json::{Value, json};

    use crate::endpoint::Location;
    use crate::openapi::operation::Operation;
    use crate::openapi::schema::Object;
    use crate::wire::style::Style;

    impl Operation<'_> {
        /// A parameter whose type the caller chooses.
        pub fn any(&mut self, location: Location, name: &'static str) {
            match location {
                Location::Path => {
                    self.placeholder(name, json!({ "type": "string" }), Object::default())
                }
                Location::Query => self.query_pairs(name, Value::Bool(true), Style::PLAIN),
                Location::Header => self.single_header(name, Value::Bool(true), Object::default()),
                Location::Field | Location::Part => self.body.member(name, Value::Bool(true)),
                Location::Body => self.body.any(),
                Location::Url => self.url(),
            }
        }
    }
}
