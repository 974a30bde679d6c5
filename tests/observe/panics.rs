//! Observers that panic.

use std::future::IntoFuture as _;
use std::sync::Arc;

use api_core::observe::{Attempt, Began, Ended, Failed, Observer, Received, Responded};
use api_core::{MemoryStore, RateLimits, Retry};
use api_tests::{Server, json, response};

use crate::apis::{GOOD, builder, users};
use crate::ledger::Ledger;

/// Panics in the events of these names.
struct Panics(&'static [&'static str]);

impl Panics {
    fn at(&self, event: &str) {
        assert!(!self.0.contains(&event), "an observer's own panic");
    }
}

impl Observer for Panics {
    type Call = ();

    fn began(&self, _: &Began) {
        self.at("began");
    }

    fn attempt(&self, _: &mut (), _: &mut Attempt<'_>) {
        self.at("attempt");
    }

    fn responded(&self, _: &mut (), _: &Responded<'_>) {
        self.at("responded");
    }

    fn received(&self, _: &mut (), _: &Received) {
        self.at("received");
    }

    fn failed(&self, _: &mut (), _: &Failed<'_>) {
        self.at("failed");
    }

    fn ended(&self, _: (), _: &Ended<'_>) {
        self.at("ended");
    }

    fn scope(&self, (): &(), run: &mut dyn FnMut()) {
        self.at("scope");
        run();
    }
}

/// Two panics at once would abort the program.
#[api_tests::test]
async fn a_panic_ends_its_call_and_nothing_else() {
    let events: [&[&str]; 11] = [
        &["began"],
        &["attempt"],
        &["scope"],
        &["responded"],
        &["received"],
        &["failed"],
        &["ended"],
        &["attempt", "ended"],
        &["scope", "ended"],
        &["responded", "ended"],
        &["failed", "ended"],
    ];
    for events in events {
        let fails = events.contains(&"failed");
        let server = Server::giving(if fails { response(503, &[], "{}") } else { json(200, GOOD) });
        let ledger = Ledger::default();
        let limits = RateLimits::kook().store(Arc::new(MemoryStore::new()));
        let builder =
            builder(&server).rate_limits(limits).max_concurrent(1).retry(Retry::default());
        // An attempt is told to one after the other, and to none behind a panic.
        let api = users(match events {
            ["attempt" | "scope", ..] => builder.on(ledger.clone()).on(Panics(events)),
            _ => builder.on(Panics(events)).on(ledger.clone()),
        });
        for _ in 0..2 {
            let calling = api.clone();
            let panicked = tokio::spawn(async move { calling.get(1).await.is_ok() }).await;
            assert!(panicked.is_err_and(|error| error.is_panic()), "{events:?}");
            assert_eq!(api.client().in_flight(), 0, "{events:?}");
        }
        let states = api.client().rate_limits();
        assert!(states.iter().all(|state| state.in_flight == 0), "{events:?}: {states:?}");
        // Those that did not panic have seen an end of all that they saw begin.
        ledger.balanced();
    }
}

/// Nobody is there to whom the panic of an observer could go.
#[api_tests::test]
async fn a_call_that_is_dropped_while_its_task_panics_aborts_nothing() {
    let server = Server::giving(json(200, GOOD));
    let api = users(builder(&server).on(Panics(&["ended"])));
    let panicked = tokio::spawn(async move {
        let mut call = api.get(1).into_future();
        let started = futures_util::poll!(&mut call);
        assert!(started.is_ready(), "the panic of the task");
    });
    assert!(panicked.await.is_err_and(|error| error.is_panic()));
}
