//! What a trait may look like, and what it still is once it has a client.

mod dynamic;
mod from_macros;
mod generic;
mod names;
mod outputs;
mod supertraits;
mod table;
mod visibility;
