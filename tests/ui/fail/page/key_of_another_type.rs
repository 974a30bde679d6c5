//! The key of the last item, or an offset, is of another type than the parameter with `#[cursor]`.
//! Remedy: change the type of the parameter, or name another key.

use api_core::{Client, Paginated, Result, api};
use serde::Deserialize;

#[derive(Deserialize)]
struct Charge {
    id: String,
    number: u64,
}

#[derive(Deserialize, Paginated)]
#[page(last_key = "id")]
struct ById {
    data: Vec<Charge>,
}

#[derive(Deserialize, Paginated)]
#[page(last_key = "number")]
struct ByNumber {
    data: Vec<Charge>,
}

#[api]
trait Charges {
    #[endpoint(GET, "/charges", page(last_key = "id"))]
    async fn list(&self, #[cursor] after: Option<u32>) -> Result<Vec<Charge>>;

    #[endpoint(GET, "/numbers", page(last_key = "number"))]
    async fn numbers(&self, #[cursor] after: Option<u32>) -> Result<Vec<Charge>>;

    #[endpoint(GET, "/offset", page(offset))]
    async fn offset(&self, #[cursor] after: Option<&str>) -> Result<Vec<Charge>>;

    #[endpoint(GET, "/by-id")]
    async fn by_id(&self, #[cursor] after: Option<u32>) -> Result<ById>;

    #[endpoint(GET, "/by-number")]
    async fn by_number(&self, #[cursor] after: Option<&str>) -> Result<ByNumber>;

    #[endpoint(GET, "/by-small-number")]
    async fn by_small_number(&self, #[cursor] after: Option<u16>) -> Result<ByNumber>;
}

async fn uses(client: Client) -> Result<Vec<Charge>> {
    ChargesClient::new(client).list(None).items().try_collect().await
}

fn main() {
    _ = uses;
}
