//! Streams that a server responds with: a client reads what was given. Those of a stub are in `stubbed.rs`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use api_core::{
    ByteStream, Client, ErrorKind, Event, EventStream, JsonLines, Result, Text, api, async_trait,
};
use api_tests::tls::{self, Authority, Terminator, Valid};
use futures_util::{Stream, StreamExt as _, stream};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Note {
    text: String,
    number: i64,
}

#[api(server, stub)]
pub(crate) trait Notes {
    #[endpoint(GET, "/events")]
    async fn events(&self) -> Result<EventStream<Note>>;

    #[endpoint(GET, "/done", done = "[DONE]")]
    async fn done(&self) -> Result<EventStream<Note>>;

    #[endpoint(GET, "/texts")]
    async fn texts(&self) -> Result<EventStream<Text>>;

    #[endpoint(GET, "/lines")]
    async fn lines(&self) -> Result<JsonLines<Note>>;

    #[endpoint(GET, "/file")]
    async fn file(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/silent")]
    async fn silent(&self) -> Result<EventStream<Note>>;

    #[endpoint(GET, "/mute")]
    async fn mute(&self) -> Result<EventStream<Note>>;

    #[endpoint(GET, "/failing")]
    async fn failing(&self) -> Result<EventStream<Note>>;

    #[endpoint(GET, "/resumed")]
    async fn resumed(
        &self,
        #[header("Last-Event-ID")] after: Option<&str>,
    ) -> Result<EventStream<Note>>;

    #[endpoint(GET, "/failing/lines")]
    async fn failing_lines(&self) -> Result<JsonLines<Note>>;

    #[endpoint(GET, "/failing/file")]
    async fn failing_file(&self) -> Result<ByteStream>;
}

#[derive(Clone, Default)]
pub(crate) struct Store {
    events: Vec<Event<Note>>,
    texts: Vec<String>,
    ended: Arc<AtomicBool>,
}

impl Store {
    pub(crate) fn with(events: Vec<Event<Note>>) -> Self {
        Self { events, ..Self::default() }
    }

