//! The description of the API: committed, printed and served.

use api_core::{Client, Result, api};

use crate::support::{block_on, kook, run, server};

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

#[api]
trait Described {
    #[endpoint(GET, "/openapi.json")]
    async fn description(&self) -> Result<serde_json::Value>;
}

#[test]
fn the_committed_description_is_that_of_the_traits() {
    api_openapi::assert_committed(COMMITTED, &kook::description());
}

#[test]
fn it_is_printed() {
    let printed = run(&mut kook(&["openapi"])).ok();
    assert_eq!(printed, std::fs::read_to_string(COMMITTED).unwrap());
}

#[test]
fn it_is_served_without_a_token() {
    let server = server();
    let client = Client::builder(server.base_url()).no_env_proxy().build().unwrap();
    let client = DescribedClient::new(client);
    let served = block_on(client.description());
    assert_eq!(served.unwrap(), kook::description().to_value().unwrap());
}
