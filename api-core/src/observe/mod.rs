//! Observers: they see each call, each attempt and each wait of a client.
//!
//! Implement [`Observer`] for your own logs, metrics and traces. The feature `tracing` and the package
//! `api-otel` are two of them, so all events of a call come from one place.
//!
//! ```text
//! began ─→ (waited)* ─→ attempt ─→ responded ─→ received ─→ … ─→ ended
//!                          ↑   └──────────┴──→ failed ─┐
//!                          └───────────────────────────┘ another attempt, a redirect, another connection
//! ```
//!
//! ```
//! use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
//!
//! use api_core::Client;
//! use api_core::observe::{Began, Ended, Failed, Observer};
//!
//! /// Counts failed attempts, and prints how long each call took.
//! #[derive(Default)]
//! struct Log {
//!     failures: AtomicU32,
//! }
//!
//! impl Observer for Log {
//!     type Call = ();
//!
//!     fn began(&self, _: &Began) {}
//!
//!     fn failed(&self, _: &mut (), failed: &Failed<'_>) {
//!         self.failures.fetch_add(1, Relaxed);
//!         println!("{}: attempt {}: {}", failed.endpoint, failed.number, failed.error_type);
//!     }
//!
//!     fn ended(&self, _: (), ended: &Ended<'_>) {
//!         println!("{}: {:?}", ended.endpoint, ended.elapsed);
//!     }
//! }
//!
//! let client = Client::builder("https://example.com").on(Log::default()).build()?;
//! # Ok::<(), api_core::Error>(())
//! ```

mod event;
mod list;
mod observation;
mod observed;
mod observers;
#[cfg(feature = "tracing")]
mod spans;
mod transferred;
mod url;
mod within;

pub use self::event::{
    Attempt, Began, CallResult, Connection, Ended, Failed, Received, Responded, WaitReason, Waited,
};
pub(crate) use self::list::ListSpan;
pub(crate) use self::observation::{Observation, Sending};
pub(crate) use self::observers::Observers;
#[cfg(feature = "__decompression")]
pub(crate) use self::transferred::Transferred;
pub(crate) use self::within::within;

/// Sees the calls of a client. Added with [`ClientBuilder::on`](crate::ClientBuilder::on).
///
/// The methods run while the call is polled, one at a time and in the order of the events, so they must
/// not block. They get no secret but for the headers, whose methods
/// [`Attempt::header`] and [`Responded::header`] hide those that are.
///
/// A panic in one of them is a panic of the call, whose end the other observers see all the same.
pub trait Observer: Send + Sync + 'static {
    /// The observer's own notes of one call, from [`began`](Self::began) to [`ended`](Self::ended); `()`
    /// if it takes none. A call that is cancelled ends, too.
    type Call: Send + 'static;

    /// A call begins. Nothing was sent yet.
    fn began(&self, began: &Began) -> Self::Call;

    /// The call has waited: for a permit, a rate limit, credentials, or before another attempt. Not
    /// called where there was no need to wait.
    fn waited(&self, call: &mut Self::Call, waited: &Waited) {
        _ = (call, waited);
    }

    /// A request is about to be sent: one per attempt, one more per redirect that is followed, and one more
    /// if a kept connection proves dead. The request before it is over. Its headers can be changed, as
    /// those that carry a trace are.
    fn attempt(&self, call: &mut Self::Call, attempt: &mut Attempt<'_>) {
        _ = (call, attempt);
    }

    /// The head of a response is there.
    fn responded(&self, call: &mut Self::Call, responded: &Responded<'_>) {
        _ = (call, responded);
    }

    /// The response is there to its end, and the attempt is over. After a status that means failure,
    /// [`failed`](Self::failed) is called instead.
    fn received(&self, call: &mut Self::Call, received: &Received) {
        _ = (call, received);
    }

    /// The request failed and is over: there is no whole response, or its status means failure.
    fn failed(&self, call: &mut Self::Call, failed: &Failed<'_>) {
        _ = (call, failed);
    }

    /// The call ended: its value was read, it failed, or it was cancelled. An attempt that was under way
    /// is over, too. A body that is handed over unread ends its call with its own end.
    fn ended(&self, call: Self::Call, ended: &Ended<'_>) {
        _ = (call, ended);
    }

    /// Runs a step of an attempt, which is to send the request or to wait for the head of the response.
    /// An observer may make something current meanwhile, such as the span of the attempt. It has to
    /// call `run` once.
    fn scope(&self, call: &Self::Call, run: &mut dyn FnMut()) {
        _ = call;
        run();
    }
}
