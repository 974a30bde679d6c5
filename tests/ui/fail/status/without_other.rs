//! No variant is for errors without a status.

use api_core::{Result, StatusError, api};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Basic {}

#[derive(Debug, StatusError)]
enum Failure {
    #[status(404)]
    NotFound(Basic),
}

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64) -> Result<String, Failure>;
}

fn main() {}
