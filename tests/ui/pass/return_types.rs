//! Types that a response can be read as.

#![deny(warnings)]

use std::collections::HashMap;

use api_core::{Body, Bytes, Response, Result, Text, api};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct User {
    name: String,
}

#[api]
trait Users {
    #[endpoint(GET, "/0")]
    async fn r0(&self) -> Result<()>;
    #[endpoint(GET, "/1")]
    async fn r1(&self) -> Result<User>;
    #[endpoint(GET, "/2")]
    async fn r2(&self) -> Result<Option<User>>;
    #[endpoint(GET, "/3")]
    async fn r3(&self) -> Result<Vec<User>>;
    #[endpoint(GET, "/4")]
    async fn r4(&self) -> Result<Response<User>>;
    #[endpoint(GET, "/5")]
    async fn r5(&self) -> Result<Response<()>>;
    #[endpoint(GET, "/6")]
    async fn r6(&self) -> Result<Bytes>;
    #[endpoint(GET, "/7")]
    async fn r7(&self) -> Result<Text>;
    #[endpoint(GET, "/8")]
    async fn r8(&self) -> Result<Response<Bytes>>;
    #[endpoint(GET, "/9")]
    async fn r9(&self) -> Result<api_core::http::Response<Body>>;
    #[endpoint(GET, "/10")]
    async fn r10(&self) -> Result<api_core::http::HeaderMap>;
    #[endpoint(GET, "/11")]
    async fn r11(&self) -> Result<serde_json::Value>;
    #[endpoint(GET, "/12")]
    async fn r12(&self) -> Result<HashMap<String, u64>>;
    #[endpoint(GET, "/13")]
    async fn r13(&self) -> Result<Box<User>>;

    #[endpoint(HEAD, "/head")]
    async fn head(&self) -> Result<api_core::http::HeaderMap>;
}

fn name(user: User) -> String {
    user.name
}

const _: fn(User) -> String = name;

pub(super) fn main() {}
