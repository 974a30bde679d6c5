//! Downloads: their head and their size. What goes on after a break is in `resumed.rs`, files are in `saved.rs`,
//! drips in `pace.rs`.

use std::time::Duration;

use api_core::{ByteStream, Envelope, ErrorKind, Response, Result, api};
use api_tests::{Server, Step, head, response};

use crate::support::*;

#[derive(Envelope)]
pub(crate) struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[api]
pub(crate) trait Files {
    #[endpoint(GET, "/file")]
    async fn file(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/away", redirects = away)]
    async fn away(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/response")]
    async fn response(&self) -> Result<Response<ByteStream>>;

    #[endpoint(POST, "/file")]
    async fn post(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/small", max_body = "1 KiB")]
    async fn small(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/wrapped", envelope = Wrapped)]
    async fn wrapped(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/json", envelope = Wrapped, headers("Accept" = "application/json"))]
    async fn json(&self) -> Result<ByteStream>;
}

pub(crate) fn files(server: &Server) -> FilesClient {
    FilesClient::new(client(server))
}

pub(crate) async fn all(stream: &mut ByteStream) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(piece) = soon(stream.next()).await {
        bytes.extend_from_slice(&piece?);
    }
    Ok(bytes)
}

/// The beginning of a content of ten bytes, and then a break.
pub(crate) fn cut(content: &str, headers: &[(&str, &str)]) -> Vec<Step> {
    let headers = [&[("Content-Length", "10")], headers].concat();
    vec![
        Step::ReadRequest,
        Step::Send([&head(200, &headers), content.as_bytes()].concat()),
        Step::Close,
    ]
}

/// The rest of that content.
pub(crate) fn rest(from: usize, content: &str) -> Vec<Step> {
    let range = format!("bytes {from}-9/10");
    let bytes = response(206, &[("Content-Range", &range), ("ETag", "\"a\"")], content);
    vec![Step::ReadRequest, Step::Send(bytes), Step::Close]
}

pub(crate) const TAG: (&str, &str) = ("ETag", "\"a\"");

#[api_tests::test]
async fn a_download_has_a_head() {
    let headers = [
        ("Content-Type", "image/png"),
        ("Content-Disposition", "attachment; filename=\"../../etc/cat.png\""),
    ];
    let server = Server::giving(response(200, &headers, "0123456789"));
    let response = files(&server).response().await.unwrap();
    assert_eq!(response.status(), 200);
    let mut file = response.into_value();
    assert_eq!(file.length(), Some(10));
    assert_eq!(file.content_type(), Some("image/png"));
    assert_eq!(file.file_name(), Some("cat.png"));
    assert_eq!(all(&mut file).await.unwrap(), b"0123456789");
    assert_eq!(server.request().header("accept-encoding"), ["identity"]);
    assert_eq!(server.request().header("accept"), ["*/*"]);
    let server = Server::giving(whole("a/b", "0123456789"));
    let file = files(&server).file().await.unwrap();
    assert_eq!((file.length(), file.file_name()), (None, None));
}

#[api_tests::test]
async fn a_failure_is_the_usual_error() {
    let server = Server::giving(response(404, &[("Content-Type", "text/plain")], "no such file"));
    let api = files(&server);
    let error = api.file().await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Status, Some("no such file")));
    assert_eq!(api.client().in_flight(), 0);
}

/// Where an envelope says what failed, its status may be that of a success. It is no file.
#[api_tests::test]
async fn an_envelope_is_the_failure_that_it_tells() {
    const FAILURE: &str = r#"{"code":40400,"message":"no such file","data":null}"#;
    const JSON: (&str, &str) = ("Content-Type", "application/json; charset=utf-8");
    let chunked = [chunked_head("Application/Problem+JSON"), chunk(&FAILURE[..9])].concat();
    let chunked = [&chunked[..], &chunk(&FAILURE[9..]), END].concat();
    for bytes in [response(200, &[JSON], FAILURE), chunked] {
        let server = Server::giving(bytes);
        let api = files(&server);
        let error = api.wrapped().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(
            error.to_string(),
            "GET /wrapped (Files::wrapped): the API responded with code 40400: no such file"
        );
        assert_eq!(api.client().in_flight(), 0);
    }
    // Any other JSON is the content, and so is what looks like a failure elsewhere.
    let long = format!("{}{FAILURE}", " ".repeat(70_000));
    let success = r#"{"code":0,"message":"","data":[1]}"#;
    for (content_type, content) in [
        ("application/json", success),
        ("application/json", "[1]"),
        ("application/json", "{\"code\":"),
        ("application/json", &long),
        ("application/octet-stream", FAILURE),
        ("text/plain", FAILURE),
    ] {
        let bytes = response(200, &[("Content-Type", content_type)], content);
        let server = Server::giving(bytes);
        let api = files(&server);
        let mut file = api.wrapped().await.unwrap();
        assert_eq!(file.length(), Some(content.len() as u64));
        assert_eq!(all(&mut file).await.unwrap(), content.as_bytes(), "{content_type}");
        assert_eq!(api.client().in_flight(), 0);
    }
    let server = Server::giving(response(200, &[JSON], FAILURE));
    assert_eq!(all(&mut files(&server).json().await.unwrap()).await.unwrap(), FAILURE.as_bytes());
    // One that takes its time is not waited for, and one that breaks off is gone on with.
    let slow = [chunked_head("application/json"), chunk("[1,")].concat();
    let server = Server::each([Step::ReadRequest, Step::Send(slow), Step::Stall]);
    let mut file = soon(files(&server).wrapped()).await.unwrap();
    assert_eq!(soon(file.next()).await.unwrap().unwrap(), "[1,".as_bytes());
    let server = Server::scripts([cut("[1,2", &[JSON, TAG]), rest(4, ",3,45]")]);
    let mut file = files(&server).wrapped().await.unwrap();
    assert_eq!(all(&mut file).await.unwrap(), b"[1,2,3,45]");
    // A limit holds for what is looked at, too.
    let server = Server::giving(response(200, &[JSON], "[1,2,3]"));
    let api = FilesClient::new(calling(server.base()).max_body(6).build().unwrap());
    let error = all(&mut api.wrapped().await.unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
}

#[api_tests::test]
async fn a_download_has_a_largest_size_if_one_is_set() {
    let server = Server::giving(whole("a/b", vec![b'x'; 2000]));
    let error = all(&mut files(&server).small().await.unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
}

/// Large pieces, of which the first are waited for and the last are there at once.
fn in_large_pieces() -> (Vec<Step>, Vec<u8>) {
    let content: Vec<u8> = (0_u32..2 << 20).map(|at| (at % 251) as u8).collect();
    let (slow, fast) = content.split_at(1 << 20);
    let length = content.len().to_string();
    let pause = Duration::from_millis(5);
    let steps = vec![
        Step::ReadRequest,
        Step::Send(head(200, &[("Content-Length", &length)])),
        Step::Drip { bytes: slow.to_vec(), size: 64 << 10, pause },
        Step::Send(fast.to_vec()),
        Step::Stall,
    ];
    (steps, content)
}

#[api_tests::test]
async fn each_piece_may_be_awaited_by_another_task() {
    let (steps, content) = in_large_pieces();
    let server = Server::script(steps);
    let mut file = files(&server).file().await.unwrap();
    let mut bytes = Vec::new();
    loop {
        let task = tokio::spawn(async move { (file.next().await, file) });
        let (piece, left) = soon(task).await.unwrap();
        let Some(piece) = piece else { break };
        bytes.extend_from_slice(&piece.unwrap());
        file = left;
    }
    assert!(bytes == content, "{} bytes came", bytes.len());
}

#[api_tests::test]
async fn a_wait_for_a_piece_may_be_given_up_and_begun_anew() {
    let (steps, content) = in_large_pieces();
    let server = Server::script(steps);
    let mut file = files(&server).file().await.unwrap();
    let (mut bytes, mut given_up) = (Vec::new(), 0);
    loop {
        let piece = tokio::select! {
            biased;
            piece = file.next() => piece,
            () = std::future::ready(()) => {
                given_up += 1;
                // Whoever waits is woken, whichever waiter was there before.
                soon(file.next()).await
            }
        };
        let Some(piece) = piece else { break };
        bytes.extend_from_slice(&piece.unwrap());
    }
    assert!(bytes == content, "{} bytes came", bytes.len());
    assert!(given_up > 0, "no piece was waited for");
}
