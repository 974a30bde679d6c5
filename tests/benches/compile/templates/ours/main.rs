//! This library: endpoints declared, and called by the client's methods.

use api_core::{Client, Credentials, Envelope, Result, api};
use serde::Deserialize;

const BASE: &str = "http://localhost";
const TOKEN: &str = "Bot 1/MTAx/c2VjcmV0";

#[derive(Envelope)]
struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code)]
struct Page<T> {
    items: Vec<T>,
    page: u32,
    page_total: u32,
    total: u64,
}
// each
#[derive(Debug, Deserialize)]
#[expect(dead_code)]
struct Thing0 {
    id: String,
    name: String,
    note: Option<String>,
    unread: u64,
    open: bool,
}
// end

#[api(envelope = Kook, path = "/api/v3")]
trait Things {
    // each
    #[endpoint(GET, "/thing0/list")]
    async fn list_thing0(&self, page: u32) -> Result<Page<Thing0>>;

    #[endpoint(GET, "/thing0/{id}")]
    async fn view_thing0(&self, id: &str, lang: &str) -> Result<Thing0>;

    #[endpoint(POST, "/thing0")]
    async fn create_thing0(&self, name: &str, note: &str, times: u32) -> Result<Thing0>;

    #[endpoint(PUT, "/thing0/{id}")]
    async fn update_thing0(&self, id: &str, name: &str, note: Option<&str>) -> Result<Thing0>;

    #[endpoint(DELETE, "/thing0/{id}")]
    async fn delete_thing0(&self, id: &str) -> Result<()>;

    // end
}

// each
async fn use_thing0(api: &ThingsClient) -> Result<()> {
    let page = api.list_thing0(2).await?;
    let thing = api.view_thing0("1", "en").await?;
    let made = api.create_thing0("a", "b", 3).await?;
    let changed = api.update_thing0("1", "a", Some("b")).await?;
    api.delete_thing0("1").await?;
    println!("{page:?} {thing:?} {made:?} {changed:?}");
    Ok(())
}

// end
async fn run() -> Result<()> {
    let api = ThingsClient::new(
        Client::builder(BASE).credentials(Credentials::header("Authorization", TOKEN)).build()?,
    );
    // each
    use_thing0(&api).await?;
    // end
    Ok(())
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    println!("{:?}", runtime.expect("a runtime").block_on(run()));
}
