//! A value is not what its place takes: a macro, another kind of text, another sign.

use api_core::{Client, Envelope, Result, api};

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success == 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[api(path = "/v1"; base_url = "https://example.com")]
trait Sites {}

#[api("https://example.com")]
trait Hosts {}

#[api(extends("Sites"))]
trait Pages {}

#[api]
trait Users {
    #[endpoint(GET /a)]
    async fn slash(&self) -> Result<String>;

    #[endpoint(GET, /a/{id})]
    async fn id(&self, id: u64) -> Result<String>;

    #[endpoint(POST, "/number")]
    async fn number(&self, #[body(5)] body: &str) -> Result<String>;

    #[endpoint(GET, concat!("/a", "/b"))]
    async fn a(&self) -> Result<String>;

    #[endpoint(GET, b"/b")]
    async fn b(&self) -> Result<String>;

    #[endpoint(GET, "/c", timeout = 5)]
    async fn c(&self) -> Result<String>;

    #[endpoint(GET, "/d", page = link)]
    async fn d(&self, #[cursor] page: u64) -> Result<Vec<String>>;

    #[endpoint(GET, "/e", envelope = None)]
    async fn e(&self) -> Result<String>;

    #[endpoint(GET, "/f/{r#type}")]
    async fn f(&self, r#type: u8) -> Result<String>;

    #[endpoint(POST, "/g")]
    async fn g(&self, #[body = form] body: &str) -> Result<String>;

    #[endpoint(POST, "/h")]
    async fn h(&self, #[part("f", filename = "x")] part: api_core::Part) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.a().await?;
    users.c().await?;
    users.e().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
