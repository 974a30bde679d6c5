//! `#[endpoint]` is on a function.

use api_core::endpoint;

#[endpoint(GET, "/users")]
async fn get() {}

fn main() {
    _ = get;
}
