//! Parts whose names the caller chooses are declared wrongly.

use api_core::{Client, Part, Result, api};

#[api]
trait Albums {
    #[endpoint(POST, "/json")]
    async fn json(&self, #[part(flatten, json)] files: Vec<(String, Part)>) -> Result<()>;

    #[endpoint(POST, "/named")]
    async fn named(&self, #[part("files", flatten)] files: Vec<(String, Part)>) -> Result<()>;

    #[endpoint(POST, "/form", body = form)]
    async fn form(&self, #[part(flatten)] files: Vec<(String, Part)>) -> Result<()>;

    #[endpoint(POST, "/nameless")]
    async fn nameless(&self, title: &str) -> Result<()>;
}

#[api]
trait Nameless {
    #[endpoint(POST, "/nameless")]
    async fn nameless(&self, #[part(flatten)] files: Vec<Part>) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    AlbumsClient::new(client.clone()).nameless("a").await?;
    NamelessClient::new(client).nameless(vec![]).await
}

fn main() {
    _ = uses;
}
