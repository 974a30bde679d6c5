//! Bodies of requests that fail while they are sent: their own words, and never a second attempt.

use std::io;
use std::time::Duration;

use api_core::{Body, Error, ErrorKind, Part, Result, Retry, api};
use api_tests::{Transport, everything_shown};
use futures_util::stream;

use super::silent;
use crate::support::{builder, calling, client};

#[api]
trait Uploads {
    #[endpoint(PUT, "/file")]
    async fn put(&self, #[body(stream)] file: Body) -> Result<()>;
    #[endpoint(POST, "/parts")]
    async fn post(&self, #[part] file: Part, #[part] note: &str) -> Result<()>;
    #[endpoint(POST, "/both")]
    async fn both(&self, #[part] first: Part, #[part] second: Part) -> Result<()>;
}

fn chunks(chunks: &'static [&'static str]) -> Body {
    Body::stream(stream::iter(chunks.iter().map(|chunk| Ok::<_, Error>(*chunk))))
}

#[track_caller]
fn failed(result: Result<()>, said: &str) -> Error {
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Build, 1), "{error:?}");
    assert!(!error.is_retryable(), "{error:?}");
    assert!(error.to_string().contains(said), "{}", everything_shown(&error));
    error
}

#[api_tests::test]
async fn a_stream_that_fails_gives_its_own_error() {
    let server = silent();
    let api = UploadsClient::new(builder(&server).retry(Retry::default()).build().unwrap());
    for first in [None, Some(Ok("some of it"))] {
        let denied = Err(io::Error::from(io::ErrorKind::PermissionDenied));
        let body = Body::stream(stream::iter(first.into_iter().chain([denied])));
        let error =
            failed(api.put(body).await, "request's body could not be read: permission denied");
        assert!(everything_shown(&error).contains("permission denied"));
    }
    // Its own text may hold a secret, and is only a source.
    let body = Body::stream(stream::iter([Err::<&str, _>(io::Error::other("at hunter2"))]));
    let error = failed(api.put(body).await, "(Uploads::put): the request's body could not be read");
    assert!(!error.to_string().contains("hunter2"));
    let part = Part::stream(stream::iter([Err::<&str, _>(io::Error::other("no"))]));
    failed(api.post(part, "a").await, "the request's body could not be read");
    assert_eq!(server.requests(), []);
}

/// As when the body of a response is passed on: the other call's failure is not one of this connection.
#[api_tests::test]
async fn a_stream_that_fails_with_another_calls_error_says_so() {
    let dead = UploadsClient::new(calling("http://127.0.0.1:1").build().unwrap());
    let other = dead.put(chunks(&["a"])).retry(Retry::never()).await.unwrap_err();
    assert!(other.kind() == ErrorKind::Connect && other.is_retryable());
    let server = silent();
    let api = UploadsClient::new(builder(&server).retry(Retry::default()).build().unwrap());
    let body = Body::stream(stream::iter([Ok("some of it"), Err(other)]));
    let said = "PUT /file (Uploads::put): the request's body could not be read: PUT /file";
    let error = failed(api.put(body).await, said);
    let source = std::error::Error::source(&error).and_then(|it| it.downcast_ref::<Error>());
    assert!(source.is_some_and(Error::is_connect));
}

#[api_tests::test]
async fn a_stream_that_panics_is_told_as_such() {
    let server = silent();
    let api = UploadsClient::new(builder(&server).retry(Retry::default()).build().unwrap());
    let stream = || {
        stream::iter((0..2).map(|number| {
            assert!(number == 0, "a stream's own panic");
            Ok::<_, io::Error>("some of it")
        }))
    };
    let said = "the request's body panicked while it was read";
    failed(api.put(Body::stream(stream())).await, said);
    failed(api.post(Part::stream(stream()), "a").await, said);
    assert_eq!(api.client().in_flight(), 0);
    assert_eq!(server.requests(), []);
}

