//! rfeign.

use rfeign::{ClientBuilder, ReqwestTransport};
use serde::{Deserialize, Serialize};

const BASE: &str = "http://localhost";

#[derive(Debug)]
#[expect(dead_code)]
enum Error {
    Http(rfeign::Error),
    Api { code: i64, message: String },
}

impl From<rfeign::Error> for Error {
    fn from(error: rfeign::Error) -> Self {
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

#[rfeign::http_client(path = "/api/v3")]
#[headers("Authorization: Bot 1/MTAx/c2VjcmV0")]
trait Things {
    // each
    #[rfeign::get("/thing0/list")]
    async fn list_thing0(&self, #[query] page: u32) -> rfeign::Result<Kook<Page<Thing0>>>;

    #[rfeign::get("/thing0/{id}")]
    async fn view_thing0(
        &self,
        #[path] id: &str,
        #[query] lang: &str,
    ) -> rfeign::Result<Kook<Thing0>>;

    #[rfeign::post("/thing0")]
    async fn create_thing0(
        &self,
        #[body] create: &CreateThing0<'_>,
    ) -> rfeign::Result<Kook<Thing0>>;

    #[rfeign::put("/thing0/{id}")]
    async fn update_thing0(
        &self,
        #[path] id: &str,
        #[body] update: &UpdateThing0<'_>,
    ) -> rfeign::Result<Kook<Thing0>>;

    #[rfeign::delete("/thing0/{id}")]
    async fn delete_thing0(&self, #[path] id: &str) -> rfeign::Result<Kook<Nothing>>;

    // end
}

// each
async fn use_thing0(api: &ThingsClient) -> Result<(), Error> {
    let page = api.list_thing0(2).await?.open()?;
    let thing = api.view_thing0("1", "en").await?.open()?;
    let create = CreateThing0 { name: "a", note: "b", times: 3 };
    let made = api.create_thing0(&create).await?.open()?;
    let update = UpdateThing0 { name: "a", note: Some("b") };
    let changed = api.update_thing0("1", &update).await?.open()?;
    let Nothing {} = api.delete_thing0("1").await?.open()?;
    println!("{page:?} {thing:?} {made:?} {changed:?}");
    Ok(())
}

// end
async fn run() -> Result<(), Error> {
    let api = ThingsClient::new(ClientBuilder::new(ReqwestTransport::new()).base_url(BASE).build());
    // each
    use_thing0(&api).await?;
    // end
    Ok(())
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    println!("{:?}", runtime.expect("a runtime").block_on(run()));
}
