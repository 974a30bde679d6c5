//! Two endpoints whose names are the same in upper case.

#![allow(non_snake_case)]

use api_core::{Client, Result, api};

#[api]
trait Twins {
    #[endpoint(GET, "/upper")]
    async fn getUser(&self) -> Result<()>;

    #[endpoint(GET, "/lower")]
    async fn getuser(&self) -> Result<()>;
}

pub(super) fn main() {
    let twins = TwinsClient::new(Client::builder("https://example.com").build().unwrap());
    assert_eq!(twins.getUser().build().unwrap().uri(), "https://example.com/upper");
    assert_eq!(twins.getuser().build().unwrap().uri(), "https://example.com/lower");
}
