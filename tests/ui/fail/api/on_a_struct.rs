//! `#[api]` is on a struct.

use api_core::api;

#[api]
struct Users {
    name: String,
}

fn main() {}
