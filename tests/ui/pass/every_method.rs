//! Any HTTP token is a method.

#![deny(warnings)]

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/get")]
    async fn get(&self) -> Result<()>;
    #[endpoint(HEAD, "/head")]
    async fn head(&self) -> Result<()>;
    #[endpoint(POST, "/post")]
    async fn post(&self) -> Result<()>;
    #[endpoint(PUT, "/put")]
    async fn put(&self) -> Result<()>;
    #[endpoint(PATCH, "/patch")]
    async fn patch(&self) -> Result<()>;
    #[endpoint(DELETE, "/delete")]
    async fn delete(&self) -> Result<()>;
    #[endpoint(OPTIONS, "/options")]
    async fn options(&self) -> Result<()>;
    #[endpoint(TRACE, "/trace")]
    async fn trace(&self) -> Result<()>;
    #[endpoint(QUERY, "/query")]
    async fn query(&self) -> Result<()>;
    #[endpoint(CUSTOM1, "/custom")]
    async fn custom(&self) -> Result<()>;
    #[endpoint(M-SEARCH, "/search")]
    async fn search(&self) -> Result<()>;
}

pub(super) fn main() {}
