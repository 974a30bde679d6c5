//! Two hundred calls at once against a limit, with responses that arrive in any order.
//!
//! Trusting the server's count alone costs 426 to 566 refusals here, and one request in flight per
//! bucket takes twice the ideal time.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::server::Server;
use crate::rate_limit::{Limiter, Name, RateLimits, Route};

const TASKS: u32 = 200;
const WINDOW: Duration = Duration::from_secs(5);
const SEEDS: u64 = 20;

fn route() -> Route {
    Route::new(0, Name::Declared("messages"), None)
}

/// Runs all calls; gives how long they took. Every `cancelled`-th call is dropped on its way.
async fn run(limit: u32, seed: u64, cancelled: Option<u32>) -> (Duration, Arc<Server>) {
    let server = Arc::new(Server::new(limit, WINDOW));
    let limiter = Arc::new(Limiter::new(RateLimits::kook()));
    let mut random = fastrand::Rng::with_seed(seed);
    let started = Instant::now();
    let deadline = started + Duration::from_secs(3600);
    let tasks: Vec<_> = (0..TASKS)
        .map(|number| {
            let (server, limiter) = (Arc::clone(&server), Arc::clone(&limiter));
            let there = Duration::from_millis(random.u64(10..150));
            let back = Duration::from_millis(random.u64(10..150));
            let patience = cancelled
                .filter(|every| number % every == 0)
                .map(|_| Duration::from_millis(random.u64(0..8000)));
            tokio::spawn(async move {
                let call = async {
                    let Ok(turn) = limiter.turn(route(), deadline.into_std(), WINDOW).await else {
                        panic!("the deadline is an hour away")
                    };
                    sleep(there).await;
                    let (status, headers) = server.respond();
                    sleep(back).await;
                    _ = turn.settle(&limiter.read(status, &headers, None));
                };
                match patience {
                    Some(patience) => _ = tokio::time::timeout(patience, call).await,
                    None => call.await,
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let states = limiter.states();
    assert!(states.iter().all(|state| state.in_flight == 0 && state.waiting == 0), "{states:?}");
    (started.elapsed(), server)
}

/// The time that a client needs which knows everything: whole windows, and the last response.
fn ideal(limit: u32, requests: u32) -> Duration {
    let windows = requests.div_ceil(limit) - 1;
    WINDOW * windows + Duration::from_millis(300)
}

#[tokio::test(start_paused = true)]
async fn nothing_is_refused_and_little_time_is_lost() {
    for limit in [5, 50] {
        for seed in 0..SEEDS {
            let (took, server) = run(limit, seed, None).await;
            assert_eq!(server.counts(), (TASKS, 0), "limit {limit}, seed {seed}");
            let ideal = ideal(limit, TASKS);
            assert!(
                took <= ideal.mul_f64(1.1),
                "limit {limit}, seed {seed}: {took:?} of {ideal:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn calls_that_are_dropped_lose_no_time_for_the_others() {
    for limit in [5, 50] {
        for seed in 0..SEEDS {
            let (took, server) = run(limit, seed, Some(3)).await;
            let (accepted, refused) = server.counts();
            assert_eq!(refused, 0, "limit {limit}, seed {seed}");
            // Those that were dropped on their way may have been counted by nobody but us.
            let ideal = ideal(limit, TASKS);
            assert!(accepted >= TASKS * 2 / 3, "limit {limit}, seed {seed}: {accepted}");
            assert!(
                took <= ideal.mul_f64(1.1),
                "limit {limit}, seed {seed}: {took:?} of {ideal:?}"
            );
        }
    }
}
