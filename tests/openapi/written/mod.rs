//! Traits that `api-openapi traits` has written from descriptions of traits: see `round_trip.rs`.

#![allow(unreachable_pub)] // they are written for a library
#![allow(unused_qualifications)] // this package has `http`, which not every library has

pub(crate) mod everything;
pub(crate) mod kook;
pub(crate) mod paged;
pub(crate) mod returns;
pub(crate) mod streams;
pub(crate) mod user_chat;
pub(crate) mod wrapped;
