//! Types of bodies.

#![deny(warnings)]

use api_core::{Body, Patch, Result, api};
use serde::Serialize;

#[derive(Serialize)]
struct User<'a> {
    name: &'a str,
}

#[api]
trait Users {
    #[endpoint(POST, "/fields")]
    async fn fields(&self, name: &str, age: Option<u8>, tags: &[&str], more: Patch<u8>) -> Result<()>;

    #[endpoint(POST, "/json")]
    async fn json(&self, #[body] user: &User<'_>) -> Result<()>;

    #[endpoint(POST, "/optional")]
    async fn optional(&self, #[body] user: Option<&User<'_>>) -> Result<()>;

    #[endpoint(POST, "/form", body = form)]
    async fn form(&self, name: &str, #[field(list = "brackets")] ids: &[u8]) -> Result<()>;

    #[endpoint(POST, "/whole-form")]
    async fn whole_form(&self, #[body(form)] user: &User<'_>) -> Result<()>;

    #[endpoint(POST, "/text")]
    async fn text(&self, #[body(text, content_type = "text/csv")] text: String) -> Result<()>;

    #[endpoint(POST, "/bytes")]
    async fn bytes(&self, #[body(bytes)] bytes: &[u8]) -> Result<()>;

    #[endpoint(POST, "/stream")]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<()>;

    #[endpoint(DELETE, "/delete")]
    async fn delete(&self, #[body] user: &User<'_>) -> Result<()>;

    #[endpoint(GET, "/get", allow_body)]
    async fn get(&self, #[body] user: &User<'_>) -> Result<()>;
}

const _: fn(&str) -> User<'_> = |name| User { name };

pub(super) fn main() {}
