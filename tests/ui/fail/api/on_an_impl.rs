//! `#[api]` is on an implementation.

use api_core::api;

struct Users;

#[api]
impl Users {}

fn main() {}
