//! An implementation that panics.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use api_core::server::axum::{self, Router};
use api_core::{Client, Envelope, Error, Result, api, async_trait};
use tokio::net::TcpListener;

#[derive(Envelope)]
struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[api(server, envelope = Kook)]
trait Users {
    #[endpoint(POST, "/users/{id}")]
    async fn get(&self, id: u64) -> Result<String>;
}

struct Panicking(Arc<AtomicUsize>);

#[async_trait]
impl Users for Panicking {
    async fn get(&self, id: u64) -> Result<String> {
        self.0.fetch_add(1, Ordering::Relaxed);
        // Once before anything is awaited, and once after.
        assert_ne!(id, 1, "secret");
        tokio::task::yield_now().await;
        assert_ne!(id, 2, "secret");
        Ok(format!("user {id}"))
    }
}

/// Serves a router on a socket, and gives a client of it.
async fn served(router: Router) -> UsersClient {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    UsersClient::new(Client::builder(base).no_env_proxy().build().unwrap())
}

#[tokio::test]
async fn are_a_failure_in_the_envelope() {
    let calls = Arc::new(AtomicUsize::new(0));
    let users = served(UsersServer::new(Panicking(Arc::clone(&calls))).into_router()).await;
    for id in [1, 2] {
        let before = calls.load(Ordering::Relaxed);
        let error = users.get(id).await.unwrap_err();
        let api = error.api().unwrap();
        assert_eq!((api.code(), api.message()), (&500.into(), "the server failed"));
        assert_eq!(error.status().unwrap(), 500);
        // It was processed, and is not sent once more.
        assert_eq!(calls.load(Ordering::Relaxed) - before, 1);
    }
    assert_eq!(users.get(3).await.unwrap(), "user 3");
}

#[tokio::test]
async fn are_put_beside_the_response_for_a_layer_that_logs() {
    let logged = axum::middleware::map_response(async |response: axum::response::Response| {
        let error = response.extensions().get::<Arc<Error>>().unwrap();
        assert!(error.to_string().contains("the implementation panicked: "), "{error}");
        response
    });
    let router = UsersServer::new(Panicking(Arc::default())).into_router().layer(logged);
    assert_eq!(served(router).await.get(1).await.unwrap_err().status().unwrap(), 500);
}
