//! A query value that can be sent and not received.

use api_core::{Client, Result, api};
use serde::Serialize;

#[derive(Serialize)]
pub enum Order {
    Newest,
    Oldest,
}

#[api(server)]
trait Users {
    #[endpoint(GET, "/")]
    async fn list(&self, order: Order) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).list(Order::Newest).await
}

fn main() {
    _ = uses;
}
