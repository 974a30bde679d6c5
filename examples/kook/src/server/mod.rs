//! An embedded KOOK: the trait implemented over an in-memory store, served on a loopback port.
//!
//! It responds as the real service does, oddities included: every response is in the envelope, a wrong
//! token gives HTTP 401, an error of the API gives HTTP 200 with a code, and no data is an empty list.
//!
//! ```
//! use api_core::{Client, Credentials};
//! use kook::UserChatClient;
//! use kook::server::{DEMO_TOKEN, Server};
//!
//! let server = Server::start(0, DEMO_TOKEN)?;
//! let client = Client::builder(server.base_url())
//!     .credentials(Credentials::scheme("Bot", DEMO_TOKEN))
//!     .no_env_proxy()
//!     .build()?;
//! let chats = UserChatClient::new(client);
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! assert_eq!(chats.list(None, None).await?.items.len(), 4);
//! # Ok::<(), api_core::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod auth;
mod embedded;
mod events;
mod limits;
mod responses;
mod seed;
mod store;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};
use tokio::sync::oneshot;

use self::limits::Counter;
pub use self::limits::{Limits, Received};
pub use self::seed::DEMO_TOKEN;
use self::store::Store;

/// A running server. Stops, with all its connections, when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    counter: Option<Counter>,
}

impl Server {
    /// Starts a server on a loopback port, which accepts `token`. Port 0 picks a free one.
    ///
    /// It runs on its own thread with its own runtime. So the caller needs no runtime, and stopping the
    /// thread closes every connection; aborting a task would leave them open.
    ///
    /// # Errors
    ///
    /// If the port cannot be bound, or the thread cannot be started.
    pub fn start(port: u16, token: &str) -> io::Result<Self> {
        Self::run(port, token, Store::seeded(), None)
    }

    /// Starts a server with so many chats, most of them with made-up users.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    pub fn populated(port: u16, token: &str, chats: u32) -> io::Result<Self> {
        Self::run(port, token, Store::populated(chats), None)
    }

    /// Starts a server that enforces limits as KOOK does: it tells them in its headers, and refuses
    /// what is too much with HTTP 429.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    pub fn limited(port: u16, token: &str, limits: Limits) -> io::Result<Self> {
        Self::run(port, token, Store::seeded(), Some(Counter::new(limits)))
    }

    fn run(port: u16, token: &str, store: Store, counter: Option<Counter>) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let router = embedded::router(token, store, counter.clone());
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("kook-server".to_owned())
            .spawn(move || serve(&runtime, listener, router, stopped))?;
        Ok(Self { address, stop: Some(stop), thread: Some(thread), counter })
    }

    /// The address that the server listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:PORT`, for `Client::builder`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The users who have no chat yet, so that one can be opened: id and name.
    pub fn strangers(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        seed::STRANGERS.iter().map(|user| (user.id, user.username))
    }

    /// The requests that a [`limited`](Self::limited) server has received; none of another is counted.
    #[must_use]
    pub fn received(&self) -> Received {
        self.counter.as_ref().map(Counter::received).unwrap_or_default()
    }

    /// Blocks until the server stops, which happens only if its thread fails.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(
    runtime: &Runtime,
    listener: std::net::TcpListener,
    router: axum::Router,
    stopped: oneshot::Receiver<()>,
) {
    runtime.block_on(async {
        let Ok(listener) = TcpListener::from_std(listener) else { return };
        // Dropping the runtime ends this task and closes its connections. A graceful shutdown would wait
        // for clients that keep theirs open.
        let serving = tokio::spawn(axum::serve(listener, router).into_future());
        let _ = stopped.await;
        serving.abort();
    });
}
