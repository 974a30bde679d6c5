//! Requests that nobody well-meaning sends, byte by byte over a socket: each is refused or harmless,
//! and the server responds to the next one.

mod requests;

use std::sync::Mutex;

use api_core::{Envelope, Part, Result, api, async_trait};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use self::requests::Expected::{Called, NotHttp, Refused};
use self::requests::{get, requests};

#[derive(Envelope)]
struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Tree {
    #[serde(default)]
    name: String,
    #[serde(default)]
    children: Vec<Tree>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Nest {
    a: Option<Box<Nest>>,
    #[serde(default)]
    n: u8,
}

#[api(server, envelope = Kook)]
trait Target {
    #[endpoint(GET, "/files/{name}")]
    async fn file(&self, name: &str) -> Result<()>;

    #[endpoint(GET, "/tree/{path*}")]
    async fn tree(&self, path: &str) -> Result<()>;

    #[endpoint(GET, "/query")]
    async fn query(
        &self,
        n: Option<u64>,
        f: Option<f64>,
        #[query(list = "indices")] list: Vec<u8>,
        #[query(flatten, nested = "brackets")] nest: Nest,
    ) -> Result<()>;

    #[endpoint(POST, "/json")]
    async fn json(&self, n: u64, tree: Option<Tree>) -> Result<()>;

    #[endpoint(POST, "/parts", body = multipart)]
    async fn parts(&self, title: &str, #[part] file: Option<Part>) -> Result<()>;
}

/// Keeps what it was called with.
struct Record(&'static Mutex<Vec<String>>);

impl Record {
    fn keep(&self, call: String) -> Result<()> {
        self.0.lock().unwrap().push(call);
        Ok(())
    }
}

#[async_trait]
impl Target for Record {
    async fn file(&self, name: &str) -> Result<()> {
        self.keep(format!("file {name:?}"))
    }

    async fn tree(&self, path: &str) -> Result<()> {
        self.keep(format!("tree {path:?}"))
    }

    async fn query(&self, n: Option<u64>, f: Option<f64>, list: Vec<u8>, _: Nest) -> Result<()> {
        self.keep(format!("query {n:?} {f:?} {list:?}"))
    }

    async fn json(&self, n: u64, _: Option<Tree>) -> Result<()> {
        self.keep(format!("json {n}"))
    }

    async fn parts(&self, title: &str, file: Option<Part>) -> Result<()> {
        self.keep(format!("parts {title:?} {}", file.is_some()))
    }
}

/// Sends bytes, and whether these are `all` that there will be.
async fn send(address: std::net::SocketAddr, request: &[u8], all: bool) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server may respond, and close, before it has read everything.
    let _ = stream.write_all(request).await;
    if all {
        let _ = stream.shutdown().await;
    }
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response).await;
    String::from_utf8_lossy(&response).into_owned()
}

#[tokio::test]
async fn a_hostile_request_is_refused_or_harmless() {
    let calls: &'static Mutex<Vec<String>> = Box::leak(Box::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = TargetServer::new(Record(calls)).into_router();
    tokio::spawn(async move { api_core::server::axum::serve(listener, router).await });

    let mut wrong = Vec::new();
    for (name, request, result) in requests() {
        let response = send(address, &request, matches!(result, NotHttp)).await;
        let status: Option<u16> = response.get(9..12).and_then(|status| status.parse().ok());
        let called = std::mem::take(&mut *calls.lock().unwrap());
        let fits = match result {
            Refused(expected) => {
                let sealed = format!("{{\"code\":{expected},\"data\":null,\"message\":\"");
                called.is_empty() && status == Some(expected) && response.contains(&sealed)
            }
            Called(expected) => {
                status == Some(200) && called.len() == 1 && called[0].starts_with(expected)
            }
            NotHttp => {
                called.is_empty() && status.is_none_or(|status| (400..500).contains(&status))
            }
        };
        if !fits {
            let response: String = response.chars().take(400).collect();
            wrong.push(format!("{name}: {called:?} {response}"));
        }
        let next = send(address, &get("/files/next"), false).await;
        assert!(next.starts_with("HTTP/1.1 200"), "after {name}: {next}");
        assert_eq!(std::mem::take(&mut *calls.lock().unwrap()), [r#"file "next""#]);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
