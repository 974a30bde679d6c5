//! The size of a compressed body as it came.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Counts the bytes of a body that is decompressed while it is read. In the extensions of its response.
#[derive(Clone, Debug, Default)]
pub(crate) struct Transferred(Arc<AtomicU64>);

impl Transferred {
    /// So many bytes have come.
    #[cfg(feature = "__decompression")]
    pub(crate) fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes as u64, Relaxed);
    }

    pub(super) fn total(&self) -> u64 {
        self.0.load(Relaxed)
    }
}
