//! The observers of a client, and what they may see of URLs.

use std::fmt;
use std::sync::Arc;

use http::HeaderName;

use super::observed::{CallObserver, Observed};
use super::url::UrlRules;
use super::{Began, Observation, Observer};
use crate::Endpoint;

/// The observers of a client.
#[derive(Clone, Default)]
pub(crate) struct Observers(Arc<Inner>);

#[derive(Clone, Default)]
struct Inner {
    given: Vec<Arc<dyn Begin>>,
    urls: UrlRules,
    /// The headers that traces record.
    headers: Vec<HeaderName>,
}

impl Observers {
    fn change(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }

    pub(crate) fn add(&mut self, observer: impl Observer) {
        self.change().given.push(Arc::new(Registered(Arc::new(observer))));
    }

    pub(crate) fn show_queries(&mut self, shown: bool) {
        self.change().urls.shows_queries = shown;
    }

    pub(crate) fn redact_keys(&mut self, keys: Vec<String>) {
        self.change().urls.secret_keys = Some(keys);
    }

    pub(crate) fn record_header(&mut self, name: HeaderName) {
        self.change().headers.push(name);
    }

    pub(super) fn urls(&self) -> &UrlRules {
        &self.0.urls
    }

    /// True if anyone sees the calls that begin now.
    pub(crate) fn is_listening(&self) -> bool {
        #[cfg(feature = "tracing")]
        if super::spans::are_wanted() {
            return true;
        }
        !self.0.given.is_empty()
    }

    /// Begins to observe a call. None if there is no observer.
    pub(crate) fn begin(&self, endpoint: &'static Endpoint) -> Option<Arc<Observation>> {
        if self.is_listening() { Some(self.begin_observed(endpoint)) } else { None }
    }

    #[cold]
    fn begin_observed(&self, endpoint: &'static Endpoint) -> Arc<Observation> {
        let began = Began { endpoint };
        let mut observers: Vec<Box<dyn CallObserver>> = Vec::with_capacity(1 + self.0.given.len());
        // First, so that the span of an attempt is current when the others see the attempt.
        #[cfg(feature = "tracing")]
        if super::spans::are_wanted() {
            let spans = Registered(Arc::new(super::spans::Spans::new(self.0.headers.clone())));
            observers.push(spans.begin(&began));
        }
        observers.extend(self.0.given.iter().map(|observer| observer.begin(&began)));
        Arc::new(Observation::new(endpoint, self.clone(), observers))
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Observers({})", self.0.given.len())
    }
}

/// An observer, its type erased.
trait Begin: Send + Sync {
    fn begin(&self, began: &Began) -> Box<dyn CallObserver>;
}

struct Registered<O>(Arc<O>);

impl<O: Observer> Begin for Registered<O> {
    fn begin(&self, began: &Began) -> Box<dyn CallObserver> {
        let call = Some(self.0.began(began));
        Box::new(Observed { observer: Arc::clone(&self.0), call })
    }
}
