//! Credentials that are fetched: when, how often, and what becomes of a call that is refused.

mod failures;
mod fetches;
mod renewal;

use std::io;
use std::sync::{Arc, OnceLock};

use api_core::{Body, Client, Credentials, Result, api};
use futures_util::stream;
use tower::service_fn;

#[api]
pub(super) trait Account {
    #[endpoint(GET, "/me")]
    async fn me(&self) -> Result<u8>;

    #[endpoint(POST, "/name")]
    async fn rename(&self, name: &str) -> Result<u8>;

    #[endpoint(POST, "/upload")]
    async fn upload(&self, #[body(stream)] file: Body) -> Result<u8>;

    #[endpoint(GET, "/public", credentials = none)]
    async fn public(&self) -> Result<u8>;
}

/// A body that is a stream, which can be sent once.
pub(super) fn stream() -> Body {
    Body::stream(stream::iter([Ok::<_, io::Error>(vec![7; 9])]))
}

/// A client whose credentials come, or do not, as `fetch` says.
pub(super) fn fetching<F, Fut>(fetch: F) -> AccountClient
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Credentials, io::Error>> + Send + 'static,
{
    let transport = service_fn(|_: http::Request<Body>| async {
        Ok::<_, io::Error>(http::Response::new(Body::from("7")))
    });
    let builder = Client::builder("http://localhost").credentials(Credentials::provider(fetch));
    AccountClient::new(builder.transport(transport).build().unwrap())
}

/// A client whose provider calls through that client, as `sign_in` says.
pub(super) fn signing_in_by_itself<F, Fut>(sign_in: F) -> AccountClient
where
    F: Fn(AccountClient) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<u8>> + Send + 'static,
{
    let itself = Arc::new(OnceLock::<AccountClient>::new());
    let sign_in = Arc::new(sign_in);
    let own = itself.clone();
    let api = fetching(move || {
        let (own, sign_in) = (own.clone(), sign_in.clone());
        async move {
            sign_in(own.get().unwrap().clone()).await.map_err(io::Error::other)?;
            Ok(Credentials::bearer("t"))
        }
    });
    _ = itself.set(api.clone());
    api
}
