//! A `#[cursor]` is where no other value can take its place.

use api_core::{Client, Context, Paginated, Result, api};
use serde::Deserialize;

#[derive(Deserialize, Paginated)]
#[page(until_short)]
struct Page(Vec<String>);

#[api]
trait Users {
    #[endpoint(GET, "/users/{page}")]
    async fn in_path(&self, #[cursor] page: u32) -> Result<Page>;

    #[endpoint(POST, "/users")]
    async fn in_body(&self, #[cursor] #[body] page: u32) -> Result<Page>;

    #[endpoint(GET, "/users")]
    async fn spread(&self, #[cursor] #[query(flatten)] page: &[(&str, u32)]) -> Result<Page>;

    #[endpoint(GET, "/context")]
    async fn context(&self, #[cursor] #[context] context: &Context) -> Result<Page>;

    #[endpoint(GET, "/named")]
    async fn named(&self, #[cursor("page")] page: u32) -> Result<Page>;

    #[endpoint(GET, "/twice")]
    async fn twice(&self, #[cursor] #[cursor] page: u32) -> Result<Page>;
}

async fn uses(client: Client) -> Result<Vec<String>> {
    UsersClient::new(client).in_path(1).items().try_collect().await
}

fn main() {
    _ = uses;
}
