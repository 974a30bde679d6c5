//! Methods, and what a request without a body says of it.

use api_core::{Result, api};

use super::{rows, silent};
use crate::support::client;

#[api]
trait Methods {
    #[endpoint(GET, "/m")]
    async fn get(&self, a: Option<u8>) -> Result<()>;
    #[endpoint(HEAD, "/m")]
    async fn head(&self, a: Option<u8>) -> Result<()>;
    #[endpoint(OPTIONS, "/m")]
    async fn options(&self, a: Option<u8>) -> Result<()>;
    #[endpoint(DELETE, "/m")]
    async fn delete(&self, a: Option<u8>) -> Result<()>;
    #[endpoint(TRACE, "/m")]
    async fn trace(&self) -> Result<()>;
    #[endpoint(POST, "/m")]
    async fn post(&self) -> Result<()>;
    #[endpoint(PUT, "/m")]
    async fn put(&self) -> Result<()>;
    #[endpoint(PATCH, "/m")]
    async fn patch(&self) -> Result<()>;
    #[endpoint(QUERY, "/m")]
    async fn query(&self, a: Option<u8>) -> Result<()>;
    #[endpoint(PURGE, "/m")]
    async fn purge(&self, name: &str) -> Result<()>;
    #[endpoint(CUSTOM1, "/m")]
    async fn custom(&self) -> Result<()>;
    #[endpoint(M-SEARCH, "/m")]
    async fn search(&self) -> Result<()>;
    #[endpoint(POST, "/n")]
    async fn fields(&self, a: Option<u8>) -> Result<()>;
    #[endpoint(DELETE, "/n")]
    async fn delete_body(&self, #[body] a: u8) -> Result<()>;
    #[endpoint(DELETE, "/o")]
    async fn delete_field(&self, #[field] a: u8, b: u8) -> Result<()>;
    #[endpoint(GET, "/n", allow_body)]
    async fn get_body(&self, #[body] a: u8, b: u8) -> Result<()>;
    #[endpoint(POST, "/o")]
    async fn query_beside(&self, #[query] a: u8, b: u8, #[query] c: u8) -> Result<()>;
    #[endpoint(POST, "/p", headers("Content-Type" = "application/json"))]
    async fn declared_type(&self) -> Result<()>;
}

#[api_tests::test]
async fn any_token_is_a_method() {
    let server = silent();
    let api = MethodsClient::new(client(&server));
    let json = "content-type: application/json\n\n";
    rows! { server;
        api.get(None) => "GET /m";
        api.get(Some(1)) => "GET /m?a=1";
        api.head(Some(1)) => "HEAD /m?a=1";
        api.options(Some(1)) => "OPTIONS /m?a=1";
        api.delete(None) => "DELETE /m";
        api.delete(Some(1)) => "DELETE /m?a=1";
        api.trace() => "TRACE /m";
        api.post() => "POST /m\ncontent-length: 0";
        api.put() => "PUT /m\ncontent-length: 0";
        api.patch() => "PATCH /m\ncontent-length: 0";
        api.query(None) => format!("QUERY /m\n{json}{{}}");
        api.query(Some(1)) => format!("QUERY /m\n{json}{{\"a\":1}}");
        api.purge("a") => format!("PURGE /m\n{json}{{\"name\":\"a\"}}");
        api.head(None) => "HEAD /m";
        api.custom() => "CUSTOM1 /m";
        api.search() => "M-SEARCH /m";
        api.fields(None) => format!("POST /n\n{json}{{}}");
        api.fields(Some(1)) => format!("POST /n\n{json}{{\"a\":1}}");
        api.delete_body(7) => format!("DELETE /n\n{json}7");
        api.delete_field(7, 8) => format!("DELETE /o?b=8\n{json}{{\"a\":7}}");
        api.get_body(7, 8) => format!("GET /n?b=8\n{json}7");
        api.query_beside(1, 2, 3) => format!("POST /o?a=1&c=3\n{json}{{\"b\":2}}");
        api.declared_type() => "POST /p\ncontent-length: 0\ncontent-type: application/json";
    }
}
