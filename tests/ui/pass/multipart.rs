//! Types of parts.

#![deny(warnings)]

use std::collections::{BTreeMap, HashMap};

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

#[api(server, stub)]
trait Albums {
    #[endpoint(POST, "/list")]
    async fn list(&self, #[part(flatten)] files: Vec<(String, Part)>, n: u8) -> Result<()>;

    #[endpoint(POST, "/map")]
    async fn map(&self, #[part(flatten)] files: BTreeMap<String, Part>) -> Result<()>;

    #[endpoint(POST, "/hashed")]
    async fn hashed(&self, #[part(flatten)] files: HashMap<String, Part>) -> Result<()>;
}

pub(super) fn main() {}
