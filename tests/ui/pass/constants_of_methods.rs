//! Types and constants that no argument names, and endpoints with the names of constants.

#![deny(warnings)]
#![allow(non_snake_case)]

use api_core::{Client, Result, api};
use serde::de::DeserializeOwned;

#[api]
pub trait Users {
    #[endpoint(GET, "/users")]
    async fn page<const SIZE: usize>(&self, from: impl Into<u64>) -> Result<Vec<String>>;

    #[endpoint(GET, "/users/{id}")]
    async fn get<'a, T, M>(&'a self, id: &'a str) -> Result<T>
    where
        T: DeserializeOwned + Send + 'static,
        M: Send + 'a;

    #[endpoint(GET, "/page")]
    async fn ENDPOINT_PAGE(&self) -> Result<()>;

    #[endpoint(GET, "/page/2")]
    async fn Page(&self) -> Result<()>;

    #[endpoint(GET, "/page/3")]
    async fn page_2(&self) -> Result<()>;
}

pub(super) fn main() {
    let client = Client::builder("https://example.com").build().unwrap();
    let users = UsersClient::new(client);
    let request = users.page::<3>(7_u64).build().unwrap();
    assert_eq!(request.uri(), "https://example.com/users?from=7");
    assert_eq!(UsersClient::ENDPOINTS.len(), 5);
}
