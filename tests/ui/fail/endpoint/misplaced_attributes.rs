//! An attribute of a parameter is on the method or on `self`, or one of a method is on a parameter.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/a")]
    #[header("X-Trace" = "1")]
    async fn a(&self) -> Result<String>;

    #[endpoint(GET, "/b")]
    async fn b(#[query] &self) -> Result<String>;

    #[endpoint(GET, "/c")]
    async fn c(
        &self,
        /// The name.
        name: &str,
    ) -> Result<String>;

    #[endpoint(POST, "/d")]
    async fn d(&self, #[json] user: &str) -> Result<String>;

    #[api(GET, "/e")]
    async fn e(&self) -> Result<String>;

    async fn both(&self, #[query] name: &str) -> Result<String> {
        self.c(name).await
    }
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.a().await?;
    users.b().await?;
    users.c("x").await?;
    users.d("x").await?;
    users.e().await?;
    users.both("x").await?;
    Ok(())
}

fn main() {
    _ = uses;
}
