//! An endpoint is half written, or written as another library would have it.

use api_core::{Client, Envelope, Result, api};

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[api]
trait Users {
    #[endpoint(GET, "/1", envelope = Wrapped<String>)]
    async fn type_arguments(&self) -> Result<String>;

    #[endpoint(GET, "/2", envelope = )]
    async fn no_value(&self) -> Result<String>;

    #[endpoint(GET, path = "/3")]
    async fn named_path(&self) -> Result<String>;

    #[endpoint(GET, PATH)]
    async fn constant_path(&self) -> Result<String>;

    #[endpoint(GET; "/5")]
    async fn semicolon(&self) -> Result<String>;

    #[endpoint(GET, "/6", "/7")]
    async fn two_paths(&self) -> Result<String>;

    #[endpoint(GET, "/8", headers("X-Trace"))]
    async fn header_without_a_value(&self) -> Result<String>;

    #[endpoint(GET, "/9", query(v = "3"))]
    async fn name_without_quotes(&self) -> Result<String>;

    #[endpoint(GET, "/10", query("v": "3"))]
    async fn colon(&self) -> Result<String>;

    #[endpoint(GET, "/{*rest}")]
    async fn star_in_front(&self, rest: &str) -> Result<String>;

    #[endpoint(GET, "/12/{id:[0-9]+}")]
    async fn pattern(&self, id: u64) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.type_arguments().await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
