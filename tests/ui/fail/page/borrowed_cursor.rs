//! The function that is asked for pages borrows its cursor.

use std::sync::Arc;

use api_core::{Paginated, Result, api};
use serde::Deserialize;

#[derive(Deserialize, Paginated)]
struct Page {
    #[page(items)]
    names: Vec<String>,
    #[page(next)]
    next: Option<String>,
}

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self, #[cursor] after: Option<&str>) -> Result<Page>;
}

async fn uses(users: Arc<dyn Users>) -> Result<Vec<String>> {
    api_core::pages(|after| users.list(after)).items().try_collect().await
}

fn main() {
    _ = uses;
}