#[api_tests::test]
async fn a_stream_has_its_stated_length() {
    let server = silent();
    let api = UploadsClient::new(client(&server));
    for (body, stated) in
        [(chunks(&["abc", "d"]), 3), (chunks(&["abcd"]), 3), (chunks(&["a", "", "bc", "", "d"]), 3)]
    {
        let said = "the request's body is longer than its stated length of 3 bytes";
        failed(api.put(body.with_length(stated)).await, said);
    }
    for body in [chunks(&["ab"]), chunks(&[])] {
        let said = "the request's body is shorter than its stated length of 3 bytes";
        failed(api.put(body.with_length(3)).await, said);
    }
    assert_eq!(server.requests(), []);
    for body in [chunks(&["a"]), chunks(&["", "a"])] {
        failed(api.put(body.with_length(0)).await, "longer than its stated length of 0 bytes");
    }
    for body in [chunks(&["abc"]), chunks(&["a", "bc", ""]), chunks(&["", "ab", "", "c"])] {
        api.put(body.with_length(3)).await.unwrap();
        let request = server.requests().pop().unwrap();
        assert_eq!(request.body(), "abc");
        assert_eq!(request.header("content-length"), ["3"]);
    }
    api.put(chunks(&[]).with_length(0)).await.unwrap();
    assert_eq!(server.requests().pop().unwrap().body(), "");
}

/// The sum of the parts says nothing of each.
#[api_tests::test]
async fn a_part_has_its_stated_length() {
    let server = silent();
    let api = UploadsClient::new(client(&server));
    let part = |given: &'static str, stated| {
        let pieces = stream::iter([Ok::<_, Error>(given)]);
        Part::stream(pieces).with_length(stated)
    };
    for (first, second, how) in
        [(4, 2, "longer"), (2, 4, "shorter"), (3, 2, "shorter"), (3, 4, "longer")]
    {
        let (first, second) = (part(&"abcd"[..first], 3), part(&"efgh"[..second], 3));
        let said =
            format!("a part of the request's body is {how} than its stated length of 3 bytes");
        failed(api.both(first, second).await, &said);
    }
    assert_eq!(server.requests(), []);
    api.both(part("abc", 3), part("", 0)).await.unwrap();
    assert!(server.requests().pop().unwrap().body().contains("\r\n\r\nabc\r\n--"));
}

#[api_tests::test]
async fn a_file_is_sent_as_long_as_it_was() {
    let server = silent();
    let api = UploadsClient::new(client(&server));
    let path = format!("{}/{}-growing.txt", env!("CARGO_TARGET_TMPDIR"), Transport::current());
    std::fs::write(&path, "one").unwrap();
    let (part, body) = (Part::file(&path).await.unwrap(), Body::file(&path).await.unwrap());
    std::fs::write(&path, "one and two").unwrap();
    api.post(part, "behind it").await.unwrap();
    let request = server.requests().pop().unwrap();
    assert!(request.body().contains("\r\n\r\none\r\n--") && request.body().contains("behind it"));
    api.put(body).await.unwrap();
    assert_eq!(server.requests().pop().unwrap().body(), "one");
    // It is shorter by then.
    let body = Body::file(&path).await.unwrap();
    std::fs::write(&path, "one").unwrap();
    failed(api.put(body).await, "is shorter than its stated length of 11 bytes");
}

/// A server may respond before it has the whole body.
#[api_tests::test]
async fn an_early_response_is_a_response() {
    let server = api_tests::Server::script([
        api_tests::Step::ReadSome(60),
        api_tests::Step::Send(api_tests::response(413, &[("Connection", "close")], "")),
        api_tests::Step::Stall,
    ]);
    let api = UploadsClient::new(client(&server));
    let endless = stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Some((Ok::<_, Error>("more"), ()))
    });
    let error = api.put(Body::stream(endless)).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(413), "{error:?}");
}
