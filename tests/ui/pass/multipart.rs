//! Types of parts.

#![deny(warnings)]

use api_core::{Part, Result, api};

#[api]
trait Users {
    #[endpoint(POST, "/files")]
    async fn upload(
        &self,
        #[part] title: &str,
        #[part("file")] file: Part,
        #[part] cover: Option<Part>,
        #[part] pages: Vec<Part>,
        #[part] tags: Vec<&str>,
    ) -> Result<()>;

    #[endpoint(POST, "/fields", body = multipart)]
    async fn fields(&self, title: &str, count: Option<u8>) -> Result<()>;
}

pub(super) fn main() {}
