//! The key of the last item is of another type than the parameter with `#[cursor]`.
//! Remedy: change the type of the parameter, or name another key.

use api_core::{Client, Result, api};
use serde::Deserialize;

#[derive(Deserialize)]
struct Charge {
    id: String,
    number: u64,
}

#[api]
trait Charges {
    #[endpoint(GET, "/charges", page(last_key = "id"))]
    async fn list(&self, #[cursor] after: Option<u32>) -> Result<Vec<Charge>>;

    #[endpoint(GET, "/numbers", page(last_key = "number"))]
    async fn numbers(&self, #[cursor] after: Option<u32>) -> Result<Vec<Charge>>;
}

async fn uses(client: Client) -> Result<Vec<Charge>> {
    ChargesClient::new(client).list(None).items().try_collect().await
}

fn main() {
    _ = uses;
}
