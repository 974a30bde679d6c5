//! `#[endpoint]` is on a struct.

use api_core::endpoint;

#[endpoint(GET, "/users")]
struct User;

fn main() {
    _ = User;
}
