//! The trait declares credentials of a kind that there is not.

#[api_core::api(openapi, credentials = token("Bot"))]
trait Users {
    #[endpoint(GET, "/name")]
    async fn name(&self) -> api_core::Result<String>;
}

#[api_core::api(openapi, credentials = scheme)]
trait WithoutAName {
    #[endpoint(GET, "/name")]
    async fn name(&self) -> api_core::Result<String>;
}

#[api_core::api(openapi, credentials = [bearer, all(header(X_Api_Key), basic)])]
trait WithoutQuotes {
    #[endpoint(GET, "/name")]
    async fn name(&self) -> api_core::Result<String>;
}

fn main() {
    let _ = UsersClient::new;
}
