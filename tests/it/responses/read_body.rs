//! Reading the body of a raw response: at once, as text or JSON, and piece by piece.

use api_core::{Body, Error, ErrorKind, Result, api, http};
use api_tests::{Server, Step, chunked, head, json, response};
use futures_util::TryStreamExt as _;

use crate::support::{Thing, client, last};

#[api]
trait Files {
    #[endpoint(GET, "/file")]
    async fn get(&self) -> Result<http::Response<Body>>;

    #[endpoint(PUT, "/file")]
    async fn put(&self, #[body(stream)] file: Body) -> Result<()>;
}

fn files(server: &Server) -> FilesClient {
    FilesClient::new(client(server))
}

/// Everything with `?`, as a user writes it.
async fn read_thing(server: &Server) -> Result<Thing> {
    files(server).get().await?.into_body().json().await
}

#[api_tests::test]
async fn a_body_is_read_as_bytes_text_or_json() {
    let thing = r#"{"name":"a","size":1}"#;
    let server = Server::giving(json(200, thing));
    assert_eq!(read_thing(&server).await.unwrap(), Thing::new("a", 1));
    let body = async || files(&server).get().await.unwrap().into_body();
    assert_eq!(body().await.bytes().await.unwrap(), thing.as_bytes());
    assert_eq!(body().await.text().await.unwrap(), thing);
    let empty = Server::giving(response(204, &[], ""));
    let body = files(&empty).get().await.unwrap().into_body();
    assert_eq!(body.bytes().await.unwrap(), &b""[..]);
}

#[api_tests::test]
async fn a_body_is_read_piece_by_piece() {
    let server = Server::giving(chunked(200, ["one", "two", "three"]));
    let mut body = files(&server).get().await.unwrap().into_body();
    let mut all = Vec::new();
    while let Some(chunk) = body.chunk().await.unwrap() {
        assert!(!chunk.is_empty());
        all.extend_from_slice(&chunk);
    }
    assert_eq!(all, b"onetwothree");
    assert_eq!(body.chunk().await.unwrap(), None);

    let mut stream = files(&server).get().await.unwrap().into_body();
    let mut all = Vec::new();
    while let Some(chunk) = stream.try_next().await.unwrap() {
        all.extend_from_slice(&chunk);
    }
    assert_eq!(all, b"onetwothree");
}

/// They are for nobody, and the connection is kept behind them.
#[api_tests::test]
async fn trailers_are_passed_over() {
    let mut bytes = chunked(200, ["one", "two"]);
    bytes.truncate(bytes.len() - 2);
    bytes.extend_from_slice(b"X-Sum: 7\r\nContent-Length: 99\r\n\r\n");
    let server = Server::giving(bytes);
    let files = files(&server);
    let body = files.get().await.unwrap().into_body();
    assert_eq!(body.bytes().await.unwrap(), &b"onetwo"[..]);
    let mut body = files.get().await.unwrap().into_body();
    let mut all = Vec::new();
    while let Some(chunk) = body.chunk().await.unwrap() {
        all.extend_from_slice(&chunk);
    }
    let stream = files.get().await.unwrap().into_body();
    let pieces: Vec<api_core::Bytes> = stream.try_collect().await.unwrap();
    assert_eq!((&all[..], &pieces.concat()[..]), (&b"onetwo"[..], &b"onetwo"[..]));
    assert_eq!((server.requests().len(), server.connections().len()), (3, 1));
}

/// The call that an error is of.
fn of_the_call(error: &Error) -> (ErrorKind, Option<&'static str>, Option<u16>) {
    let status = error.status().map(|status| status.as_u16());
    (error.kind(), error.endpoint().map(|endpoint| endpoint.name()), status)
}

#[api_tests::test]
async fn an_error_of_reading_is_one_of_the_call() {
    let server = Server::giving(json(201, r#"{"name":"a","size":"secret"}"#));
    let error = read_thing(&server).await.unwrap_err();
    assert_eq!(of_the_call(&error), (ErrorKind::Decode, Some("get"), Some(201)));
    assert_eq!(error.decode_path(), Some("size"));
    assert_eq!(
        error.to_string(),
        "GET /file (Files::get): the response does not fit the declared type: expected u32, found a \
         text at `size`, line 1 column 27"
    );
    let server = Server::giving(response(200, &[], b"\xff\xfe"));
    let body = files(&server).get().await.unwrap().into_body();
    let error = body.text().await.unwrap_err();
    assert_eq!(of_the_call(&error), (ErrorKind::Decode, Some("get"), Some(200)));

    let mut cut = head(200, &[("Content-Length", "10")]);
    cut.extend_from_slice(b"half");
    let server = Server::script([Step::ReadRequest, Step::Send(cut), Step::Close]);
    let mut body = files(&server).get().await.unwrap().into_body();
    let error = loop {
        match body.chunk().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("a body that is cut has not ended"),
            Err(error) => break error,
        }
    };
    assert_eq!(of_the_call(&error), (ErrorKind::Transport, Some("get"), Some(200)));
    assert!(!format!("{error:?}").contains(&server.authority()), "{error:?}");
}

#[api_tests::test]
async fn a_failing_status_is_as_raw_as_any() {
    let server = Server::giving(json(404, r#"{"message":"no"}"#));
    let response = files(&server).get().await.unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(response.into_body().text().await.unwrap(), r#"{"message":"no"}"#);
}

#[api_tests::test]
async fn a_file_or_another_response_can_be_sent() {
    let source = Server::giving(chunked(200, ["one", "two"]));
    let target = Server::giving(json(200, "null"));
    let body = files(&source).get().await.unwrap().into_body();
    files(&target).put(Body::stream(body)).await.unwrap();
    assert_eq!(last(&target).body(), "onetwo");

    let path = std::env::temp_dir().join(format!("api-core-body-{:016x}", fastrand::u64(..)));
    std::fs::write(&path, "a file").unwrap();
    files(&target).put(Body::file(&path).await.unwrap()).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let sent = last(&target);
    assert_eq!((sent.body(), sent.header("content-length")), ("a file", vec!["6".to_owned()]));
    let error = Body::file("/no/such/file").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build);
}
