//! Calls, from their arguments to their values: this library, reqwest by hand, and hyper-util's
//! client by hand, which is as little as can be done.

use std::hint::black_box;
use std::sync::Mutex;

use api_core::{Client, Credentials, RateLimits, Result, api};
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use tokio::runtime::Runtime;
use tower::{ServiceExt as _, service_fn};

use crate::measure::Round;
use crate::opening::{Derived, Kook};
use crate::payload::{Chat, Page, response};

/// Where the server of the calls is.
static BASE: Mutex<String> = Mutex::new(String::new());

pub const TOKEN: &str = "Bot 1/MTAx/c2VjcmV0LXRva2VuLW9mLWEtYm90";
pub const CODE: &str = "cdb44c692b1dccb274ff9364266747b2";

/// What KOOK tells of its limits, with room for any number of rounds.
const TOLD: [(&str, &str); 4] = [
    ("x-rate-limit-limit", "1000000000"),
    ("x-rate-limit-remaining", "999999999"),
    ("x-rate-limit-reset", "14"),
    ("x-rate-limit-bucket", "user-chat/view"),
];

#[api(envelope = Kook, path = "/api/v3/user-chat")]
pub(crate) trait UserChat {
    #[endpoint(GET, "/view")]
    async fn view(&self, chat_code: &str) -> Result<Chat>;

    #[endpoint(GET, "/list")]
    async fn list(&self, page: u32) -> Result<Page>;

    #[endpoint(POST, "/create")]
    async fn create(&self, target_id: &str, content: &str, times: u32) -> Result<Chat>;
}

/// The three fields of `create`, as they are written by hand.
#[derive(Clone, Copy, Serialize)]
pub struct Create<'a> {
    target_id: &'a str,
    content: &'a str,
    times: u32,
}

pub const CREATE: Create<'_> = Create { target_id: "2418239356", content: "hello there", times: 3 };

/// Says where the server of the calls is.
pub fn set_base(base: &str) {
    base.clone_into(&mut BASE.lock().expect("nobody panics with it"));
}

#[must_use]
pub fn base() -> String {
    BASE.lock().expect("nobody panics with it").clone()
}

pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

pub(crate) fn ours() -> UserChatClient {
    let credentials = Credentials::header("Authorization", TOKEN);
    let client = Client::builder(base()).no_env_proxy().credentials(credentials);
    UserChatClient::new(client.build().expect("a client"))
}

/// The same over the transport of a way.
pub(crate) fn over(way: &str) -> UserChatClient {
    if way == "ours" {
        return ours();
    }
    let credentials = Credentials::header("Authorization", TOKEN);
    let client = Client::builder(base()).hyper().no_env_proxy().credentials(credentials);
    UserChatClient::new(client.build().expect("a client"))
}

pub(crate) fn by_hand() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("a client")
}

pub(crate) fn view(client: &reqwest::Client, base: &str) -> reqwest::RequestBuilder {
    client
        .get(format!("{base}/api/v3/user-chat/view"))
        .query(&[("chat_code", CODE)])
        .header(AUTHORIZATION, TOKEN)
}

/// A case, such as `build/ours` or `get/hand`.
pub fn case(name: &str) -> Option<Round> {
    Some(match name {
        "build/ours" => {
            let api = ours();
            Box::new(move || _ = black_box(api.view(black_box(CODE)).build()))
        }
        "build/hand" => {
            let (client, base) = (by_hand(), base());
            Box::new(move || _ = black_box(view(&client, black_box(&base)).build()))
        }
        "local/ours" => local_ours(None, &[]),
        // With the fields that KOOK sends, read by nobody and then by the limiter.
        "local/told" => local_ours(None, &TOLD),
        "local/limited" => local_ours(Some(RateLimits::kook()), &TOLD),
        // What a call asks where there are no limits.
        "local/unlimited" => {
            let api = ours();
            Box::new(move || _ = black_box(api.client().rate_limits()))
        }
        "local/hand" => local_by_hand(),
        _ => return loopback(name),
    })
}

/// A call of this library over a transport in this process.
fn local_ours(limits: Option<RateLimits>, fields: &'static [(&str, &str)]) -> Round {
    let body = Bytes::from(response("chat").unwrap_or_default());
    let transport = service_fn(move |_: http::Request<api_core::Body>| {
        let mut response = http::Response::new(api_core::Body::from(body.clone()));
        for (name, value) in fields {
            let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
            response.headers_mut().insert(name, value);
        }
        async { Ok::<_, std::io::Error>(response) }
    });
    let credentials = Credentials::header("Authorization", TOKEN);
    let mut client =
        Client::builder("http://localhost").credentials(credentials).transport(transport);
    if let Some(limits) = limits {
        client = client.rate_limits(limits);
    }
    let (runtime, api) = (runtime(), UserChatClient::new(client.build().expect("a client")));
    Box::new(move || {
        let chat = runtime.block_on(async { api.view(black_box(CODE)).await });
        black_box(chat.expect("a response"));
    })
}

/// The same by hand: a request of `http`, a tower service, and serde_json.
fn local_by_hand() -> Round {
    let body = Bytes::from(response("chat").unwrap_or_default());
    let service = service_fn(move |_: http::Request<Full<Bytes>>| {
        let response = http::Response::new(Full::new(body.clone()));
        async { Ok::<_, std::io::Error>(response) }
    });
    let service = tower::util::BoxCloneSyncService::new(service);
    let runtime = runtime();
    Box::new(move || {
        let call = async {
            let code = black_box(CODE);
            let request = http::Request::get(format!(
                "http://localhost/api/v3/user-chat/view?chat_code={code}"
            ))
            .header(AUTHORIZATION, TOKEN)
            .header(ACCEPT, "application/json")
            .body(Full::new(Bytes::new()))
            .expect("a request");
            let deadline = std::time::Duration::from_secs(60);
            let response = tokio::time::timeout(deadline, service.clone().oneshot(request)).await;
            let response = response.expect("in time").expect("a response");
            let body = response.into_body().collect().await.expect("a body").to_bytes();
            serde_json::from_slice::<Derived<Chat>>(&body).expect("a chat")
        };
        black_box(runtime.block_on(call));
    })
}

