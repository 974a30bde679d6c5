//! A client of a router in the same process.

use axum::Router;

use crate::{Body, BoxError, Client};

impl Client {
    /// Makes a client that calls `router` directly, without a socket.
    ///
    /// Retries, timeouts and credentials work as they do over the network. For settings other than
    /// the defaults, give the router to a builder:
    /// `Client::builder("http://localhost").transport(router)`.
    ///
    /// ```
    /// # mod demo {
    /// use api_core::{Result, api, async_trait};
    ///
    /// #[api(server)]
    /// pub trait Users {
    ///     /// The name of one user.
    ///     #[endpoint(GET, "/users/{id}/name")]
    ///     async fn name(&self, id: u64) -> Result<String>;
    /// }
    ///
    /// pub struct Everybody;
    ///
    /// #[async_trait]
    /// impl Users for Everybody {
    ///     async fn name(&self, id: u64) -> Result<String> {
    ///         Ok(format!("user {id}"))
    ///     }
    /// }
    /// # }
    /// # use demo::*;
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// use api_core::Client;
    ///
    /// let router = UsersServer::new(Everybody).into_router();
    /// let users = UsersClient::new(Client::in_process(router));
    /// assert_eq!(users.name(7).await?, "user 7");
    /// # Ok::<(), api_core::Error>(())
    /// # }).unwrap();
    /// ```
    #[must_use]
    pub fn in_process(router: Router) -> Self {
        Self::within(router)
    }

    /// Makes a client that calls any tower service.
    pub(crate) fn within<S, B>(service: S) -> Self
    where
        S: tower::Service<http::Request<Body>, Response = http::Response<B>>
            + Clone
            + Send
            + Sync
            + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = bytes::Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        #[expect(clippy::expect_used, reason = "there is nothing in it that could fail to build")]
        Self::builder("http://localhost")
            .any_base()
            .transport(service)
            .build()
            .expect("a constant URL")
    }
}
