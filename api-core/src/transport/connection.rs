//! The connection of a response, as far as the transport tells.

#[cfg(feature = "hyper")]
use std::sync::Arc;
#[cfg(feature = "hyper")]
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use http::Extensions;
use hyper_util::client::legacy::connect::HttpInfo;

use crate::observe::Connection;

/// In the extensions of each response of a connection: whether it has had one before.
#[cfg(feature = "hyper")]
#[derive(Clone, Debug, Default)]
pub(super) struct Used(Arc<AtomicBool>);

/// The connection of the response that has these extensions. Of the two transports, that of `hyper`
/// knows a connection that was used before.
pub(crate) fn connection(extensions: &Extensions) -> Connection {
    let peer = extensions.get::<HttpInfo>().map(HttpInfo::remote_addr);
    #[cfg(feature = "hyper")]
    let reused = extensions.get::<Used>().map(|used| used.0.swap(true, Relaxed));
    #[cfg(not(feature = "hyper"))]
    let reused = None;
    Connection { peer, reused }
}
