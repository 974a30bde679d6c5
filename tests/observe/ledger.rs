//! An observer that keeps account: of each call and each request that begins, there must be an end, and
//! their events must come in the documented order. `faults` has it on every client, too.

use std::sync::{Arc, Mutex, MutexGuard};

use api_core::observe::{
    Attempt, Began, CallResult, Ended, Failed, Observer, Received, Responded, Waited,
};

#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger(Arc<Mutex<Book>>);

#[derive(Debug, Default)]
struct Book {
    began: usize,
    ended: usize,
    /// The requests under way.
    active: usize,
    lines: Vec<String>,
    wrong: Vec<String>,
}

/// One call.
#[derive(Debug)]
pub(crate) struct Entry {
    requests: u32,
    attempts: u32,
    open: Option<Stage>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Sent,
    Responded,
}

impl Ledger {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap()
    }

    fn add(&self, line: String) {
        self.book().lines.push(line);
    }

    fn check(&self, holds: bool, rule: &str) {
        if !holds {
            let mut book = self.book();
            let line = format!("{rule}; behind {:?}", book.lines.last());
            book.wrong.push(line);
        }
    }

    /// The events so far, which are forgotten.
    #[allow(dead_code, reason = "`faults` has no need of it")]
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.book().lines)
    }

    /// Checks that all calls and requests have ended, as they should.
    #[track_caller]
    pub(crate) fn balanced(&self) {
        let book = self.book();
        let is_balanced = book.began == book.ended && book.active == 0 && book.wrong.is_empty();
        assert!(is_balanced, "{book:#?}");
    }
}

impl Observer for Ledger {
    type Call = Entry;

    fn began(&self, began: &Began) -> Entry {
        self.book().began += 1;
        self.add(format!("began {}", began.endpoint.name()));
        Entry { requests: 0, attempts: 0, open: None }
    }

    fn waited(&self, entry: &mut Entry, waited: &Waited) {
        self.check(entry.open.is_none(), "a call waits while no request is under way");
        self.add(format!("waited {}", waited.reason));
    }

    fn attempt(&self, entry: &mut Entry, attempt: &mut Attempt<'_>) {
        self.check(entry.open.is_none(), "the request before has ended");
        self.check(attempt.resend_count == entry.requests, "each request counts");
        let next = [entry.attempts.max(1), entry.attempts + 1];
        self.check(next.contains(&attempt.number), "attempts are numbered");
        (entry.requests, entry.attempts) = (entry.requests + 1, attempt.number);
        entry.open = Some(Stage::Sent);
        self.book().active += 1;
        self.add(format!("attempt {} resend {}", attempt.number, attempt.resend_count));
    }

    fn responded(&self, entry: &mut Entry, responded: &Responded<'_>) {
        self.check(entry.open == Some(Stage::Sent), "a response is for a request that was sent");
        entry.open = Some(Stage::Responded);
        self.add(format!("responded {}", responded.status.as_u16()));
    }

    fn received(&self, entry: &mut Entry, received: &Received) {
        self.check(entry.open == Some(Stage::Responded), "what is received has a head");
        entry.open = None;
        self.book().active -= 1;
        self.add(format!("received {:?}", received.body_size));
    }

    fn failed(&self, entry: &mut Entry, failed: &Failed<'_>) {
        self.check(entry.open.is_some(), "what fails is under way");
        entry.open = None;
        self.book().active -= 1;
        let again = if failed.retry_in.is_some() { " again" } else { "" };
        self.add(format!("failed {}{again}", failed.error_type));
    }

    fn ended(&self, entry: Entry, ended: &Ended<'_>) {
        let is_cancelled = matches!(ended.result, CallResult::Cancelled);
        self.check(
            entry.open.is_none() || is_cancelled,
            "only what is cancelled is still under way",
        );
        self.check(ended.attempts == entry.attempts, "attempts are counted");
        {
            let mut book = self.book();
            book.ended += 1;
            book.active -= usize::from(entry.open.is_some());
        }
        let result = match ended.result {
            CallResult::Succeeded => "succeeded".to_owned(),
            CallResult::Failed(_) => ended.error_type().unwrap_or_default(),
            CallResult::Cancelled => "cancelled".to_owned(),
            _ => "?".to_owned(),
        };
        self.add(format!("ended {result} after {}", ended.attempts));
    }
}
