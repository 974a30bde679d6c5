//! The attribute is on a macro that would write the method.

use api_core::{Client, Result, api};

macro_rules! get {
    () => {
        async fn get(&self) -> Result<String>;
    };
}

#[api]
trait Users {
    #[endpoint(GET, "/a")]
    get!();

    #[endpoint(GET, "/b")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    UsersClient::new(client).list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
