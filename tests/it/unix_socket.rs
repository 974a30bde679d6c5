//! Servers of this machine that listen on a Unix socket.

use std::path::PathBuf;

use api_core::{ErrorKind, Retry};
use api_tests::{Server, Transport, json};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpStream, UnixListener};

use crate::support::{Thing, ThingsClient, calling};

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;

/// A socket in front of a server.
fn before(server: &Server, name: &str) -> PathBuf {
    let name = format!("{}-{name}.sock", Transport::current());
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path).unwrap();
    let behind = server.authority();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut plain = TcpStream::connect(&behind).await.unwrap();
            tokio::spawn(async move { _ = copy_bidirectional(&mut stream, &mut plain).await });
        }
    });
    path
}

#[api_tests::test]
async fn all_connections_go_over_it() {
    let server = Server::giving(json(200, GOOD));
    let path = before(&server, "all");
    // The name is that in `Host`, and nobody looks it up. It is this machine, so `http` is fine.
    let builder = calling("http://engine.invalid/v1").unix_socket(&path);
    let api = ThingsClient::new(builder.build().unwrap());
    assert_eq!(api.thing().await.unwrap(), Thing::new("a", 1));
    assert_eq!(api.make("b", 2).await.unwrap(), Thing::new("a", 1));
    let timed = api.thing().connect_timeout(std::time::Duration::from_secs(5));
    assert_eq!(timed.await.unwrap(), Thing::new("a", 1));
    let requests = server.requests();
    assert_eq!(requests[0].line(), "GET /v1/thing HTTP/1.1");
    assert_eq!(requests[0].header("host"), ["engine.invalid"]);
    assert_eq!(requests[0].connection(), requests[1].connection());
}

#[api_tests::test]
async fn one_that_is_not_there_is_a_connect_error() {
    let builder = calling("http://localhost").unix_socket("/nowhere/engine.sock");
    let api = ThingsClient::new(builder.retry(Retry::never()).build().unwrap());
    let error = api.thing().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(error.to_string().contains("no connection to `localhost:80`"), "{error}");
}
