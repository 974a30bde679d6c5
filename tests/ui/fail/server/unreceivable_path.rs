//! A path value that can be sent and not received.

use std::fmt;

use api_core::{Client, Result, api};

pub struct Id(u64);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[api(server)]
trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: Id) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).get(Id(7)).await
}

fn main() {
    _ = uses;
}
