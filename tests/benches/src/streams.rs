//! Streams: events beside sse-stream, lines beside `BufReader::lines`, both with serde_json by hand,
//! and a download beside reqwest's `bytes_stream`.

use std::convert::Infallible;
use std::hint::black_box;
use std::io::BufRead as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use api_core::{Body, ByteStream, Client, EventStream, JsonLines, Result, api};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, stream};
use serde::Deserialize;
use tower::service_fn;

use crate::call::{base, by_hand, runtime};
use crate::measure::{Round, live};

/// The events or lines of a round.
pub const EVENTS: u32 = 1000;
/// The MiB of a download.
pub const DOWNLOAD: u32 = 256;
/// The MiB of one that trickles.
pub const TRICKLES: u32 = 32;
/// The bytes that come at a time, as over a socket.
const CHUNK: usize = 16 << 10;

/// The pieces of all downloads so far. A socket cuts a content into more of them or fewer, as the
/// machine is busy.
static PIECES: AtomicU64 = AtomicU64::new(0);

/// The pieces of all downloads so far.
#[must_use]
pub fn pieces_so_far() -> u64 {
    PIECES.load(Ordering::Relaxed)
}

/// Looks at a piece of a download, and is busy with it for a moment.
fn take(piece: &[u8], busy: Duration) {
    black_box(piece);
    PIECES.fetch_add(1, Ordering::Relaxed);
    thread::sleep(busy);
}

/// How long a reader is busy with a piece: of a download as long as it takes the socket to get the next one,
/// whatever else the machine does. A reader of one that trickles waits for each.
fn busy(work: &str) -> Duration {
    Duration::from_micros(if work == "download" { 300 } else { 0 })
}

/// A piece of a response of a language model.
#[derive(Deserialize)]
#[expect(dead_code, reason = "decoded, and looked at by nobody")]
struct Delta {
    id: String,
    index: u32,
    text: String,
}

const DELTA: &str = r#"{"id":"cmpl-9b1deb4d","index":0,"text":" sky scatters","logprobs":null}"#;

#[api]
trait Model {
    #[endpoint(GET, "/events")]
    async fn events(&self) -> Result<EventStream<Delta>>;

    #[endpoint(GET, "/lines", max_item = "64 MiB")]
    async fn lines(&self) -> Result<JsonLines<Delta>>;

    #[endpoint(GET, "/long", max_item = "64 MiB")]
    async fn long(&self) -> Result<JsonLines<String>>;

