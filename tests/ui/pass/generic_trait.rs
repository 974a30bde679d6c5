//! A trait is generic.

#![deny(warnings, missing_docs, missing_debug_implementations)]

use api_core::{Client, Result, api};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Things.
#[api]
pub trait Crud<T>: Clone
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// One.
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64) -> Result<T>;

    /// All.
    #[endpoint(GET, "/")]
    async fn list(&self) -> Result<Vec<T>>;

    /// A new one.
    #[endpoint(POST, "/")]
    async fn post(&self, #[body] item: &T) -> Result<T>;
}

/// Of texts.
pub fn texts(client: Client) -> impl Crud<String> {
    CrudClient::<String>::new(client).clone()
}

pub(super) fn main() {}
