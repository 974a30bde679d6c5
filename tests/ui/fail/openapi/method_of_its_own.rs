//! An endpoint is called `openapi`, which is a method of a described client.

#[api_core::api(openapi)]
trait Users {
    #[endpoint(GET, "/openapi.json")]
    async fn openapi(&self) -> api_core::Result<String>;
}

fn main() {
    let _ = UsersClient::openapi;
}