    #[endpoint(GET, "/download")]
    async fn download(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/trickle")]
    async fn trickle(&self) -> Result<ByteStream>;
}

fn events() -> Bytes {
    (0..EVENTS)
        .map(|n| format!("id: {n}\nevent: delta\ndata: {DELTA}\n\n"))
        .collect::<String>()
        .into()
}

fn lines() -> Bytes {
    format!("{DELTA}\n").repeat(EVENTS as usize).into()
}

/// The bytes in pieces.
fn pieces(
    bytes: &Bytes,
) -> impl Stream<Item = std::result::Result<Bytes, Infallible>> + Send + use<> {
    let bytes = bytes.clone();
    let starts = (0..bytes.len()).step_by(CHUNK);
    stream::iter(starts.map(move |at| Ok(bytes.slice(at..bytes.len().min(at + CHUNK)))))
}

/// A client whose responses are these bytes.
fn local(content_type: &'static str, bytes: Bytes) -> ModelClient {
    streaming(content_type, move || Body::stream(pieces(&bytes)))
}

/// A client whose responses have such bodies.
fn streaming(
    content_type: &'static str,
    body: impl Fn() -> Body + Clone + Send + Sync + 'static,
) -> ModelClient {
    let transport = service_fn(move |_: http::Request<Body>| {
        let body = body();
        let response = http::Response::builder().header("content-type", content_type).body(body);
        async move { Ok::<_, Infallible>(response.expect("a response")) }
    });
    let client = Client::builder("http://localhost").transport(transport);
    ModelClient::new(client.build().expect("a client"))
}

/// Starts a download.
async fn start(api: &ModelClient, work: &str) -> ByteStream {
    let bytes = if work == "download" { api.download().await } else { api.trickle().await };
    bytes.expect("a download")
}

/// The most that is allocated while a download of a way goes on, beyond what was before: looked at behind
/// each piece.
#[must_use]
pub fn most_held(work: &str, way: &str) -> usize {
    let client = Client::builder(base()).no_env_proxy();
    let client = if way == "ours-hyper" { client.hyper() } else { client };
    let api = ModelClient::new(client.build().expect("a client"));
    let by_hand = by_hand();
    runtime().block_on(async {
        let before = live();
        let mut most = 0;
        let mut look = |piece: &[u8]| {
            take(piece, busy(work));
            most = most.max(live().saturating_sub(before));
        };
        if way == "hand" {
            let response = by_hand.get(format!("{}/{work}", base())).send().await;
            let mut bytes = response.expect("a response").bytes_stream();
            while let Some(piece) = bytes.next().await {
                look(&piece.expect("a piece"));
            }
        } else {
            let mut bytes = start(&api, work).await;
            while let Some(piece) = bytes.next().await {
                look(&piece.expect("a piece"));
            }
        }
        most
    })
}

/// The most that is allocated while a download goes on whose pieces take no memory: what is ours.
#[must_use]
pub fn most_held_by_ours() -> usize {
    let piece = Bytes::from_static(&[b'x'; CHUNK]);
    let count = (DOWNLOAD as usize) << 20;
    let body = move || {
        let piece = piece.clone();
        Body::stream(stream::iter(
            (0..count / CHUNK).map(move |_| Ok::<_, Infallible>(piece.clone())),
        ))
    };
    let api = streaming("application/octet-stream", body);
    runtime().block_on(async {
        let before = live();
        let (mut most, mut bytes) = (0, 0);
        let mut pieces = api.download().await.expect("a download");
        while let Some(piece) = pieces.next().await {
            bytes += piece.expect("a piece").len();
            most = most.max(live().saturating_sub(before));
        }
        assert_eq!(bytes, count);
        most
    })
}

/// A case, such as `events/ours`.
#[must_use]
pub fn case(name: &str) -> Option<Round> {
    let (work, way) = name.split_once('/')?;
    let runtime = runtime();
    Some(match (work, way) {
        ("events", "ours") => {
            let api = local("text/event-stream", events());
            Box::new(move || {
                runtime.block_on(async {
                    let mut events = api.events().await.expect("a stream");
                    while let Some(event) = events.next().await {
                        black_box(event.expect("an event"));
                    }
                });
            })
        }
        ("events", "hand") => {
            let bytes = events();
            Box::new(move || {
                runtime.block_on(async {
                    let mut events = sse_stream::SseStream::from_bytes_stream(pieces(&bytes));
                    let mut last = String::new();
                    while let Some(event) = events.next().await {
                        let event = event.expect("an event");
                        let data: Delta =
                            serde_json::from_str(&event.data.expect("data")).expect("a delta");
                        // What a client needs to come back.
                        if let Some(id) = event.id {
                            last = id;
                        }
                        black_box((&last, event.event, data));
                    }
                });
            })
        }
        ("lines", "ours") => {
            let api = local("application/x-ndjson", lines());
            Box::new(move || {
                runtime.block_on(async {
                    let mut lines = api.lines().await.expect("a stream");
                    while let Some(line) = lines.next().await {
                        black_box(line.expect("a line"));
                    }
                });
            })
        }
        ("lines", "hand") => {
            let bytes = lines();
            Box::new(move || {
                for line in std::io::BufReader::with_capacity(CHUNK, &bytes[..]).lines() {
                    let line: Delta =
                        serde_json::from_str(&line.expect("a line")).expect("a delta");
                    black_box(line);
                }
            })
        }
        ("long-line", kib) => {
            let size = kib.parse::<usize>().ok()? << 10;
            let line = format!("\"{}\"\n", "x".repeat(size));
            let api = local("application/x-ndjson", line.into());
            Box::new(move || {
                runtime.block_on(async {
                    let mut lines = api.long().await.expect("a stream");
                    black_box(lines.next().await.expect("a line").expect("a text"));
                });
            })
        }
        ("download" | "trickle", "ours" | "ours-hyper") => {
            let client = Client::builder(base()).no_env_proxy();
            let client = if way == "ours" { client } else { client.hyper() };
            let api = ModelClient::new(client.build().expect("a client"));
            let work = work.to_owned();
            Box::new(move || {
                runtime.block_on(async {
                    let (mut bytes, busy) = (start(&api, &work).await, busy(&work));
                    while let Some(piece) = bytes.next().await {
                        take(&piece.expect("a piece"), busy);
                    }
                });
            })
        }
        ("download" | "trickle", "hand") => {
            let (client, url, busy) = (by_hand(), format!("{}/{work}", base()), busy(work));
            Box::new(move || {
                runtime.block_on(async {
                    let response = client.get(&url).send().await;
                    let mut bytes = response.expect("a response").bytes_stream();
                    while let Some(piece) = bytes.next().await {
                        take(&piece.expect("a piece"), busy);
                    }
                });
            })
        }
        _ => return None,
    })
}
