//! Two ways to sign requests with [`ClientBuilder::sign`](api_core::ClientBuilder::sign).

pub mod aws;
pub mod platform;
