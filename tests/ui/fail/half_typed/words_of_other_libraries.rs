//! An option has the word of another library, or is in an attribute that does not have it.

use api_core::{Client, Envelope, ErrorCode, Result, api};

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(ok = true)]
    ok: bool,
    #[envelope(msg)]
    text: String,
    #[envelope(data)]
    inner: T,
}

#[derive(ErrorCode)]
enum Code {
    Expired = 40103,
}

#[api(prefix = "/v1", timeout = "5s", auth = bearer, mock)]
trait Sites {
    #[endpoint(GET, "/a")]
    async fn a(&self) -> Result<String>;
}

#[api]
trait Users {
    #[endpoint("GET /a")]
    async fn a(&self) -> Result<String>;

    #[endpoint(POST, "/b", form, auth = none)]
    async fn b(&self, name: &str) -> Result<String>;

    #[endpoint(POST, "/c", body = "form")]
    async fn c(&self, name: &str) -> Result<String>;

    #[endpoint(POST, "/d", body = xml)]
    async fn d(&self, name: &str) -> Result<String>;

    #[endpoint(POST, "/e")]
    async fn e(&self, #[body(xml)] text: &str) -> Result<String>;

    #[endpoint(GET, "/f")]
    async fn f(&self, #[query(csv)] ids: &[u8], #[query(default = 1)] page: u8) -> Result<String>;

    #[endpoint(GET, "/g", paginate)]
    async fn g(&self, page: u8) -> Result<Vec<String>>;

    #[endpoint(GET, "/h", headers("Accept" => "text/csv"))]
    async fn h(&self) -> Result<String>;

    #[endpoint(GET, "/i", query("v" = 3))]
    async fn i(&self) -> Result<String>;

    #[endpoint(GET, "/j", query("v" = "3" "w" = "4"))]
    async fn j(&self) -> Result<String>;

    #[endpoint(GET, "/l")]
    async fn l(&self, #[header(X-Name)] name: &str) -> Result<String>;

    #[endpoint(GET, "/k")]
    #[timeout("5s")]
    #[headers("X-A" = "a")]
    async fn k(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    SitesClient::new(client.clone()).a().await?;
    let users = UsersClient::new(client);
    users.a().await?;
    users.b("").await?;
    users.k().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
