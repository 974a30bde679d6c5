//! The events of an embedded server: the latest ones, for those who come back, and the next.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use api_core::Event;
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::watch;

use crate::ChatEvent;

/// The most events that are kept for those who come back.
const MOST: usize = 1000;

/// The events so far.
#[derive(Clone, Debug)]
pub(super) struct Events(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    log: Mutex<Log>,
    /// The id of the next event.
    next: watch::Sender<u64>,
}

#[derive(Debug)]
struct Log {
    /// The id of the first of these.
    first: u64,
    kept: VecDeque<ChatEvent>,
}

impl Events {
    /// Begins with an id that grows with time: whoever comes back after a restart has seen none of the
    /// events that follow.
    pub(super) fn new() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let first = u64::try_from(now.as_millis()).unwrap_or_default();
        let log = Mutex::new(Log { first, kept: VecDeque::new() });
        Self(Arc::new(Inner { log, next: watch::Sender::new(first) }))
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.0.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an event.
    pub(super) fn push(&self, event: ChatEvent) {
        let mut log = self.log();
        log.kept.push_back(event);
        if log.kept.len() > MOST {
            log.kept.pop_front();
            log.first += 1;
        }
        let next = log.first + log.kept.len() as u64;
        drop(log);
        self.0.next.send_replace(next);
    }

    /// The event with an id, or the first one behind it that is kept.
    fn get(&self, id: u64) -> Option<(u64, ChatEvent)> {
        let log = self.log();
        let id = id.max(log.first);
        let at = usize::try_from(id - log.first).ok()?;
        log.kept.get(at).cloned().map(|event| (id, event))
    }

    /// The events behind the one with the id `after`, or from now on, without an end.
    pub(super) fn follow(
        &self,
        after: Option<u64>,
    ) -> impl Stream<Item = Event<ChatEvent>> + Send + use<> {
        let mut changes = self.0.next.subscribe();
        let next = *changes.borrow_and_update();
        let from = after.map_or(next, |after| after.saturating_add(1));
        unfold((self.clone(), changes, from), |(events, mut changes, id)| async move {
            loop {
                if let Some((id, event)) = events.get(id) {
                    let sent = Event::new(event).with_id(id.to_string());
                    return Some((sent, (events, changes, id + 1)));
                }
                changes.changed().await.ok()?;
            }
        })
    }
}
