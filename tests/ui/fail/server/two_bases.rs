//! One request goes to two bases, which one server cannot tell apart.

use api_core::{Client, Result, api};

#[api(server)]
trait Files {
    #[endpoint(GET, "/status")]
    async fn status(&self) -> Result<()>;

    #[endpoint(GET, "/status", base = "uploads")]
    async fn status_of_uploads(&self) -> Result<()>;
}

fn main() {
    let files = FilesClient::new(Client::builder("http://localhost").build().unwrap());
    let _ = (files.status(), files.status_of_uploads());
}
