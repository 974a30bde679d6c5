//! pincer.

use std::result::Result;

use pincer::prelude::*;
use serde::{Deserialize, Serialize};
use url::Url;

const BASE: &str = "http://localhost";
const TOKEN: &str = "Bot 1/MTAx/c2VjcmV0";

#[derive(Debug)]
#[expect(dead_code)]
enum Error {
    Http(pincer::Error),
    Api { code: i64, message: String },
}

impl From<pincer::Error> for Error {
    fn from(error: pincer::Error) -> Self {
        Self::Http(error)
    }
}

#[derive(Deserialize)]
struct Kook<T> {
    code: i64,
    message: String,
    data: T,
}

impl<T> Kook<T> {
    fn open(self) -> Result<T, Error> {
        if self.code == 0 {
            Ok(self.data)
        } else {
            Err(Error::Api { code: self.code, message: self.message })
        }
    }
}

#[derive(Deserialize)]
struct Nothing {}

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

#[derive(Serialize)]
struct CreateThing0<'a> {
    name: &'a str,
    note: &'a str,
    times: u32,
}

#[derive(Serialize)]
struct UpdateThing0<'a> {
    name: &'a str,
    note: Option<&'a str>,
}
// end

#[pincer(url = "http://localhost", mode = "wrapper")]
trait Things {
    // each
    #[get("/api/v3/thing0/list")]
    async fn list_thing0(
        &self,
        #[header("Authorization")] token: &str,
        #[query] page: u32,
    ) -> pincer::Result<Kook<Page<Thing0>>>;

    #[get("/api/v3/thing0/{id}")]
    async fn view_thing0(
        &self,
        #[header("Authorization")] token: &str,
        #[path] id: &str,
        #[query] lang: &str,
    ) -> pincer::Result<Kook<Thing0>>;

    #[post("/api/v3/thing0")]
    async fn create_thing0(
        &self,
        #[header("Authorization")] token: &str,
        #[body] create: &CreateThing0<'_>,
    ) -> pincer::Result<Kook<Thing0>>;

    #[put("/api/v3/thing0/{id}")]
    async fn update_thing0(
        &self,
        #[header("Authorization")] token: &str,
        #[path] id: &str,
        #[body] update: &UpdateThing0<'_>,
    ) -> pincer::Result<Kook<Thing0>>;

    #[delete("/api/v3/thing0/{id}")]
    async fn delete_thing0(
        &self,
        #[header("Authorization")] token: &str,
        #[path] id: &str,
    ) -> pincer::Result<Kook<Nothing>>;

    // end
}

// each
async fn use_thing0(api: &impl Things) -> Result<(), Error> {
    let page = api.list_thing0(TOKEN, 2).await?.open()?;
    let thing = api.view_thing0(TOKEN, "1", "en").await?.open()?;
    let create = CreateThing0 { name: "a", note: "b", times: 3 };
    let made = api.create_thing0(TOKEN, &create).await?.open()?;
    let update = UpdateThing0 { name: "a", note: Some("b") };
    let changed = api.update_thing0(TOKEN, "1", &update).await?.open()?;
    let Nothing {} = api.delete_thing0(TOKEN, "1").await?.open()?;
    println!("{page:?} {thing:?} {made:?} {changed:?}");
    Ok(())
}

// end
async fn run() -> Result<(), Error> {
    let api = {
        let base: Url = BASE.parse().expect("a base");
        let client = ApiClient::with_url(HyperClient::new(), base.clone());
        ThingsClient::with_base_url(client, base)
    };
    // each
    use_thing0(&api).await?;
    // end
    Ok(())
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    println!("{:?}", runtime.expect("a runtime").block_on(run()));
}