/// A call over a socket, to a server in another process.
fn loopback(name: &str) -> Option<Round> {
    let (work, way) = name.split_once('/')?;
    let runtime = runtime();
    Some(match (work, way) {
        ("get", "ours" | "ours-hyper") => {
            let api = over(way);
            Box::new(move || {
                let call = async { api.view(black_box(CODE)).await };
                black_box(runtime.block_on(call).expect("a response"));
            })
        }
        ("page", "ours" | "ours-hyper") => {
            let api = over(way);
            Box::new(move || {
                let call = async { api.list(black_box(2)).await };
                black_box(runtime.block_on(call).expect("a response"));
            })
        }
        ("post", "ours" | "ours-hyper") => {
            let api = over(way);
            let Create { target_id, content, times } = CREATE;
            Box::new(move || {
                let call = async { api.create(black_box(target_id), content, times).await };
                black_box(runtime.block_on(call).expect("a response"));
            })
        }
        ("get", "hand") => {
            let (client, base) = (by_hand(), base());
            Box::new(move || {
                let call = async {
                    let response =
                        view(&client, black_box(&base)).send().await.expect("a response");
                    response.json::<Derived<Chat>>().await.expect("a chat")
                };
                black_box(runtime.block_on(call));
            })
        }
        ("page", "hand") => {
            let (client, base) = (by_hand(), base());
            Box::new(move || {
                let call = async {
                    let request = client
                        .get(format!("{base}/api/v3/user-chat/list"))
                        .query(&[("page", black_box(2))])
                        .header(AUTHORIZATION, TOKEN);
                    let response = request.send().await.expect("a response");
                    response.json::<Derived<Page>>().await.expect("a page")
                };
                black_box(runtime.block_on(call));
            })
        }
        ("post", "hand") => {
            let (client, base) = (by_hand(), base());
            Box::new(move || {
                let call = async {
                    let request = client
                        .post(format!("{base}/api/v3/user-chat/create"))
                        .header(AUTHORIZATION, TOKEN)
                        .json(black_box(&CREATE));
                    let response = request.send().await.expect("a response");
                    response.json::<Derived<Chat>>().await.expect("a chat")
                };
                black_box(runtime.block_on(call));
            })
        }
        (work @ ("get" | "page" | "post"), "reqwest") => {
            let client = by_hand();
            let (ready, work) = (ready(&client, work), work.to_owned());
            Box::new(move || {
                let request = ready.try_clone().expect("a body that can be had twice");
                runtime.block_on(with_reqwest(&client, black_box(request), &work));
            })
        }
        (work @ ("get" | "page" | "post"), "hyper") => {
            let work = work.to_owned();
            let (client, base) = (hyper(), base());
            Box::new(move || runtime.block_on(with_hyper(&client, &base, &work)))
        }
        _ => return None,
    })
}

/// The request of a work, put together already: with its `Host`, which hyper would make anew.
fn ready(client: &reqwest::Client, work: &str) -> reqwest::Request {
    let base = base();
    let chats = format!("{base}/api/v3/user-chat");
    let request = match work {
        "get" => client.get(format!("{chats}/view?chat_code={CODE}")),
        "page" => client.get(format!("{chats}/list?page=2")),
        _ => client.post(format!("{chats}/create")).json(&CREATE),
    };
    let host = base.trim_start_matches("http://");
    request.header(AUTHORIZATION, TOKEN).header(HOST, host).build().expect("a request")
}

/// As little as can be done over reqwest: it is handed a request that is ready, and its response is
/// read as `hyper`'s is.
async fn with_reqwest(client: &reqwest::Client, request: reqwest::Request, work: &str) {
    let response = client.execute(request).await.expect("a response");
    let body = response.bytes().await.expect("a body");
    let body = std::str::from_utf8(&body).expect("UTF-8");
    if work == "page" {
        black_box(serde_json::from_str::<Derived<Page>>(body).expect("a page"));
    } else {
        black_box(serde_json::from_str::<Derived<Chat>>(body).expect("a chat"));
    }
}

pub(crate) fn hyper() -> Hyper<HttpConnector, Full<Bytes>> {
    Hyper::builder(TokioExecutor::new()).build_http()
}

pub(crate) async fn with_hyper(client: &Hyper<HttpConnector, Full<Bytes>>, base: &str, work: &str) {
    let (method, rest, body) = match work {
        "get" => ("GET", format!("view?chat_code={}", black_box(CODE)), Vec::new()),
        "page" => ("GET", format!("list?page={}", black_box(2)), Vec::new()),
        _ => ("POST", "create".to_owned(), serde_json::to_vec(black_box(&CREATE)).expect("JSON")),
    };
    let mut request = http::Request::builder()
        .method(method)
        .uri(format!("{base}/api/v3/user-chat/{rest}"))
        .header(AUTHORIZATION, TOKEN);
    if method == "POST" {
        request = request.header(CONTENT_TYPE, "application/json");
    }
    let request = request.body(Full::new(Bytes::from(body))).expect("a request");
    let response = client.request(request).await.expect("a response");
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    if work == "page" {
        black_box(serde_json::from_slice::<Derived<Page>>(&body).expect("a page"));
    } else {
        black_box(serde_json::from_slice::<Derived<Chat>>(&body).expect("a chat"));
    }
}
