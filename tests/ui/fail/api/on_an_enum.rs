//! `#[api]` is on an enum.

use api_core::api;

#[api]
enum Users {}

fn main() {}
