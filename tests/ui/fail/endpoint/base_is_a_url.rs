//! The base of an endpoint is a URL instead of a name.

use api_core::{Client, Result, api};

#[api]
trait Files {
    #[endpoint(POST, "/files", base = "https://upload.example.com")]
    async fn upload(&self) -> Result<()>;
}

fn main() {
    let files = FilesClient::new(Client::builder("http://localhost").build().unwrap());
    let _ = files.upload();
}
