//! reqwest as people write it.

use reqwest::header::AUTHORIZATION;
use serde::{Deserialize, Serialize};

const BASE: &str = "http://localhost";
const TOKEN: &str = "Bot 1/MTAx/c2VjcmV0";

#[derive(Debug)]
#[expect(dead_code)]
enum Error {
    Http(reqwest::Error),
    Api { code: i64, message: String },
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}

type Result<T> = std::result::Result<T, Error>;

#[derive(Deserialize)]
struct Kook<T> {
    code: i64,
    message: String,
    data: T,
}

impl<T> Kook<T> {
    fn open(self) -> Result<T> {
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

struct Things {
    client: reqwest::Client,
}

impl Things {
    // each
    async fn list_thing0(&self, page: u32) -> Result<Page<Thing0>> {
        self.client
            .get(format!("{BASE}/api/v3/thing0/list"))
            .query(&[("page", page)])
            .header(AUTHORIZATION, TOKEN)
            .send()
            .await?
            .json::<Kook<Page<Thing0>>>()
            .await?
            .open()
    }

    async fn view_thing0(&self, id: &str, lang: &str) -> Result<Thing0> {
        self.client
            .get(format!("{BASE}/api/v3/thing0/{id}"))
            .query(&[("lang", lang)])
            .header(AUTHORIZATION, TOKEN)
            .send()
            .await?
            .json::<Kook<Thing0>>()
            .await?
            .open()
    }

    async fn create_thing0(&self, name: &str, note: &str, times: u32) -> Result<Thing0> {
        self.client
            .post(format!("{BASE}/api/v3/thing0"))
            .json(&CreateThing0 { name, note, times })
            .header(AUTHORIZATION, TOKEN)
            .send()
            .await?
            .json::<Kook<Thing0>>()
            .await?
            .open()
    }

    async fn update_thing0(&self, id: &str, name: &str, note: Option<&str>) -> Result<Thing0> {
        self.client
            .put(format!("{BASE}/api/v3/thing0/{id}"))
            .json(&UpdateThing0 { name, note })
            .header(AUTHORIZATION, TOKEN)
            .send()
            .await?
            .json::<Kook<Thing0>>()
            .await?
            .open()
    }

    async fn delete_thing0(&self, id: &str) -> Result<()> {
        let Nothing {} = self
            .client
            .delete(format!("{BASE}/api/v3/thing0/{id}"))
            .header(AUTHORIZATION, TOKEN)
            .send()
            .await?
            .json::<Kook<Nothing>>()
            .await?
            .open()?;
        Ok(())
    }

    // end
}

// each
async fn use_thing0(api: &Things) -> Result<()> {
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
    let api = Things { client: reqwest::Client::new() };
    // each
    use_thing0(&api).await?;
    // end
    Ok(())
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    println!("{:?}", runtime.expect("a runtime").block_on(run()));
}
