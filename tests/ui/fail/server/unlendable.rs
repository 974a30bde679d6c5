//! An argument borrows in a way that a server cannot lend.

use std::collections::BTreeMap;

use api_core::{Client, Result, api};

#[api(server)]
trait Users {
    #[endpoint(GET, "/")]
    async fn list(&self, #[query(flatten)] filter: BTreeMap<&str, &str>) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).list(BTreeMap::new()).await
}

fn main() {
    _ = uses;
}
