//! A placeholder is written as another router or a template engine has it.

use api_core::{Client, Result, api};

#[api]
trait Files {
    #[endpoint(GET, "/a/*path")]
    async fn star(&self, path: &str) -> Result<String>;

    #[endpoint(GET, "/b/$id")]
    async fn dollar(&self, id: u64) -> Result<String>;

    #[endpoint(GET, "/c/${id}")]
    async fn script(&self, id: u64) -> Result<String>;

    #[endpoint(GET, "/d/{{id}}")]
    async fn mustache(&self, id: u64) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    FilesClient::new(client).star("a").await?;
    Ok(())
}

fn main() {
    _ = uses;
}
