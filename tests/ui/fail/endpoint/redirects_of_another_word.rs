//! `redirects` has another word than `away`.

use api_core::{Client, Result, api};

#[api]
trait Files {
    #[endpoint(GET, "/file", redirects = all)]
    async fn file(&self) -> Result<()>;
}

fn main() {
    let files = FilesClient::new(Client::builder("http://localhost").build().unwrap());
    let _ = files.file();
}
