//! The same rows as in `main.rs`, over the second transport.

mod alone;
mod building;
mod calls;
mod coding;
mod connect;
mod envelope;
mod framing;
mod head;
mod http2;
mod json;
mod logs;
mod page;
mod redirects;
mod retry;
mod reuse;
mod row;
mod torture;
#[path = "with_hyper.rs"]
mod transport;
