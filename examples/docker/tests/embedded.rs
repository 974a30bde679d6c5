//! Against the embedded engine, over a Unix socket.
#![cfg(unix)]

use std::path::Path;

use api_core::{Body, Client, ErrorKind};
use docker::{DockerClient, embedded};
use futures_util::stream;

#[tokio::test]
async fn lists_streams_and_errors() {
    let socket = Path::new(env!("CARGO_TARGET_TMPDIR")).join("engine.sock");
    _ = std::fs::remove_file(&socket);
    let own = socket.clone();
    tokio::spawn(async move { embedded::listen(&own).await });
    tokio::task::yield_now().await;
    let docker =
        DockerClient::new(Client::builder("http://docker").unix_socket(socket).build().unwrap());

    assert_eq!(docker.containers(false).await.unwrap()[0].names, ["/web"]);
    assert_eq!(docker.start("web").await.unwrap().status(), 304);
    let logs = docker.logs("web", true, None).await.unwrap();
    assert_eq!(logs.text().await.unwrap(), "listening on port 80\n");
    let tar = stream::iter([Ok::<_, api_core::Error>("a tar "), Ok("in pieces")]);
    docker.upload("web", "/srv", Body::stream(tar)).await.unwrap();
    let error = docker.logs("db", true, None).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 404));
    assert_eq!(error.reason(), Some("No such container: db"));
}
