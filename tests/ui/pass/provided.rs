//! A method with a body, which calls the endpoints.

#![deny(warnings)]

use api_core::{Result, api};

#[api]
trait Users {
    const LIMIT: usize = 10;

    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64) -> Result<String>;

    /// Provided.
    async fn first(&self) -> Result<String> {
        let (a, _) = (self.get(1).await?, Self::LIMIT);
        Ok(a)
    }

    fn plain(&self) -> usize {
        Self::LIMIT
    }
}

pub(super) fn main() {}
