//! Several clients that use one credential, as several processes would.

use std::future::IntoFuture as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use api_core::{
    BoxError, LimitKey, LimitStore, MemoryStore, RateLimits, Reservation, Reserved, Result,
    Settled, api, async_trait,
};
use tokio::task::JoinSet;

use crate::support::{WINDOW, calling, limited};

#[api]
trait Messages {
    #[endpoint(POST, "/messages", rate_limit = "messages")]
    async fn post(&self) -> Result<()>;
}

fn api(base: &str, limits: RateLimits) -> MessagesClient {
    MessagesClient::new(calling(base).rate_limits(limits).build().unwrap())
}

#[api_tests::test(flavor = "multi_thread")]
async fn clients_with_one_store_are_refused_nothing() {
    let (base, counts) = limited(10).await;
    let store = Arc::new(MemoryStore::new());
    let limits = || RateLimits::kook().store(store.clone());
    let clients = [(); 4].map(|()| api(&base, limits()));
    let mut calls = JoinSet::new();
    for number in 0..80 {
        calls.spawn(clients[number % 4].post().into_future());
    }
    while let Some(call) = calls.join_next().await {
        call.unwrap().unwrap();
    }
    let counts = counts.lock().unwrap();
    assert_eq!((counts.accepted, counts.refused), (80, 0));
}

#[api_tests::test(flavor = "multi_thread")]
async fn a_known_rate_is_shared_too() {
    let (base, counts) = limited(u32::MAX).await;
    let store = Arc::new(MemoryStore::new());
    let limits = || RateLimits::fixed(4, WINDOW).store(store.clone());
    let clients = [(); 2].map(|()| api(&base, limits()));
    let started = Instant::now();
    let mut calls = JoinSet::new();
    for number in 0..16 {
        calls.spawn(clients[number % 2].post().into_future());
    }
    while let Some(call) = calls.join_next().await {
        call.unwrap().unwrap();
    }
    assert!(started.elapsed() >= WINDOW * 3, "{:?}", started.elapsed());
    assert_eq!(counts.lock().unwrap().accepted, 16);
    let error = clients[0].post().try_now().await.unwrap_err();
    assert!(error.is_rate_limited() && error.attempts() == 0, "{error}");
}

/// Without a store: whoever notices the others sends one request at a time.
#[api_tests::test(flavor = "multi_thread")]
async fn strangers_are_noticed_and_then_one_goes_at_a_time() {
    let mut refused = [0, 0];
    for (case, careful) in [false, true].into_iter().enumerate() {
        let (base, counts) = limited(20).await;
        let limits = || match careful {
            true => RateLimits::kook().shared_credential(),
            false => RateLimits::kook(),
        };
        let clients = [(); 2].map(|()| api(&base, limits()));
        let mut calls = JoinSet::new();
        for number in 0..200 {
            calls.spawn(clients[number % 2].post().timeout(Duration::from_secs(60)).into_future());
        }
        while let Some(call) = calls.join_next().await {
            // What is refused is sent again, thrice at most.
            _ = call.unwrap();
        }
        refused[case] = counts.lock().unwrap().refused;
    }
    let [bold, careful] = refused;
    assert!(careful < bold, "{careful} refusals, and {bold} of those that notice nobody");
}

/// A store that is as broken as a store can be.
#[derive(Debug)]
enum Broken {
    Fails,
    Hangs,
    /// Grants all, and forgets it.
    SettlesNothing,
}

impl Broken {
    async fn respond<T>(&self) -> Result<T, BoxError> {
        match self {
            Self::Fails | Self::SettlesNothing => Err("the store is away".into()),
            Self::Hangs => std::future::pending().await,
        }
    }
}

#[async_trait]
impl LimitStore for Broken {
    async fn reserve(
        &self,
        key: &LimitKey,
        reservation: &Reservation,
    ) -> Result<Reserved, BoxError> {
        assert!(reservation.lease() > Duration::ZERO && !key.as_str().is_empty());
        match self {
            Self::SettlesNothing => Ok(Reserved::Granted { processes: 1 }),
            _ => self.respond().await,
        }
    }

    async fn settle(&self, _: &LimitKey, _: &Reservation, _: &Settled) -> Result<(), BoxError> {
        self.respond().await
    }

    async fn penalise(&self, _: &LimitKey, _: Duration) -> Result<(), BoxError> {
        self.respond().await
    }
}

#[api_tests::test(flavor = "multi_thread")]
async fn a_store_that_is_away_costs_no_call_and_little_time() {
    for store in [Broken::Fails, Broken::Hangs, Broken::SettlesNothing] {
        let what = format!("{store:?}");
        let (base, counts) = limited(20).await;
        let api = api(&base, RateLimits::kook().store(Arc::new(store)));
        let started = Instant::now();
        let mut calls = JoinSet::new();
        for _ in 0..20 {
            calls.spawn(api.post().into_future());
        }
        while let Some(call) = calls.join_next().await {
            call.unwrap().unwrap();
        }
        assert_eq!(counts.lock().unwrap().refused, 0, "{what}");
        // A fourth of the limit in each window, since up to three others may share it.
        assert!(started.elapsed() < WINDOW * 4 + Duration::from_secs(1), "{what}");
    }
}
