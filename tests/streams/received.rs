//! Uploads as a server gets them: an implementation reads them piece by piece, and who breaks one off is to
//! blame for it.

use std::sync::{Arc, Mutex};

use api_core::server::axum::extract::Request;
use api_core::server::axum::{Router, middleware, serve};
use api_core::{ApiError, Body, ErrorKind, Result, api, async_trait};
use http_body_util::Limited;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::*;

#[api(server)]
trait Uploads {
    #[endpoint(PUT, "/length")]
    async fn length(&self, #[body(stream)] file: Body) -> Result<usize>;
}

#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<ErrorKind>>>);

#[async_trait]
impl Uploads for Seen {
    async fn length(&self, mut file: Body) -> Result<usize> {
        let mut length = 0;
        loop {
            match file.chunk().await {
                Ok(Some(piece)) => length += piece.len(),
                Ok(None) => return Ok(length),
                Err(error) => {
                    self.0.lock().unwrap().push(error.kind());
                    return Err(error);
                }
            }
        }
    }
}

/// The response to a request as it is on the wire, behind which nothing more is sent.
async fn responded(router: Router, framing: &str, body: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async { serve(listener, router).await.unwrap() });
    let mut socket = TcpStream::connect(address).await.unwrap();
    let request =
        format!("PUT /length HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{framing}\r\n\r\n{body}");
    socket.write_all(request.as_bytes()).await.unwrap();
    if body.ends_with("..") {
        socket.shutdown().await.unwrap();
    }
    let mut response = String::new();
    soon(socket.read_to_string(&mut response)).await.unwrap();
    serving.abort();
    response
}

#[tokio::test]
async fn an_upload_that_breaks_off_is_its_senders_fault() {
    let (stated, chunked) = ("Content-Length: 10", "Transfer-Encoding: chunked");
    for (framing, body) in [
        (stated, "abcd.."),
        (chunked, "4\r\nab.."),
        (chunked, "4\r\nabcd\r\n.."),
        (chunked, "4\r\nabcd\r\nzz\r\n"),
    ] {
        let seen = Seen::default();
        let router = UploadsServer::new(seen.clone()).into_router();
        let response = responded(router, framing, body).await;
        assert!(response.starts_with("HTTP/1.1 400 "), "{body:?} {response}");
        assert!(response.ends_with("body: it ends too early"), "{body:?} {response}");
        assert_eq!(*seen.0.lock().unwrap(), [ErrorKind::Transport]);
    }
    // The words are those of rejections.
    let own = UploadsServer::new(Seen::default());
    let own = own.rejections(|rejection| ApiError::new(7, "own").with_status(rejection.status()));
    let response = responded(own.into_router(), stated, "abcd..").await;
    assert!(response.starts_with("HTTP/1.1 400 ") && response.ends_with("own"), "{response}");
    let router = UploadsServer::new(Seen::default()).into_router();
    let response = responded(router, chunked, "4;a=\"b\"\r\nabcd\r\n0\r\nX: 1\r\n\r\n").await;
    assert!(response.ends_with("\r\n\r\n4"), "{response}");
}

#[tokio::test]
async fn an_upload_beyond_a_limit_is_too_large() {
    let limit = |request: Request| async {
        request.map(|body| api_core::server::axum::body::Body::new(Limited::new(body, 3)))
    };
    let seen = Seen::default();
    let router = UploadsServer::new(seen.clone()).into_router();
    let router = router.layer(middleware::map_request(limit));
    let response = responded(router, "Content-Length: 10", "0123456789").await;
    assert!(response.starts_with("HTTP/1.1 413 "), "{response}");
    assert_eq!(*seen.0.lock().unwrap(), [ErrorKind::Limit]);
}
