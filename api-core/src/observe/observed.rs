//! The observers of one call: each with its notes, and in the order in which they were added.

use std::sync::Arc;

use super::{Attempt, Ended, Failed, Observer, Received, Responded, Waited};
use crate::unwinding::in_drop;

/// An observer with its notes of one call, its type erased.
pub(super) trait CallObserver: Send {
    fn waited(&mut self, waited: &Waited);
    fn attempt(&mut self, attempt: &mut Attempt<'_>);
    fn responded(&mut self, responded: &Responded<'_>);
    fn received(&mut self, received: &Received);
    fn failed(&mut self, failed: &Failed<'_>);
    fn ended(&mut self, ended: &Ended<'_>);
    fn scope(&self, run: &mut dyn FnMut());
}

/// An observer with its notes of one call, until that ends.
pub(super) struct Observed<O: Observer> {
    pub(super) observer: Arc<O>,
    pub(super) call: Option<O::Call>,
}

impl<O: Observer> CallObserver for Observed<O> {
    fn waited(&mut self, waited: &Waited) {
        if let Some(call) = &mut self.call {
            self.observer.waited(call, waited);
        }
    }

    fn attempt(&mut self, attempt: &mut Attempt<'_>) {
        if let Some(call) = &mut self.call {
            self.observer.attempt(call, attempt);
        }
    }

    fn responded(&mut self, responded: &Responded<'_>) {
        if let Some(call) = &mut self.call {
            self.observer.responded(call, responded);
        }
    }

    fn received(&mut self, received: &Received) {
        if let Some(call) = &mut self.call {
            self.observer.received(call, received);
        }
    }

    fn failed(&mut self, failed: &Failed<'_>) {
        if let Some(call) = &mut self.call {
            self.observer.failed(call, failed);
        }
    }

    fn ended(&mut self, ended: &Ended<'_>) {
        if let Some(call) = self.call.take() {
            self.observer.ended(call, ended);
        }
    }

    fn scope(&self, run: &mut dyn FnMut()) {
        match &self.call {
            Some(call) => self.observer.scope(call, run),
            None => run(),
        }
    }
}

/// Tells each observer of an attempt, within the scopes of those before it.
pub(super) fn tell_attempt(calls: &mut [Box<dyn CallObserver>], attempt: &mut Attempt<'_>) {
    let Some((first, rest)) = calls.split_first_mut() else { return };
    first.attempt(attempt);
    if !rest.is_empty() {
        first.scope(&mut || tell_attempt(rest, attempt));
    }
}

/// Tells each observer of the end of its call, also behind one that panics.
pub(super) fn tell_end(calls: &mut [Box<dyn CallObserver>], ended: &Ended<'_>) {
    let Some((first, rest)) = calls.split_first_mut() else { return };
    let _rest = Rest(rest, ended);
    first.ended(ended);
}

/// The observers behind one that is told of the end.
struct Rest<'a>(&'a mut [Box<dyn CallObserver>], &'a Ended<'a>);

impl Drop for Rest<'_> {
    fn drop(&mut self) {
        in_drop(|| tell_end(self.0, self.1));
    }
}

/// Runs a step within the scopes of all observers, the first outermost.
pub(super) fn scope(calls: &[Box<dyn CallObserver>], run: &mut dyn FnMut()) {
    match calls.split_first() {
        None => run(),
        Some((first, rest)) => first.scope(&mut || scope(rest, run)),
    }
}
