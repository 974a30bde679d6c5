//! An option of a parameter has no effect on its type, or its type is one that no call could send.

use std::collections::HashMap;

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/a/{ids}")]
    async fn a(
        &self,
        #[path(list = "csv")] ids: u64,
        #[query(list = "csv")] one: Option<&str>,
        #[query(nested = "brackets")] many: &[u64],
        #[query(bools = "digits")] count: u32,
        #[query(flatten)] rest: String,
    ) -> Result<()>;

    #[endpoint(GET, "/b")]
    async fn b(
        &self,
        filter: &HashMap<String, String>,
        #[header("X-Ids")] ids: Vec<u64>,
    ) -> Result<()>;

    #[endpoint(POST, "/d", body = multipart)]
    async fn d(&self, photo: Vec<u8>) -> Result<()>;

    #[endpoint(POST, "/e")]
    async fn e(&self, #[body(form)] form: &str) -> Result<()>;

    #[endpoint(POST, "/f")]
    async fn f(&self, #[body(text)] text: &[String]) -> Result<()>;

    #[endpoint(POST, "/g")]
    async fn g(&self, #[body(json_lines)] lines: &HashMap<String, u64>) -> Result<()>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    UsersClient::new(client).list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
