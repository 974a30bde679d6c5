//! The endpoint of a bare list says wrongly how it goes on.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/a", page(link))]
    async fn without_a_cursor(&self, page: Option<u32>) -> Result<Vec<String>>;

    #[endpoint(GET, "/b", page())]
    async fn nothing(&self, page: Option<u32>) -> Result<Vec<String>>;

    #[endpoint(GET, "/c", page(link, offset))]
    async fn twice(&self, page: Option<u32>) -> Result<Vec<String>>;

    #[endpoint(GET, "/d", page = link)]
    async fn no_list(&self, page: Option<u32>) -> Result<Vec<String>>;

    #[endpoint(GET, "/e", page(lnik))]
    async fn misspelt(&self, page: Option<u32>) -> Result<Vec<String>>;

    #[endpoint(GET, "/f", page(last_key = "a b"))]
    async fn no_key(&self, page: Option<u32>) -> Result<Vec<String>>;

    #[endpoint(GET, "/g", page(link, until_short))]
    async fn short_link(&self, page: Option<u32>) -> Result<Vec<String>>;

    #[endpoint(GET, "/h", page(offset, first = 0))]
    async fn first_offset(&self, page: Option<u32>) -> Result<Vec<String>>;
}

async fn uses(client: Client) -> Result<()> {
    UsersClient::new(client).nothing(None).await?;
    Ok(())
}

fn main() {
    _ = uses;
}
