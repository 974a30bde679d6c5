//! An error that cannot be sent to a client.

use api_core::{Client, Error, api};

#[derive(Debug)]
pub struct Failed(Error);

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

#[api(server)]
trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64) -> Result<String, Failed>;
}

async fn uses(client: Client) -> Result<String, Failed> {
    UsersClient::new(client).get(7).await
}

fn main() {
    _ = uses;
}
