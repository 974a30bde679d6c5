//! An endpoint is generic.

#![deny(warnings)]

use api_core::{Result, api};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[api]
trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get<T>(&self, id: impl Into<String>) -> Result<T>
    where
        T: DeserializeOwned + Send + 'static,
        Self: Sized;

    #[endpoint(POST, "/")]
    async fn post<T: Serialize + Send + Sync>(&self, #[body] item: &T) -> Result<()>
    where
        Self: Sized;

    #[endpoint(GET, "/shown/{id}")]
    async fn shown(&self, id: impl std::fmt::Display + Sync) -> Result<()>
    where
        Self: Sized;
}

pub(super) fn main() {}
