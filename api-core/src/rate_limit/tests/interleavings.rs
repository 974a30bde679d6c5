//! The queue, the guard and the update under many interleavings of tasks, which shuttle chooses. A
//! wake-up that is lost shows as a deadlock.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use shuttle::rand::Rng as _;
use shuttle::{future, thread};
use tokio::sync::Notify;

use crate::rate_limit::clock::Clock;
use crate::rate_limit::{Limiter, Name, RateLimits, Route};

const WINDOW: u64 = 1000;
const LIMIT: u64 = 2;
/// Nobody waits for a deadline that is further away than this.
const NEVER: Duration = Duration::from_secs(100_000);

/// A clock that goes on where nothing else happens, as far as somebody waits.
#[derive(Clone, Copy)]
struct Loose {
    origin: Instant,
    now: &'static AtomicU64,
}

impl Loose {
    fn new() -> Self {
        Self { origin: Instant::now(), now: Box::leak(Box::default()) }
    }

    fn millis(self) -> u64 {
        self.now.load(Ordering::SeqCst)
    }
}

impl Clock for Loose {
    fn now(self) -> Instant {
        // Before each look at the table, another task may have its turn.
        thread::yield_now();
        self.origin + Duration::from_millis(self.millis())
    }

    async fn pause(self, notify: &Notify, until: Instant) -> bool {
        let mut notified = pin!(notify.notified());
        if until >= self.origin + NEVER {
            notified.await;
            return true;
        }
        for _ in 0..3 {
            let ready = poll_fn(|cx| Poll::Ready(notified.as_mut().poll(cx).is_ready())).await;
            if ready {
                return true;
            }
            future::yield_now().await;
        }
        let until = u64::try_from((until - self.origin).as_millis()).unwrap() + 1;
        self.now.fetch_max(until, Ordering::SeqCst);
        false
    }
}

/// A response of a server that counted so many requests in this window.
fn headers(used: u64, now: u64) -> HeaderMap {
    let left = WINDOW - now % WINDOW;
    let fields = [
        ("x-rate-limit-limit", LIMIT.to_string()),
        ("x-rate-limit-remaining", LIMIT.saturating_sub(used).to_string()),
        ("x-rate-limit-reset", format!("{}.{:03}", left / 1000, left % 1000)),
    ];
    let fields = fields.into_iter().map(|(name, value)| {
        (HeaderName::from_static(name), HeaderValue::try_from(value).unwrap())
    });
    fields.collect()
}

/// Runs a future until it has been polled so often; then it is dropped.
async fn impatient(call: impl Future<Output = ()>, mut polls: u32) {
    let mut call = pin!(call);
    poll_fn(|cx| {
        if polls == 0 {
            return Poll::Ready(());
        }
        polls -= 1;
        match call.as_mut().poll(cx) {
            Poll::Pending if polls == 0 => Poll::Ready(()),
            polled => polled,
        }
    })
    .await;
}

fn run() {
    let clock = Loose::new();
    let limiter = Arc::new(Limiter::new(RateLimits::kook()));
    let used = Arc::new(AtomicU64::new(0));
    let done = Arc::new(AtomicU32::new(0));
    let tasks: Vec<_> = (0..5)
        .map(|number| {
            let (limiter, used, done) = (limiter.clone(), used.clone(), done.clone());
            // Two of them give up, somewhere on their way.
            let polls = if number % 2 == 1 {
                shuttle::rand::thread_rng().gen_range(1..8)
            } else {
                u32::MAX
            };
            future::spawn(async move {
                let call = async {
                    let route = Route::new(0, Name::Declared("a"), None);
                    let deadline = clock.origin + NEVER;
                    let turn = limiter.wait(route, deadline, clock).await.unwrap();
                    future::yield_now().await;
                    let count = used.fetch_add(1, Ordering::SeqCst) % LIMIT + 1;
                    let headers = headers(count, clock.millis());
                    future::yield_now().await;
                    let reading = limiter.read(StatusCode::OK, &headers, None);
                    assert!(turn.settle_at(&reading, clock.now()).is_none());
                    done.fetch_add(1, Ordering::SeqCst);
                };
                impatient(call, polls).await;
            })
        })
        .collect();
    for task in tasks {
        future::block_on(task).unwrap();
    }
    assert!(done.load(Ordering::SeqCst) >= 3);
    for state in limiter.states() {
        assert_eq!((state.in_flight, state.waiting), (0, 0));
    }
}

#[test]
fn no_wake_up_is_lost_and_every_reservation_is_returned() {
    shuttle::check_random(run, 3000);
    shuttle::check_pct(run, 1000, 3);
}
