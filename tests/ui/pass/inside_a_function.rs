//! A trait is declared in a function.

#![deny(warnings)]

use api_core::{Client, Result, api};

fn client(client: Client) {
    #[api]
    trait Users {
        #[endpoint(GET, "/")]
        async fn get(&self) -> Result<String>;
    }
    _ = UsersClient::new(client).get();
}

const _: fn(Client) = client;

pub(super) fn main() {}
