//! The time that requests wait by. Tests of every interleaving have another than tokio's.

use std::time::Instant;

use tokio::sync::Notify;
use tokio::time;

/// A clock to wait by.
pub(super) trait Clock: Copy + Send + Sync {
    fn now(self) -> Instant;

    /// Waits until then, or until it is notified before: then it gives `true`.
    fn pause(self, notify: &Notify, until: Instant) -> impl Future<Output = bool> + Send;
}

/// Tokio's clock, which tests can stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tokio;

impl Clock for Tokio {
    fn now(self) -> Instant {
        time::Instant::now().into_std()
    }

    async fn pause(self, notify: &Notify, until: Instant) -> bool {
        time::timeout_at(time::Instant::from_std(until), notify.notified()).await.is_ok()
    }
}
