//! `#[endpoint]` is on an implementation.

use api_core::endpoint;

struct User;

#[endpoint(GET, "/users")]
impl User {}

fn main() {
    _ = User;
}
