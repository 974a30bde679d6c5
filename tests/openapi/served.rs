//! A server that shows its description, over a socket.

use api_core::{Client, Result, Text, api, async_trait, openapi};
use serde_json::Value;

#[api(openapi, server)]
trait Users {
    #[endpoint(GET, "/users/{id}/name")]
    async fn name(&self, id: u64) -> Result<String>;
}

struct OnlyAnn;

#[async_trait]
impl Users for OnlyAnn {
    async fn name(&self, _: u64) -> Result<String> {
        Ok("Ann".to_owned())
    }
}

#[api]
trait Shown {
    #[endpoint(GET, "/{path*}")]
    async fn document(&self, path: &str) -> Result<Value>;

    #[endpoint(GET, "/{path*}", overload, headers("Accept" = "text/html,*/*;q=0.8"))]
    async fn page(&self, path: &str) -> Result<api_core::Response<Text>>;
}

async fn serve(router: api_core::server::Router) -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(api_core::server::axum::serve(listener, router).into_future());
    Client::builder(format!("http://{address}")).no_env_proxy().build().unwrap()
}

#[tokio::test]
async fn a_server_has_its_description_at_a_path() {
    let client = serve(UsersServer::new(OnlyAnn).openapi("/openapi.json").into_router()).await;
    let shown = ShownClient::new(client.clone());
    let document = shown.document("openapi.json").await.unwrap();
    assert_eq!(document, UsersClient::openapi().to_value().unwrap());
    // The endpoints are there as before, and so is the envelope of what is not.
    assert_eq!(UsersClient::new(client).name(7).await.unwrap(), "Ann");
    assert_eq!(shown.document("nowhere").await.unwrap_err().status().unwrap(), 404);
}

#[tokio::test]
async fn a_browser_gets_a_page_that_loads_nothing_from_elsewhere() {
    let nested = UsersServer::new(OnlyAnn).openapi("/docs/api").into_router();
    let client = serve(api_core::server::Router::new().nest("/v1", nested)).await;
    let shown = ShownClient::new(client);
    let page = shown.page("v1/docs/api").await.unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
    let text = page.into_value().into_inner();
    assert!(text.contains("<script src=\"api/scalar.js\">"), "{text}");
    assert!(!text.contains("cdn.") && text.contains("/users/{id}/name"), "{text}");
    let program = shown.page("v1/docs/api/scalar.js").await.unwrap();
    assert_eq!(program.headers()["content-type"], "text/javascript; charset=utf-8");
    assert!(program.into_value().into_inner().len() > 1_000_000);
}

#[test]
fn secrets_in_a_declaration_are_not_shown() {
    #[api(openapi, headers("Cookie" = "session=planted", "Authorization" = "Bot planted"))]
    trait Careless {
        #[endpoint(GET, "/it", headers("Proxy-Authorization" = "Basic planted"))]
        async fn it(&self) -> Result<String>;
    }
    let text = CarelessClient::openapi().to_json().unwrap();
    assert!(!text.contains("planted") && text.contains("\"Cookie\""), "{text}");
}

#[test]
fn a_trait_that_is_merged_twice_is_described_once() {
    let twice = openapi::merge([UsersClient::openapi(), UsersClient::openapi()]);
    assert_eq!(twice.to_json().unwrap(), UsersClient::openapi().to_json().unwrap());
}

#[tokio::test]
async fn several_traits_are_shown_together() {
    #[api(openapi)]
    trait Groups {
        #[endpoint(GET, "/groups/{id}/name")]
        async fn name(&self, id: u64) -> Result<String>;
    }
    let whole = openapi::merge([UsersClient::openapi(), GroupsClient::openapi()]);
    let router = UsersServer::new(OnlyAnn).into_router().merge(openapi::router(whole, "openapi"));
    let shown = ShownClient::new(serve(router).await);
    let document = shown.document("openapi").await.unwrap();
    assert_eq!(document["info"]["title"], "Users, Groups");
}
