//! The traits under test, and clients of them.

use api_core::{Body, Client, ClientBuilder, Envelope, Result, Retry, api};
use api_tests::{Server, is_over_hyper};
use serde::Deserialize;

/// An envelope like KOOK's.
#[derive(Envelope)]
pub(crate) struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct User {
    pub(crate) name: String,
}

pub(crate) const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a"}}"#;

#[api(envelope = Wrapped, path = "/users")]
pub(crate) trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64) -> Result<User>;

    #[endpoint(GET, "/{id}/friends", none = [404])]
    async fn friends(&self, id: u64) -> Result<Option<User>>;

    #[endpoint(GET, "")]
    async fn search(
        &self,
        name: &str,
        #[query]
        #[sensitive(in_url)]
        key: &str,
    ) -> Result<User>;

    #[endpoint(POST, "")]
    async fn add(&self, name: &str) -> Result<User>;

    #[endpoint(DELETE, "/{id}")]
    async fn remove(&self, id: u64) -> Result<()>;

    #[endpoint(GET, "/bot{token}/{what}")]
    async fn hook(&self, #[sensitive(in_url)] token: &str, what: &str) -> Result<User>;

    #[endpoint(GET, "/files/{path*}/raw")]
    async fn file(&self, #[sensitive(in_url)] path: &str) -> Result<User>;

    #[endpoint(PURGE, "/{id}")]
    async fn purge(&self, id: u64) -> Result<()>;

    #[endpoint(GET, "/{id}/away", redirects = away)]
    async fn away(&self, id: u64) -> Result<User>;

    #[endpoint(GET)]
    async fn anywhere(&self, #[url] url: &str) -> Result<User>;

    #[endpoint(GET)]
    async fn secret_place(
        &self,
        #[url]
        #[sensitive(in_url)]
        url: &str,
    ) -> Result<User>;

    #[endpoint(GET, "/{id}/photo")]
    async fn photo(&self, id: u64) -> Result<Body>;

    #[endpoint(GET, "/{id}/raw")]
    async fn raw(&self, id: u64) -> Result<http::Response<Body>>;

    #[endpoint(GET, "/{id}/named")]
    async fn named(
        &self,
        id: u64,
        #[header("X-Request-Id")] request: &str,
        #[header("X-Pin")]
        #[sensitive]
        pin: &str,
    ) -> Result<User>;
}

/// A builder for a server, over the transport of the test.
pub(crate) fn builder(server: &Server) -> ClientBuilder {
    builder_at(server.base())
}

/// A builder for a base URL, over the transport of the test.
pub(crate) fn builder_at(base: String) -> ClientBuilder {
    let builder = Client::builder(base).no_env_proxy().retry(Retry::never());
    if is_over_hyper() { builder.hyper() } else { builder }
}

pub(crate) fn users(builder: ClientBuilder) -> UsersClient {
    UsersClient::new(builder.build().unwrap())
}
