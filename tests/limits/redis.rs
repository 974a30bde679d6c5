//! Processes that share limits through a real Redis.
//!
//! Each worker is this test binary once more, which runs [`worker`] alone.

use std::future::IntoFuture as _;
use std::io::Write as _;
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use api_core::{RateLimits, RedisStore, Response, Result, api};
use api_tests::Transport;
use tokio::task::JoinSet;

use crate::support::{Counts, WINDOW, calling, limited};

/// Requests per window.
const LIMIT: u32 = 40;
const PROCESSES: usize = 4;
/// Calls that a worker has under way at a time.
const AT_ONCE: usize = 12;

#[api]
trait Messages {
    #[endpoint(POST, "/messages", rate_limit = "messages")]
    async fn post(&self) -> Result<()>;
}

/// A Redis of our own, which keeps nothing on disk.
struct Redis {
    port: u16,
    child: Child,
}

impl Redis {
    /// Starts one, if it is installed.
    fn start() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let found = std::env::split_paths(&std::env::var_os("PATH")?)
            .any(|folder| folder.join("redis-server").exists());
        if !found {
            let text =
                "DID NOT RUN: there is no `redis-server` on the PATH; install Debian's package\n";
            // Past the capture of the test's output.
            std::io::stderr().write_all(text.as_bytes()).unwrap();
            return None;
        }
        Some(Self { port, child: Self::run(port) })
    }

    fn run(port: u16) -> Child {
        let child = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
            .args(["--save", "", "--appendonly", "no", "--daemonize", "no"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let started = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < Duration::from_secs(10), "Redis does not start");
            std::thread::sleep(Duration::from_millis(10));
        }
        child
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn restart(&mut self) {
        self.child = Self::run(self.port);
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// What a worker did.
#[derive(Debug)]
struct Report {
    sent: u32,
    failed: u32,
    slowest: Duration,
}

/// How long the workers have to start, so that all begin at one time.
const STARTS: Duration = Duration::from_secs(1);

/// The time of day, which is the same in all processes.
fn now() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap()
}

/// Runs the workers to their end, and `meanwhile` beside them.
async fn run(
    base: &str,
    redis: &str,
    lasts: Duration,
    patience: Duration,
    meanwhile: impl Future<Output = ()>,
) -> Vec<Report> {
    let worker = format!("redis::worker::{}", Transport::current());
    let begins = now() + STARTS;
    let spawn = || {
        Command::new(std::env::current_exe().unwrap())
            .args([&*worker, "--exact", "--ignored", "--nocapture"])
            .env("LIMITS_BASE", base)
            .env("LIMITS_REDIS", redis)
            .env("LIMITS_BEGINS", begins.as_millis().to_string())
            .env("LIMITS_LASTS", lasts.as_millis().to_string())
            .env("LIMITS_PATIENCE", patience.as_millis().to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let workers: Vec<Child> = (0..PROCESSES).map(|_| spawn()).collect();
    tokio::time::sleep(begins.saturating_sub(now())).await;
    meanwhile.await;
    let ended = workers.into_iter().map(|worker| {
        tokio::task::spawn_blocking(move || report(&worker.wait_with_output().unwrap()))
    });
    let mut reports = Vec::new();
    for report in ended.collect::<Vec<_>>() {
        reports.push(report.await.unwrap());
    }
    reports
}

fn report(output: &Output) -> Report {
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    let (_, line) = text.split_once("REPORT ").expect("a worker reports");
    let mut numbers = line.split_whitespace().map(|number| number.parse::<u64>().ok());
    let mut next = || numbers.next().flatten().expect("three numbers");
    let (sent, failed) = (next() as u32, next() as u32);
    Report { sent, failed, slowest: Duration::from_millis(next()) }
}

/// A worker: as many calls as the limits allow, for a while.
#[api_tests::test]
#[ignore = "a process that other tests start"]
fn worker() {
    let Ok(base) = std::env::var("LIMITS_BASE") else { return };
    let var = |name: &str| std::env::var(name).unwrap();
    let millis = |name: &str| Duration::from_millis(var(name).parse().unwrap());
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).enable_all().build().unwrap().block_on(async {
        let store = Arc::new(RedisStore::new(&var("LIMITS_REDIS")).unwrap());
        let limits = RateLimits::kook().store(store).store_timeout(millis("LIMITS_PATIENCE"));
        let api = MessagesClient::new(calling(base).rate_limits(limits).build().unwrap());
        tokio::time::sleep(millis("LIMITS_BEGINS").saturating_sub(now())).await;
        let ends = Instant::now() + millis("LIMITS_LASTS");
        let (mut sent, mut failed, mut slowest) = (0, 0, Duration::ZERO);
        let mut calls = JoinSet::new();
        let call = || {
            let call = api.post().into_future();
            async {
                let begins = Instant::now();
                (call.await, begins.elapsed())
            }
        };
        for _ in 0..AT_ONCE {
            calls.spawn(call());
        }
        while let Some(ended) = calls.join_next().await {
            let (result, took) = ended.unwrap();
            match result {
                Ok(()) => sent += 1,
                Err(error) => {
                    failed += 1;
                    std::io::stderr().write_all(format!("{error}\n").as_bytes()).unwrap();
                }
            }
            slowest = slowest.max(took);
            if Instant::now() < ends {
                calls.spawn(call());
            }
        }
        let slowest = slowest.as_millis();
        let text = format!("\nREPORT {sent} {failed} {slowest} \n");
        std::io::stdout().write_all(text.as_bytes()).unwrap();
    });
}

fn counted(counts: &std::sync::Mutex<Counts>) -> (u32, u32) {
    let counts = counts.lock().unwrap();
    (counts.accepted, counts.refused)
}

#[api_tests::test(flavor = "multi_thread")]
async fn four_processes_share_a_limit_fairly() {
    let Some(redis) = Redis::start() else { return };
    let (base, counts) = limited(LIMIT).await;
    let lasts = Duration::from_secs(4);
    // A busy machine must not look like a Redis that is away.
    let patience = Duration::from_secs(2);
    let reports = run(&base, &redis.url(), lasts, patience, async {}).await;
    let (accepted, refused) = counted(&counts);
    assert_eq!(refused, 0, "{reports:?}");
    assert_eq!(reports.iter().map(|report| report.failed).sum::<u32>(), 0, "{reports:?}");
    assert_eq!(reports.iter().map(|report| report.sent).sum::<u32>(), accepted);
    let share = f64::from(accepted) / PROCESSES as f64;
    for report in &reports {
        let part = f64::from(report.sent) / share;
        assert!((0.8..=1.2).contains(&part), "{part:.2} of its share: {reports:?}");
    }
    // Most of what the API allows in that time is used.
    let allowed = f64::from(LIMIT) * lasts.as_secs_f64() / WINDOW.as_secs_f64();
    assert!(f64::from(accepted) > allowed * 0.6, "{accepted} of {allowed}");
}

#[api_tests::test(flavor = "multi_thread")]
async fn a_redis_that_dies_and_comes_back_costs_no_call() {
    let Some(mut redis) = Redis::start() else { return };
    let (base, counts) = limited(LIMIT).await;
    let url = redis.url();
    let lasts = Duration::from_secs(5);
    let reports = run(&base, &url, lasts, Duration::from_millis(50), async {
        tokio::time::sleep(Duration::from_millis(1500)).await;
        tokio::task::block_in_place(|| redis.kill());
        tokio::time::sleep(Duration::from_millis(1500)).await;
        tokio::task::block_in_place(|| redis.restart());
    })
    .await;
    let (accepted, _) = counted(&counts);
    assert_eq!(reports.iter().map(|report| report.failed).sum::<u32>(), 0, "{reports:?}");
    assert_eq!(reports.iter().map(|report| report.sent).sum::<u32>(), accepted);
    // With all calls under way, one waits for two windows.
    for report in &reports {
        assert!(report.slowest < WINDOW * 2 + Duration::from_secs(1), "{reports:?}");
    }
}

#[api_tests::test]
async fn a_dead_process_holds_nothing_for_longer_than_its_lease() {
    let Some(redis) = Redis::start() else { return };
    let (base, _) = limited(LIMIT).await;
    let store = Arc::new(RedisStore::new(&redis.url()).unwrap().prefix("leases"));
    let limits = RateLimits::kook().store(store).store_timeout(Duration::from_secs(2));
    let builder = calling(&base).rate_limits(limits);
    let api = MessagesClient::new(builder.build().unwrap());

    // The first request of a bucket goes alone. Its process dies: it neither settles nor forgets.
    let dead = MessagesClient::new(
        calling("http://127.0.0.1:9")
            .rate_limits(
                RateLimits::kook()
                    .store(Arc::new(RedisStore::new(&redis.url()).unwrap().prefix("leases")))
                    .store_timeout(Duration::from_secs(2)),
            )
            .attempt_timeout(Duration::from_millis(500))
            .build()
            .unwrap(),
    );
    _ = dead.post().await.unwrap_err();
    let error = api.post().try_now().await.unwrap_err();
    assert!(error.is_rate_limited() && error.attempts() == 0, "{error}");
    let started = Instant::now();
    let response: Response<()> = api.post().with_response().await.unwrap();
    assert_eq!(response.rate_limit().unwrap().limit, Some(LIMIT));
    // The lease is the attempt's time and a second.
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
}

#[api_tests::test]
async fn a_known_rate_is_kept_by_all_processes_together() {
    let Some(redis) = Redis::start() else { return };
    let (base, counts) = limited(u32::MAX).await;
    let clients = [(); 3].map(|()| {
        let store = Arc::new(RedisStore::new(&redis.url()).unwrap());
        let limits = RateLimits::fixed(5, WINDOW).store(store);
        let limits = limits.store_timeout(Duration::from_secs(2));
        MessagesClient::new(calling(&base).rate_limits(limits).build().unwrap())
    });
    let started = Instant::now();
    let mut calls = JoinSet::new();
    for number in 0..30 {
        calls.spawn(clients[number % 3].post().into_future());
    }
    while let Some(call) = calls.join_next().await {
        call.unwrap().unwrap();
    }
    // Ten at a time in no span.
    assert!(started.elapsed() >= WINDOW * 5, "{:?}", started.elapsed());
    assert_eq!(counted(&counts), (30, 0));
}

#[api_tests::test]
async fn a_refusal_of_one_process_stops_the_others() {
    let Some(redis) = Redis::start() else { return };
    let refused = api_tests::response(429, &[("retry-after", "30")], "{}");
    let all = [("retry-after", "30"), ("x-rate-limit-global", "")];
    for bytes in [refused, api_tests::response(429, &all, "{}")] {
        let server = api_tests::Server::giving(bytes);
        let prefix = server.authority();
        let clients = [(); 2].map(|()| {
            let store = Arc::new(RedisStore::new(&redis.url()).unwrap().prefix(&prefix));
            let limits = RateLimits::kook().store(store).store_timeout(Duration::from_secs(2));
            MessagesClient::new(calling(server.base()).rate_limits(limits).build().unwrap())
        });
        let [one, other] = &clients;
        assert!(one.post().timeout(Duration::from_secs(5)).await.unwrap_err().is_rate_limited());
        let error = other.post().timeout(Duration::from_secs(5)).await.unwrap_err();
        assert_eq!(error.attempts(), 0, "{error}");
        assert!(error.retry_after().unwrap() > Duration::from_secs(20), "{error}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn a_url_that_cannot_be_read_is_an_error_that_keeps_its_password() {
    let error = RedisStore::new("redis//user:hunter2@host").unwrap_err();
    assert!(!format!("{error:?} {error}").contains("hunter2"));
    let store = RedisStore::new("redis://user:hunter2@host/").unwrap();
    assert!(!format!("{store:?}").contains("hunter2"));
}
