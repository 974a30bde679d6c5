//! Uploads: streams, readers and files as bodies, with progress.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use api_core::{Body, ErrorKind, Part, Result, api};
use api_tests::{Server, json, response};
use tokio::net::TcpListener;

use crate::support::*;

#[api]
trait Uploads {
    #[endpoint(PUT, "/file")]
    async fn put(&self, #[body(stream)] file: Body) -> Result<()>;

    #[endpoint(POST, "/files", body = multipart)]
    async fn add(&self, #[part("file")] file: Part) -> Result<()>;
}

fn uploads(server: &Server) -> UploadsClient {
    UploadsClient::new(client(server))
}

type Seen = Arc<Mutex<Vec<(u64, Option<u64>)>>>;

fn observer(seen: &Seen) -> impl FnMut(u64, Option<u64>) + Send + 'static {
    let seen = Arc::clone(seen);
    move |done, total| seen.lock().unwrap().push((done, total))
}

fn pieces()
-> impl futures_util::Stream<Item = Result<&'static str, std::io::Error>> + Send + 'static {
    futures_util::stream::iter(["012", "345", "6789"].map(Ok))
}

#[api_tests::test]
async fn a_body_reports_its_progress() {
    let file = std::env::temp_dir().join(format!("api-uploads-{:016x}", fastrand::u64(..)));
    std::fs::write(&file, "0123456789").unwrap();
    for (body, expected) in [
        (Body::stream(pieces()), vec![(3, None), (6, None), (10, None)]),
        (
            Body::stream(pieces()).with_length(10),
            vec![(3, Some(10)), (6, Some(10)), (10, Some(10))],
        ),
        (Body::reader(&b"0123456789"[..]), vec![(10, None)]),
        (Body::file(&file).await.unwrap(), vec![(10, Some(10))]),
        (Body::from("0123456789"), vec![(10, Some(10))]),
    ] {
        let server = Server::giving(json(200, "null"));
        let seen = Seen::default();
        uploads(&server).put(body.progress(observer(&seen))).await.unwrap();
        assert_eq!(server.request().body(), "0123456789");
        assert_eq!(*seen.lock().unwrap(), expected);
    }
    for part in [
        Part::stream(pieces()),
        Part::reader(&b"0123456789"[..]),
        Part::file(&file).await.unwrap(),
        Part::bytes("0123456789"),
    ] {
        let server = Server::giving(json(200, "null"));
        let seen = Seen::default();
        uploads(&server).add(part.progress(observer(&seen))).await.unwrap();
        assert!(server.request().body().contains("\r\n\r\n0123456789\r\n"));
        assert_eq!(seen.lock().unwrap().last().unwrap().0, 10);
    }
    std::fs::remove_file(&file).unwrap();
}

#[api_tests::test]
async fn a_large_body_in_memory_is_reported_in_pieces() {
    let server = Server::giving(json(200, "null"));
    let seen = Seen::default();
    let body = Body::from(vec![b'x'; 200 << 10]).progress(observer(&seen));
    uploads(&server).put(body).await.unwrap();
    let seen: Vec<u64> = seen.lock().unwrap().iter().map(|(done, _)| done >> 10).collect();
    assert_eq!(seen, [64, 128, 192, 200]);
}

#[api_tests::test]
async fn an_upload_is_never_sent_twice_in_silence() {
    let server = Server::giving(response(503, &[], ""));
    let body = Body::from("0123456789").progress(|_, _| {});
    let error = uploads(&server).put(body).await.unwrap_err();
    assert_eq!((error.attempts(), server.requests().len()), (1, 1));
    assert!(error.to_string().contains("not sent again: its body is a stream"), "{error}");
}

/// The client reads the body in a task of its own, perhaps on another thread. Its failure is the body's in
/// any case, and none of the connection's.
#[api_tests::test(flavor = "multi_thread")]
async fn a_body_that_fails_is_told_from_a_connection_that_breaks() {
    for _ in 0..40 {
        let server = Server::giving(json(200, "null"));
        let api = uploads(&server);
        let failing = [Ok("012"), Err(std::io::Error::from(std::io::ErrorKind::NotFound))];
        let failing = Body::stream(futures_util::stream::iter(failing));
        for (body, words) in [
            (failing, "the request's body could not be read: entity not found"),
            (Body::stream(pieces()).with_length(11), "shorter than its stated length of 11 bytes"),
            (Body::stream(pieces()).with_length(9), "longer than its stated length of 9 bytes"),
        ] {
            let error = soon(async { api.put(body).await }).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Build, "{error}");
            assert!(said(&error).contains(words), "{error}");
        }
    }
}

#[api_tests::test]
async fn a_folder_is_no_body() {
    let error = Body::file(std::env::temp_dir()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build);
    assert!(error.to_string().ends_with("cannot be opened"), "{error}");
}

/// The system says of a pipe that it has no bytes, and they come all the same.
#[cfg(target_os = "linux")]
#[api_tests::test]
async fn a_pipe_is_sent_to_its_end() {
    use std::io::Write as _;
    use std::os::fd::AsRawFd as _;

    for in_a_part in [false, true] {
        let (reader, mut writer) = std::io::pipe().unwrap();
        let path = format!("/proc/self/fd/{}", reader.as_raw_fd());
        writer.write_all(b"0123456789").unwrap();
        let server = Server::giving(json(200, "null"));
        let body = Body::file(&path).await.unwrap();
        assert_eq!(body.length(), None);
        let part = Part::file(&path).await.unwrap();
        drop(writer);
        match in_a_part {
            true => soon(uploads(&server).add(part)).await.unwrap(),
            false => soon(uploads(&server).put(body)).await.unwrap(),
        }
        let request = server.request();
        assert!(request.body().contains("0123456789"), "{}", request.body());
        assert_eq!(request.header("transfer-encoding"), ["chunked"]);
    }
}

#[api_tests::test]
async fn an_upload_that_drips_is_an_error() {
    // Takes a connection, and nothing of the request.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let held = tokio::spawn(async move {
        let held = listener.accept().await.unwrap();
        std::future::pending::<()>().await;
        drop(held);
    });
    let pieces =
        futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b'x'; 64 << 10]));
    let api = calling(base).min_throughput(1000, Duration::from_millis(300));
    let api = UploadsClient::new(api.build().unwrap());
    let error = soon(async { api.put(Body::stream(pieces)).await }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        said(&error),
        "the upload is slower than 1000 bytes per second over 300ms; \
         `ClientBuilder::min_throughput` sets how slow it may be"
    );
    assert_eq!(api.client().in_flight(), 0);
    held.abort();
}

#[api_tests::test]
async fn a_body_that_takes_its_time_does_not_end_its_upload() {
    let pieces = futures_util::stream::unfold(0, |n| async move {
        tokio::time::sleep(Duration::from_millis(120)).await;
        (n < 5).then_some((Ok::<_, std::io::Error>("x"), n + 1))
    });
    let server = Server::giving(json(200, "null"));
    let api = calling(server.base()).min_throughput(1000, Duration::from_millis(100));
    let api = UploadsClient::new(api.build().unwrap());
    soon(async { api.put(Body::stream(pieces)).await }).await.unwrap();
    assert_eq!(server.request().body(), "xxxxx");
}
