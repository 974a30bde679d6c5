//! A trait uses an envelope with an error.

use api_core::{Envelope, Result, api};

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    data: T,
}

#[api(envelope = Wrapped)]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

fn main() {}
