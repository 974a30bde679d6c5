//! Many calls at a time: what each costs then, and the memory that each holds while it waits.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use api_core::{Client, ClientBuilder, Credentials};
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http_body_util::{BodyExt as _, Full};
use tokio::runtime::Runtime;
use tokio::sync::Barrier;
use tower::{ServiceExt as _, service_fn};

use crate::call::{self, CODE, TOKEN, UserChatClient};
use crate::measure::{Round, live};
use crate::opening::Derived;
use crate::payload::{Chat, response};

/// The calls of a round of `many`.
pub const MANY: u32 = 64;
/// The calls whose memory is looked at.
pub const FLOOD: u32 = 1_000;

/// A case: `many/ours`, `many/hand`, `many/hyper`.
pub fn case(name: &str) -> Option<Round> {
    let ("many", way) = name.split_once('/')? else { return None };
    round(way, MANY, call::runtime())
}

/// So many GETs at a time, each a task of its own.
fn round(way: &str, calls: u32, runtime: Runtime) -> Option<Round> {
    Some(match way {
        "ours" | "ours-hyper" => {
            let credentials = Credentials::header("Authorization", TOKEN);
            let client = Client::builder(call::base()).no_env_proxy().credentials(credentials);
            let client = if way == "ours" { client } else { client.hyper() };
            let api = client_of(client, calls);
            together(runtime, calls, move || {
                let api = api.clone();
                async move { _ = black_box(api.view(CODE).await.expect("a response")) }
            })
        }
        "hand" => {
            let (client, base) = (call::by_hand(), Arc::<str>::from(call::base()));
            together(runtime, calls, move || {
                let (client, base) = (client.clone(), base.clone());
                async move {
                    let response = call::view(&client, &base).send().await.expect("a response");
                    black_box(response.json::<Derived<Chat>>().await.expect("a chat"));
                }
            })
        }
        "hyper" => {
            let (client, base) = (call::hyper(), Arc::<str>::from(call::base()));
            together(runtime, calls, move || {
                let (client, base) = (client.clone(), base.clone());
                async move { call::with_hyper(&client, &base, "get").await }
            })
        }
        "local-ours" => local_ours(runtime, calls),
        "local-hand" => local_by_hand(runtime, calls),
        _ => return None,
    })
}

/// A client that lets so many calls be under way at a time: 64 unless it is told.
fn client_of(client: ClientBuilder, calls: u32) -> UserChatClient {
    UserChatClient::new(client.max_concurrent(calls).build().expect("a client"))
}

/// A round of so many calls at a time.
pub fn together<F>(runtime: Runtime, calls: u32, one: impl Fn() -> F + 'static) -> Round
where
    F: Future<Output = ()> + Send + 'static,
{
    Box::new(move || {
        runtime.block_on(async {
            let tasks: Vec<_> = (0..calls).map(|_| tokio::spawn(one())).collect();
            for task in tasks {
                task.await.expect("a task ends well");
            }
        });
    })
}

/// Without a socket, so that what a connection holds is left out: the service responds when all
/// calls have come to it.
fn local_ours(runtime: Runtime, calls: u32) -> Round {
    let (body, all) = held(calls);
    let transport = service_fn(move |_: http::Request<api_core::Body>| {
        let (response, all) = (api_core::Body::from(body.clone()), all.clone());
        async move {
            all.wait().await;
            look();
            Ok::<_, std::io::Error>(http::Response::new(response))
        }
    });
    let credentials = Credentials::header("Authorization", TOKEN);
    let client = Client::builder("http://localhost").credentials(credentials).transport(transport);
    let api = client_of(client, calls);
    together(runtime, calls, move || {
        let api = api.clone();
        async move { _ = black_box(api.view(CODE).await.expect("a response")) }
    })
}

fn local_by_hand(runtime: Runtime, calls: u32) -> Round {
    let (body, all) = held(calls);
    let service = service_fn(move |_: http::Request<Full<Bytes>>| {
        let (response, all) = (Full::new(body.clone()), all.clone());
        async move {
            all.wait().await;
            look();
            Ok::<_, std::io::Error>(http::Response::new(response))
        }
    });
    let service = tower::util::BoxCloneSyncService::new(service);
    together(runtime, calls, move || {
        let service = service.clone();
        async move {
            let request = http::Request::get(format!("http://localhost/view?chat_code={CODE}"))
                .header(AUTHORIZATION, TOKEN)
                .body(Full::new(Bytes::new()))
                .expect("a request");
            let deadline = std::time::Duration::from_secs(60);
            let response = tokio::time::timeout(deadline, service.oneshot(request)).await;
            let response = response.expect("in time").expect("a response");
            let body = response.into_body().collect().await.expect("a body").to_bytes();
            black_box(serde_json::from_slice::<Derived<Chat>>(&body).expect("a chat"));
        }
    })
}

fn held(calls: u32) -> (Bytes, Arc<Barrier>) {
    let body = Bytes::from(response("chat").unwrap_or_default());
    (body, Arc::new(Barrier::new(calls as usize)))
}

/// What was allocated before the calls, and the most that was beyond it.
static BEFORE: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn look() {
    MOST.fetch_max(live().saturating_sub(BEFORE.load(Ordering::Relaxed)), Ordering::Relaxed);
}

/// The most that was allocated at any of the moments when the runtime had nothing left to do, or
/// when all calls had come to a service without a socket; divided by the calls under way.
#[must_use]
pub fn memory(way: &str) -> usize {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().on_thread_park(look).build().expect("a runtime");
    let mut flood = round(way, FLOOD, runtime).unwrap_or_else(|| panic!("no way {way}"));
    BEFORE.store(live(), Ordering::Relaxed);
    MOST.store(0, Ordering::Relaxed);
    flood();
    MOST.load(Ordering::Relaxed) / FLOOD as usize
}
