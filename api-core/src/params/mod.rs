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
