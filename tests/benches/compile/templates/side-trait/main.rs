//! A trait by `#[async_trait]`, and nothing that implements it.

#![allow(dead_code)]

use serde::{Deserialize, Serialize};

pub type Result<T> = std::result::Result<T, String>;

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

#[async_trait::async_trait]
pub trait Things: Send + Sync {
    // each
    async fn list_thing0(&self, page: u32) -> Result<Page<Thing0>>;
    async fn view_thing0(&self, id: &str, lang: &str) -> Result<Thing0>;
    async fn create_thing0(&self, name: &str, note: &str, times: u32) -> Result<Thing0>;
    async fn update_thing0(&self, id: &str, name: &str, note: Option<&str>) -> Result<Thing0>;
    async fn delete_thing0(&self, id: &str) -> Result<()>;
    // end
}

fn main() {}
