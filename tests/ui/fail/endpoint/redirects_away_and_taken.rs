//! A redirect is the response, and is followed.

use api_core::{Client, Response, Result, api};

#[api]
trait Files {
    #[endpoint(GET, "/file", redirects = away, success = [200, 302])]
    async fn file(&self) -> Result<Response<()>>;
}

fn main() {
    let files = FilesClient::new(Client::builder("http://localhost").build().unwrap());
    let _ = files.file();
}
