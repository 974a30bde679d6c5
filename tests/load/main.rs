//! Ten thousand calls at a time through one client, at a server that resets a connection for every
//! hundredth request.
//!
//! In a process of its own, because it looks at the memory of the whole process.

use std::collections::HashMap;
use std::fs;

use api_core::{Client, ErrorKind, Result, api};
use api_tests::{Server, Step, is_over_hyper, json, passes_alone};
use tokio::task::JoinSet;

/// Calls at a time.
const CALLS: usize = 10_000;
/// How many of them may be under way.
const LIMIT: u32 = 128;

#[api]
trait Counters {
    /// May be repeated.
    #[endpoint(GET, "/counters")]
    async fn read(&self, id: usize) -> Result<usize>;

    /// May not.
    #[endpoint(POST, "/counters")]
    async fn add(&self, #[query] id: usize) -> Result<usize>;
}

/// Responds to most requests, and resets each connection at one of its first two hundred.
fn steps(connection: usize) -> Vec<Step> {
    let responded = connection * 83 % 199;
    let responses = [Step::ReadRequest, Step::Send(json(200, "7"))];
    let resets = [Step::ReadRequest, Step::Reset];
    responses.into_iter().cycle().take(2 * responded).chain(resets).collect()
}

/// What became of the calls of a round.
#[derive(Debug, Default)]
struct Tally {
    good: usize,
    broken: usize,
    /// How often each request reached the server, by its method and id.
    sent: HashMap<(String, String), usize>,
}

/// Makes so many calls at a time, every other of which may not be repeated.
async fn round(api: &CountersClient, server: &Server, calls: usize) -> Tally {
    let mut tasks = JoinSet::new();
    for id in 0..calls {
        let api = api.clone();
        tasks
            .spawn(async move { if id % 2 == 0 { api.read(id).await } else { api.add(id).await } });
    }
    let mut tally = Tally::default();
    while let Some(result) = tasks.join_next().await {
        match result.expect("no call panics") {
            Ok(value) => {
                assert_eq!(value, 7);
                tally.good += 1;
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
                tally.broken += 1;
            }
        }
    }
    for request in server.take_requests() {
        let id = (request.method().to_owned(), request.target().to_owned());
        *tally.sent.entry(id).or_default() += 1;
    }
    assert_eq!(api.client().in_flight(), 0);
    tally
}

/// The memory in use now, in bytes, where the system tells.
fn memory() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}

#[api_tests::test]
fn ten_thousand_calls_at_a_time_while_connections_break() {
    passes_alone("ten_thousand_calls");
}

#[api_tests::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the test above"]
async fn ten_thousand_calls() {
    let server = Server::by(steps);
    let client = Client::builder(server.base()).no_env_proxy();
    let client = if is_over_hyper() { client.hyper() } else { client };
    let client = client.max_concurrent(LIMIT).max_queued(CALLS).build().unwrap();
    let api = CountersClient::new(client);

    let mut resets = 0;
    let mut sizes = Vec::new();
    for number in 0..=10 {
        // Ten more rounds, to see whether anything of a round stays.
        let calls = if number == 0 { CALLS } else { CALLS / 5 };
        let tally = round(&api, &server, calls).await;
        assert_eq!(tally.good + tally.broken, calls);
        assert!(tally.broken < calls / 20, "{} calls failed", tally.broken);
        for ((method, target), times) in &tally.sent {
            let most = if method == "GET" { 3 } else { 1 };
            assert!(*times <= most, "{method} {target} was sent {times} times");
        }
        // Every call reached the server, and was told apart from the others.
        assert_eq!(tally.sent.len(), calls);
        resets += tally.sent.values().sum::<usize>() - tally.good;
        sizes.push(memory());
    }
    assert!(resets > CALLS / 200, "{resets} connections were reset");
    let connections = server.connections().len();
    // A connection that is being made when another comes free is kept for later. So is one that a GET
    // asks for when its own breaks, since it is sent again at once: half of the calls are GETs.
    let most = 2 * LIMIT as usize + resets + resets / 2;
    assert!(connections <= most, "{connections} connections, {resets} resets");
    if let [_, Some(before), .., Some(after)] = sizes[..] {
        assert!(after < before + (4 << 20), "{sizes:?}");
    }
}
