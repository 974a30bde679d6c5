//! `#[api]` is on a function.

use api_core::api;

#[api]
fn users() {}

fn main() {}
