//! The head of a response that is a page, and its way past a trait object.
//!
//! The methods of a trait object return the page alone. Its headers and its body say more: the next page
//! by `Link`, the key of an item, and that the server sent the page before once more. So the call of a page
//! leaves them in a task-local variable, for the list that asks for it.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::HeaderMap;

use super::RawResponse;
use crate::envelope::EnvelopeSpec;

/// The head of the response that a page came in.
pub(crate) struct PageHead {
    /// Where it came from, after any redirects.
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) spec: Option<&'static EnvelopeSpec>,
}

tokio::task_local! {
    static ASKING: PageWatch;
}

/// A list that asks for a page, and watches the calls that are made for it.
#[derive(Clone, Default)]
pub(crate) struct PageWatch(Arc<Mutex<Vec<PageHead>>>);

impl PageWatch {
    /// Watches the calls that `ask` makes.
    pub(crate) fn over<R>(&self, ask: impl FnOnce() -> R) -> R {
        ASKING.sync_scope(self.clone(), ask)
    }

    /// Watches the calls of a future.
    pub(crate) async fn over_all_of<F: Future>(&self, asking: F) -> F::Output {
        ASKING.scope(self.clone(), asking).await
    }

    /// The head that came with the page. None if several calls were made: nobody knows which one gave
    /// the page.
    pub(crate) fn take(&self) -> Option<PageHead> {
        let mut heads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if heads.len() > 1 {
            heads.clear();
        }
        heads.pop()
    }
}

/// A call of a page that a list watches.
pub(crate) struct WatchedPage {
    watch: PageWatch,
    url: String,
    spec: Option<&'static EnvelopeSpec>,
}

impl WatchedPage {
    /// The call that is about to be sent to a URL, if a list watches it.
    pub(crate) fn begin(url: &str, spec: Option<&'static EnvelopeSpec>) -> Option<Box<Self>> {
        let watch = ASKING.try_with(PageWatch::clone).ok()?;
        Some(Box::new(Self { watch, url: url.to_owned(), spec }))
    }

    /// Its response came.
    pub(crate) fn came(self, response: &RawResponse) {
        let Self { watch, url, spec } = self;
        let url = response.redirected_to.as_ref().map_or(url, |to| to.url.clone());
        let (headers, body) = (response.headers.clone(), response.read_body().clone());
        let mut heads = watch.0.lock().unwrap_or_else(PoisonError::into_inner);
        heads.push(PageHead { url, headers, body, spec });
    }
}
