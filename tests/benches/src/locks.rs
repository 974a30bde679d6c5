//! How often a call has to wait for another one to let go of a lock.
//!
//! Who waits for a lock gives up the processor, and Linux counts how often a thread does so of its
//! own will (`voluntary_ctxt_switches` of proc_pid_status(5)). Calls that get their response at once have
//! nothing else to wait for.

use std::fs;
use std::sync::{Arc, Barrier};
use std::thread;

use api_core::{Body, Client, Credentials, Result, api};
use bytes::Bytes;
use tower::service_fn;

use crate::call::{CODE, TOKEN, runtime};
use crate::opening::Kook;
use crate::payload::{Chat, response};

const THREADS: usize = 64;
const CALLS: usize = 2000;

#[api(envelope = Kook, path = "/api/v3/user-chat")]
trait UserChat {
    #[endpoint(GET, "/view")]
    async fn view(&self, chat_code: &str) -> Result<Chat>;
}

/// Prints how often the threads waited: calls of one client, of a client each, and none at all.
pub fn print() {
    println!("### Waiting for locks\n");
    println!("| {THREADS} threads of {CALLS} calls | waits |");
    println!("| --- | ---: |");
    let shared = client();
    let one = waits(|| Some(UserChatClient::new(shared.clone())));
    let each = waits(|| Some(UserChatClient::new(client())));
    println!("| of one client | {one} |");
    println!("| of a client each | {each} |");
    println!("| of a lock that all take | {} |\n", waits(|| None));
}

fn client() -> Client {
    let body = Bytes::from(response("chat").unwrap_or_default());
    let transport = service_fn(move |_: http::Request<Body>| {
        let response = http::Response::new(Body::from(body.clone()));
        async { Ok::<_, std::io::Error>(response) }
    });
    let credentials = Credentials::header("Authorization", TOKEN);
    let client = Client::builder("http://localhost").credentials(credentials);
    client.transport(transport).build().expect("a client")
}

/// How often all threads together gave up the processor while they called; or, to see that it shows,
/// while they did a call's worth of work under one lock.
fn waits(api: impl Fn() -> Option<UserChatClient>) -> u64 {
    let start = Arc::new(Barrier::new(THREADS));
    let lock = Arc::new(std::sync::Mutex::new(String::new()));
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let (api, start, lock) = (api(), start.clone(), lock.clone());
            thread::spawn(move || {
                let runtime = runtime();
                start.wait();
                let before = switches();
                for _ in 0..CALLS {
                    match &api {
                        Some(api) => {
                            let chat = runtime.block_on(async { api.view(CODE).await });
                            drop(chat.expect("a response"));
                        }
                        None => {
                            let mut text = lock.lock().expect("nobody panics with it");
                            text.clear();
                            (0..1000).for_each(|_| text.push('x'));
                        }
                    }
                }
                switches() - before
            })
        })
        .collect();
    threads.into_iter().map(|thread| thread.join().expect("it ends")).sum()
}

/// How often this thread gave up the processor.
fn switches() -> u64 {
    let status = fs::read_to_string("/proc/thread-self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    line.and_then(|count| count.trim().parse().ok()).expect("Linux counts it")
}
