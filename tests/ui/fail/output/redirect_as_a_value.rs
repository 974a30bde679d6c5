//! A redirect is declared a success, and the return type loses where it leads to.

use api_core::{Result, api};

#[api]
trait Archives {
    #[endpoint(GET, "/archive", success = [302])]
    async fn get(&self) -> Result<String>;
}

fn main() {
    let client = api_core::Client::builder("http://localhost").build().unwrap();
    drop(ArchivesClient::new(client).get());
}
