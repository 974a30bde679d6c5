//! Connections that are kept between requests, and may have died since.

use std::sync::atomic::{AtomicBool, Ordering};

/// A client's knowledge of its kept connections. No transport says which of them a request went over.
#[derive(Debug)]
pub(crate) struct KeptConnections {
    /// True if the transport can be asked for a new one.
    is_ours: bool,
    /// True if a request may go over a kept one: some response came, and new connections work.
    maybe: AtomicBool,
}

impl KeptConnections {
    pub(super) fn new(is_ours: bool) -> Self {
        Self { is_ours, maybe: AtomicBool::new(false) }
    }

    /// True if a connection that broke may have been a kept one.
    pub(crate) fn may_have_been_kept(&self) -> bool {
        self.is_ours && self.maybe.load(Ordering::Relaxed)
    }

    /// A response came: its connection may be kept.
    pub(crate) fn responded(&self) {
        // Nearly always it is true already, and a load is cheaper to share than a store.
        if !self.maybe.load(Ordering::Relaxed) {
            self.maybe.store(true, Ordering::Relaxed);
        }
    }

    /// A new connection broke as well: it is not the kept ones that are at fault.
    pub(crate) fn new_ones_break(&self) {
        self.maybe.store(false, Ordering::Relaxed);
    }
}