    /// Waits until the stream that never gives anything is dropped.
    async fn ends(&self) {
        soon(async {
            while !self.ended.load(Ordering::SeqCst) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
    }
}

/// Notes that it is dropped.
struct Noted(Arc<AtomicBool>);

impl Drop for Noted {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

fn never<T: Send + 'static>(ended: &Arc<AtomicBool>) -> impl Stream<Item = T> + Send + 'static {
    let noted = Noted(Arc::clone(ended));
    stream::poll_fn(move |_| {
        let _ = &noted;
        std::task::Poll::Pending
    })
}

#[async_trait]
impl Notes for Store {
    async fn events(&self) -> Result<EventStream<Note>> {
        Ok(EventStream::new(stream::iter(self.events.clone())))
    }

    async fn done(&self) -> Result<EventStream<Note>> {
        self.events().await
    }

    async fn texts(&self) -> Result<EventStream<Text>> {
        Ok(EventStream::new(stream::iter(self.texts.clone()).map(Text::from)))
    }

    async fn lines(&self) -> Result<JsonLines<Note>> {
        let notes: Vec<Note> = self.events.iter().map(|event| event.data.clone()).collect();
        Ok(JsonLines::new(stream::iter(notes)))
    }

    async fn file(&self) -> Result<ByteStream> {
        let pieces = stream::iter(["0123", "456789"].map(Ok::<_, std::io::Error>));
        let file = ByteStream::new(pieces).with_length(10);
        Ok(file.with_content_type("image/png").with_file_name("Kätzchen.png"))
    }

    async fn silent(&self) -> Result<EventStream<Note>> {
        let events = EventStream::new(never::<Note>(&self.ended));
        Ok(events.with_keep_alive(Duration::from_millis(20)))
    }

    async fn mute(&self) -> Result<EventStream<Note>> {
        Ok(EventStream::new(never::<Note>(&self.ended)).with_keep_alive(Duration::ZERO))
    }

    async fn failing(&self) -> Result<EventStream<Note>> {
        let items = [Ok(note(1)), Ok(note(2)), Err(std::io::Error::other("secret"))];
        Ok(EventStream::new(stream::iter(items)))
    }

    async fn resumed(&self, after: Option<&str>) -> Result<EventStream<Note>> {
        let items = match after {
            None => vec![Ok(event(1).with_id(ID)), Err(std::io::Error::other("secret"))],
            Some(id) => vec![Ok(event(2).with_id(format!("behind {id}")))],
        };
        Ok(EventStream::new(stream::iter(items)))
    }

    async fn failing_lines(&self) -> Result<JsonLines<Note>> {
        let items = [Ok(note(1)), Ok(note(2)), Err(std::io::Error::other("secret"))];
        Ok(JsonLines::new(stream::iter(items)))
    }

    async fn failing_file(&self) -> Result<ByteStream> {
        let pieces = [Ok("0123"), Ok("45"), Err(std::io::Error::other("secret"))];
        Ok(ByteStream::new(stream::iter(pieces)).with_length(10))
    }
}

/// The id of an event may be any text of one line.
const ID: &str = "ü 1, \u{2028}\"";

pub(crate) fn note(number: i64) -> Note {
    Note { text: format!("Zeile\n\"{number}\" \u{2028}"), number }
}

pub(crate) fn event(number: i64) -> Event<Note> {
    Event::new(note(number))
}

/// A server on a socket.
async fn serve(store: Store) -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = NotesServer::new(store).into_router();
    let task = tokio::spawn(async move {
        api_core::server::axum::serve(listener, router).await.unwrap();
    });
    (base, task)
}

pub(crate) async fn all<T>(stream: impl Stream<Item = Result<T>>) -> Vec<T> {
    soon(stream.map(|item| item.unwrap()).collect()).await
}

pub(crate) async fn bytes(stream: ByteStream) -> Vec<u8> {
    all(stream).await.iter().flat_map(|piece| piece.to_vec()).collect()
}

#[api_tests::test]
async fn a_client_reads_what_a_server_gives() {
    let events = vec![event(1).with_id("1").with_event("add"), event(2), event(3).with_id("3")];
    let store =
        Store { events, texts: vec!["a\r\nb\rc\n".into(), String::new()], ..Store::default() };
    let (base, _task) = serve(store.clone()).await;
    for client in
        [calling(base).build().unwrap(), Client::in_process(NotesServer::new(store).into_router())]
    {
        let api = NotesClient::new(client);
        let expected =
            [event(1).with_id("1").with_event("add"), event(2).with_id("1"), event(3).with_id("3")];
        assert_eq!(all(api.events().await.unwrap()).await, expected);
        assert_eq!(all(api.done().await.unwrap()).await, expected);
        assert_eq!(all(api.lines().await.unwrap()).await, [note(1), note(2), note(3)]);
        let texts: Vec<_> =
            all(api.texts().await.unwrap()).await.into_iter().map(|event| event.data).collect();
        assert_eq!(texts, [Text::from("a\nb\nc\n"), Text::from("")]);
        let file = api.file().await.unwrap();
        assert_eq!((file.length(), file.content_type()), (Some(10), Some("image/png")));
        assert_eq!(file.file_name(), Some("Kätzchen.png"));
        assert_eq!(bytes(file).await, b"0123456789");
    }
}

#[api_tests::test]
async fn a_server_says_that_it_is_there_and_a_client_that_goes_ends_the_stream() {
    let store = Store::default();
    let (base, _task) = serve(store.clone()).await;
    let api = NotesClient::new(calling(base).build().unwrap());
    let mut events = api.silent().read_timeout(Duration::from_millis(500)).await.unwrap();
    // Longer than the client would wait for a byte.
    let waited = tokio::time::timeout(Duration::from_millis(1200), events.next()).await;
    assert!(waited.is_err(), "{waited:?}");
    assert!(!store.ended.load(Ordering::SeqCst));
    drop(events);
    store.ends().await;
}

/// No pause between comments is no flood of them.
#[tokio::test]
async fn a_server_may_say_nothing_at_all() {
    let store = Store::default();
    let (base, _task) = serve(store.clone()).await;
    let mut socket = TcpStream::connect(base.trim_start_matches("http://")).await.unwrap();
    socket.write_all(b"GET /mute HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let mut read = Vec::new();
    let waited = tokio::time::timeout(Duration::from_millis(200), socket.read_to_end(&mut read));
    assert!(waited.await.is_err(), "it ended");
    let text = String::from_utf8(read).unwrap();
    assert!(text.starts_with("HTTP/1.1 200") && text.ends_with("\r\n\r\n"), "{text}");
    drop(socket);
    store.ends().await;
}

/// Over HTTP/2, one stream of a connection ends, and the connection goes on.
#[api_tests::test]
async fn a_client_that_goes_ends_the_stream_over_http_2() {
    let store = Store::with(vec![event(1), event(2)]);
    let (base, _task) = serve(store.clone()).await;
    let authority = Authority::new();
    let certificate = tls::certificate("localhost", &authority, Valid::Now).with_http2();
    let front = Terminator::before_authority(base.trim_start_matches("http://"), &certificate);
    let client = calling(front.base()).root_certificate(authority.pem()).build().unwrap();
    let api = NotesClient::new(client);
    let mut events = api.silent().await.unwrap();
    let waited = tokio::time::timeout(Duration::from_millis(100), events.next()).await;
    assert!(waited.is_err(), "{waited:?}");
    assert!(!store.ended.load(Ordering::SeqCst));
    drop(events);
    store.ends().await;
    let received: Vec<_> = all(api.events().await.unwrap()).await;
    assert_eq!(received, store.events);
    assert_eq!(bytes(api.file().await.unwrap()).await, b"0123456789");
}

#[api_tests::test]
async fn a_stream_that_fails_breaks_off() {
    let (base, _task) = serve(Store::default()).await;
    let api = NotesClient::new(calling(base).build().unwrap());
    // All that was given before is there.
    let mut events = api.failing().retry(api_core::Retry::never()).await.unwrap();
    for number in [1, 2] {
        assert_eq!(soon(events.next()).await.unwrap().unwrap().data, note(number));
    }
    let error = soon(events.next()).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(!format!("{error:?}").contains("secret"));
    let mut lines = api.failing_lines().await.unwrap();
    for number in [1, 2] {
        assert_eq!(soon(lines.next()).await.unwrap().unwrap(), note(number));
    }
    let error = soon(lines.next()).await.unwrap().unwrap_err();
    assert!(error.to_string().contains("; 2 items ("), "{error}");
    let mut file = api.failing_file().await.unwrap();
    assert_eq!(file.length(), Some(10));
    let mut received = Vec::new();
    let error = loop {
        match soon(file.next()).await.unwrap() {
            Ok(piece) => received.extend_from_slice(&piece),
            Err(error) => break error,
        }
    };
    assert_eq!(received, b"012345");
    assert!(error.to_string().contains("6 of 10 bytes had been received"), "{error}");
}

#[api_tests::test]
async fn an_id_comes_back_to_the_server_as_it_was() {
    let (base, _task) = serve(Store::default()).await;
    let api = NotesClient::new(calling(base).retry(api_core::Retry::default()).build().unwrap());
    let events = all(api.resumed(None).await.unwrap()).await;
    let behind = format!("behind {ID}");
    assert_eq!(events, [event(1).with_id(ID), event(2).with_id(&behind)]);
    // In a call of one's own, too.
    let own = all(api.resumed(Some(ID)).await.unwrap()).await;
    assert_eq!(own, [event(2).with_id(&behind)]);
    let own = all(api.resumed(None).header("Last-Event-ID", ID).await.unwrap()).await;
    assert_eq!(own, [event(2).with_id(behind)]);
    // But no line break, and no other header.
    let line = api.resumed(Some("1\r\nX: 2")).await.unwrap_err();
    let other = api.resumed(None).header("X-Id", ID).await.unwrap_err();
    assert_eq!((line.kind(), other.kind()), (ErrorKind::Build, ErrorKind::Build));
}

fn any_event() -> impl Strategy<Value = Event<Note>> {
    ("[^\0\r\n]{1,12}", "[^\r\n]{1,12}", any::<String>(), any::<i64>())
        .prop_map(|(id, event, text, number)| Event { id, event, data: Note { text, number } })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_server_gives_a_client_reads(events in proptest::collection::vec(any_event(), 0..8)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let store = Store::with(events.clone());
            let api = NotesClient::new(Client::in_process(NotesServer::new(store).into_router()));
            prop_assert_eq!(&all(api.events().await.unwrap()).await, &events);
            prop_assert_eq!(&all(api.done().await.unwrap()).await, &events);
            let notes: Vec<Note> = events.iter().map(|event| event.data.clone()).collect();
            prop_assert_eq!(&all(api.lines().await.unwrap()).await, &notes);
            Ok(())
        })?;
    }
}
