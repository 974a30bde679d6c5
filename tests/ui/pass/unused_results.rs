//! The generated code discards no result in silence.

#![deny(unused_results, warnings)]

use api_core::{Context, Result, api};

#[api(server, stub, extensible)]
pub trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, #[context] cx: &Context, id: u64, tags: &[&str]) -> Result<String>;

    #[endpoint(POST, "/users")]
    async fn create(&self, name: &str, #[header("X-Tag")] tag: Option<&str>) -> Result<()>;

    #[endpoint(POST, "/files")]
    async fn upload(&self, #[part] file: api_core::Part, title: &str) -> Result<()>;

    #[endpoint(POST, "/forms")]
    async fn form(&self, #[body(form)] form: &[(&str, &str)]) -> Result<()>;
}

pub(super) fn main() {
    let stub = UsersStub::new();
    _ = stub.create().respond(());
}
