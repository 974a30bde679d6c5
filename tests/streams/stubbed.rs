//! Streams that a stub or a fake responds with.

use std::sync::Arc;

use api_core::{ByteStream, ErrorKind, EventStream, JsonLines, Result, api};
use futures_util::stream;

use crate::downloads::Wrapped;
use crate::given::{Note, Notes, NotesStub, Store, all, bytes, event, note};

/// The envelope of a failure is the client's error, and not the content of a stream.
#[api(server, stub, envelope = Wrapped)]
trait Sealed {
    #[endpoint(GET, "/file")]
    async fn file(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/events")]
    async fn events(&self) -> Result<EventStream<Note>>;

    #[endpoint(GET, "/lines")]
    async fn lines(&self) -> Result<JsonLines<Note>>;
}

#[tokio::test]
async fn an_error_comes_as_an_error() {
    let stub = SealedStub::new();
    stub.file().respond_error(40400, "no such file");
    stub.events().respond_error(40401, "no events");
    stub.lines().respond_error(40402, "no lines");
    let api = stub.client();
    let errors = [
        api.file().await.unwrap_err(),
        api.events().await.unwrap_err(),
        api.lines().await.unwrap_err(),
    ];
    for (error, words) in errors.iter().zip(["no such file", "no events", "no lines"]) {
        assert_eq!(error.kind(), ErrorKind::Api);
        assert!(error.to_string().ends_with(words), "{error}");
    }
    stub.verify();
}

#[api_tests::test]
async fn a_stub_responds_with_streams() {
    let stub = NotesStub::new();
    stub.events().respond(EventStream::new(stream::iter([event(1), event(2)])));
    stub.lines().respond_sequence([
        JsonLines::new(stream::iter([note(1)])),
        JsonLines::new(stream::iter([note(2)])),
    ]);
    stub.file().respond(ByteStream::from(api_core::Body::from("0123")));
    let api = stub.client();
    assert_eq!(all(api.events().await.unwrap()).await, [event(1), event(2)]);
    assert_eq!(all(api.lines().await.unwrap()).await, [note(1)]);
    assert_eq!(all(api.lines().await.unwrap()).await, [note(2)]);
    assert_eq!(bytes(api.file().await.unwrap()).await, b"0123");
    stub.verify();
}

#[api_tests::test]
async fn a_stream_responds_to_one_call() {
    let stub = NotesStub::new();
    stub.events().respond(EventStream::new(stream::iter([event(1)])));
    let api = stub.client();
    api.events().await.unwrap();
    let error = api.events().await.unwrap_err();
    assert!(error.to_string().contains("already took all its calls, 1 call"), "{error}");
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| stub.verify())).unwrap_err();
}

/// A fake of a user's own, without a network.
#[api_tests::test]
async fn a_fake_gives_its_own_stream() {
    let store = Store::with(vec![event(1)]);
    let fake: Arc<dyn Notes> = Arc::new(store);
    assert_eq!(all(fake.events().await.unwrap()).await, [event(1)]);
    let mut failing = fake.failing().await.unwrap();
    failing.next().await.unwrap().unwrap();
    failing.next().await.unwrap().unwrap();
    assert_eq!(failing.next().await.unwrap().unwrap_err().kind(), ErrorKind::Transport);
}
