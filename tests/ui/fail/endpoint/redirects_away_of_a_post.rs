//! A POST follows redirects to other origins.

use api_core::{Client, Result, api};

#[api]
trait Files {
    #[endpoint(POST, "/files", redirects = away)]
    async fn upload(&self, name: &str) -> Result<()>;
}

fn main() {
    let files = FilesClient::new(Client::builder("http://localhost").build().unwrap());
    let _ = files.upload("a");
}
