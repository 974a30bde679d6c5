//! Traits, methods and arguments whose names are keywords, or come to one.

#![deny(warnings)]

use api_core::{Client, Result, api};

#[api(server, stub)]
pub trait r#Type {
    #[endpoint(GET, "/match/{type}")]
    async fn r#match(&self, r#type: &str) -> Result<String>;

    #[endpoint(GET, "/self")]
    async fn self_(&self) -> Result<String>;

    #[endpoint(GET, "/1")]
    async fn _1(&self) -> Result<String>;
}

pub(super) fn main() {
    let client = Client::builder("https://example.com").build().unwrap();
    let request = TypeClient::new(client).r#match("a").build().unwrap();
    assert_eq!(request.uri(), "https://example.com/match/a");
    _ = TypeStub::new()._1().respond(String::new());
}
