//! Any bytes as a request: no panic, a response in the envelope, and of what reaches an implementation
//! nothing that the client would not send just so.
#![no_main]

use std::collections::BTreeMap;

use api_core::{Body, Envelope, Result, api};
use http::{HeaderName, HeaderValue, Method, Request};
use libfuzzer_sys::fuzz_target;
use serde::{Deserialize, Serialize};
use tower::ServiceExt as _;

#[derive(Envelope)]
struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Thing {
    name: String,
    size: Option<u8>,
    tags: Vec<String>,
}

#[api(stub, envelope = Kook)]
trait Fuzz {
    #[endpoint(GET, "/p/{id}/v{major}.{minor}/{rest*}")]
    async fn path(&self, id: u64, major: &str, minor: &str, rest: &str) -> Result<()>;

    #[endpoint(GET, "/q")]
    async fn query(
        &self,
        text: &str,
        number: Option<i8>,
        #[query(list = "csv")] csv: &[&str],
        #[query(list = "brackets")] ids: &[u16],
        #[query(flag)] flag: bool,
        #[query(flatten, nested = "brackets")] more: BTreeMap<String, String>,
        #[header("X-List", list = "csv")] header: &[&str],
    ) -> Result<()>;

    #[endpoint(GET, "/l/{list}/{file-id}")]
    async fn list(
        &self,
        #[path(list = "csv")] list: &[&str],
        #[path("file-id")] file: &str,
    ) -> Result<()>;

    #[endpoint(GET, "/n")]
    async fn nested(
        &self,
        #[query(nested = "brackets", list = "indices")] thing: Option<&Thing>,
        #[query(json)] json: Option<&Thing>,
    ) -> Result<()>;

    #[endpoint(POST, "/s")]
    async fn lines(&self, #[body(json_lines)] things: Vec<Thing>) -> Result<()>;

    #[endpoint(POST, "/j")]
    async fn json(&self, text: &str, thing: Option<&Thing>, list: Vec<Thing>) -> Result<()>;

    #[endpoint(POST, "/f", body = form)]
    async fn form(&self, text: &str, #[field(list = "indices")] list: &[&str]) -> Result<()>;

    #[endpoint(POST, "/m", body = multipart)]
    async fn multipart(&self, text: &str, list: Vec<String>) -> Result<()>;
}

const METHODS: [Method; 5] =
    [Method::GET, Method::POST, Method::HEAD, Method::OPTIONS, Method::PUT];
const TYPES: [&str; 5] = [
    "application/x-ndjson",
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "text/plain; charset=latin1",
];
const PATHS: [&str; 9] = ["/p/7/v", "/q?", "/j", "/f", "/m", "/", "/l/", "/n?", "/s"];

fn stub() -> FuzzStub {
    let stub = FuzzStub::new();
    stub.path().respond(());
    stub.query().respond(());
    stub.list().respond(());
    stub.nested().respond(());
    stub.lines().respond(());
    stub.json().respond(());
    stub.form().respond(());
    stub.multipart().respond(());
    stub
}

/// The same call by a client; what it refuses to send is none.
async fn again(client: &FuzzClient, call: &FuzzCall) -> Result<()> {
    fn refs(list: &[String]) -> Vec<&str> {
        list.iter().map(String::as_str).collect()
    }
    match call {
        FuzzCall::Path(a) => client.path(a.id, &a.major, &a.minor, &a.rest).await,
        FuzzCall::Query(a) => {
            let (csv, header, more) = (refs(&a.csv), refs(&a.header), a.more.clone());
            client.query(&a.text, a.number, &csv, &a.ids, a.flag, more, &header).await
        }
        FuzzCall::List(a) => client.list(&refs(&a.list), &a.file).await,
        FuzzCall::Nested(a) => client.nested(a.thing.as_ref(), a.json.as_ref()).await,
        FuzzCall::Lines(a) => client.lines(a.things.clone()).await,
        FuzzCall::Json(a) => client.json(&a.text, a.thing.as_ref(), a.list.clone()).await,
        FuzzCall::Form(a) => client.form(&a.text, &refs(&a.list)).await,
        FuzzCall::Multipart(a) => client.multipart(&a.text, a.list.clone()).await,
    }
}

fuzz_target!(|input: (u8, u8, u8, &[u8], &[u8], &[u8])| {
    let (method, path, kind, target, header, body) = input;
    let method = METHODS[usize::from(method) % METHODS.len()].clone();
    let mut uri = PATHS[usize::from(path) % PATHS.len()].as_bytes().to_vec();
    uri.extend(target);
    let Ok(uri) = http::Uri::try_from(uri) else { return };
    let mut request = Request::new(Body::from(body.to_vec()));
    (*request.method_mut(), *request.uri_mut()) = (method.clone(), uri);
    let kind = HeaderValue::from_static(TYPES[usize::from(kind) % TYPES.len()]);
    request.headers_mut().insert(http::header::CONTENT_TYPE, kind);
    if let Ok(header) = HeaderValue::from_bytes(header) {
        request.headers_mut().insert(HeaderName::from_static("x-list"), header);
    }

    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime").block_on(async {
        let stub = stub();
        let response = stub.transport().oneshot(request).await.expect("a response");
        let status = response.status();
        assert!(!status.is_server_error(), "{status}");
        let calls = stub.calls();
        assert_eq!(status == 200, calls.len() == 1, "{status} {calls:?}");
        let [call] = &calls[..] else { return };

        // Which of several dots ends the first value is for the server to say: the last.
        if matches!(call, FuzzCall::Path(args) if args.minor.contains('.')) {
            return;
        }
        match again(&stub.client(), call).await {
            Ok(()) => {
                let both = stub.calls();
                assert_eq!(format!("{:?}", both[0]), format!("{:?}", both[1]));
            }
            // What the client refuses to send, a server can be sent all the same.
            Err(error) => assert_eq!(error.kind(), api_core::ErrorKind::Build, "{error}"),
        }
    });
});
