//! An endpoint whose URL is a parameter names a base, too.

use api_core::{Client, Result, api};

#[api]
trait Files {
    #[endpoint(GET, base = "uploads")]
    async fn at(&self, #[url] url: &str) -> Result<()>;
}

fn main() {
    let files = FilesClient::new(Client::builder("http://localhost").build().unwrap());
    let _ = files.at("/x");
}
