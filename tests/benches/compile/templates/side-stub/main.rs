//! This library: the trait with its client and a test double.

#![allow(dead_code)]

use api_core::{Envelope, Result, api};
use serde::{Deserialize, Serialize};

#[derive(Envelope)]
struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub page: u32,
    pub page_total: u32,
    pub total: u64,
}
// each
#[derive(Debug, Deserialize, Serialize)]
pub struct Thing0 {
    pub id: String,
    pub name: String,
    pub note: Option<String>,
    pub unread: u64,
    pub open: bool,
}
// end

#[api(stub, envelope = Kook, path = "/api/v3")]
pub trait Things {
    // each
    #[endpoint(GET, "/thing0/list")]
    async fn list_thing0(&self, page: u32) -> Result<Page<Thing0>>;

    #[endpoint(GET, "/thing0/{id}")]
    async fn view_thing0(&self, id: &str, lang: &str) -> Result<Thing0>;

    #[endpoint(POST, "/thing0")]
    async fn create_thing0(&self, name: &str, note: &str, times: u32) -> Result<Thing0>;

    #[endpoint(PUT, "/thing0/{id}")]
    async fn update_thing0(&self, id: &str, name: &str, note: Option<&str>) -> Result<Thing0>;

    #[endpoint(DELETE, "/thing0/{id}")]
    async fn delete_thing0(&self, id: &str) -> Result<()>;

    // end
}

fn main() {}
