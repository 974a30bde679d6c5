//! Something at the address of Redis that is none, or one that says what its scripts never say.

use std::sync::Arc;
use std::time::{Duration, Instant};

use api_core::{RateLimits, RedisStore, Result, api};
use api_tests::{Server, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::calling;

#[api]
trait Users {
    #[endpoint(GET, "/users/me")]
    async fn me(&self) -> Result<()>;
}

/// A Redis that lets clients connect and responds to each script with these bytes.
async fn saying(bytes: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("redis://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, bytes.clone()));
        }
    });
    url
}

async fn serve(mut stream: TcpStream, bytes: Vec<u8>) {
    let mut buffer = vec![0; 64 << 10];
    while let Ok(read @ 1..) = stream.read(&mut buffer).await {
        let text = String::from_utf8_lossy(&buffer[..read]).into_owned();
        let is_script = text.contains("EVALSHA") || text.contains("LOAD");
        let greetings = text.matches("SETINFO").count().max(1);
        let response = if is_script { bytes.clone() } else { b"+OK\r\n".repeat(greetings) };
        if stream.write_all(&response).await.is_err() {
            return;
        }
    }
}

#[api_tests::test(flavor = "multi_thread")]
async fn no_response_of_a_store_fails_a_call_or_is_kept() {
    let text = |what: u8, number: i64, name: &str| {
        format!("*3\r\n:{what}\r\n:{number}\r\n${}\r\n{name}\r\n", name.len()).into_bytes()
    };
    let rows = [
        b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(),
        b"$536870912\r\nabc".to_vec(),
        b"*1000000000\r\n".to_vec(),
        b"*1\r\n".repeat(100_000),
        b"-ERR canary\r\n".to_vec(),
        b"-NOSCRIPT no such script\r\n".to_vec(),
        b"-MOVED 3999 127.0.0.1:1\r\n".to_vec(),
        b":0\r\n".to_vec(),
        b"*3\r\n:0\r\n:1\r\n$-1\r\n".to_vec(),
        text(0, 0, ""),
        text(0, -1, ""),
        text(0, i64::MAX, ""),
        text(1, -5, ""),
        text(1, i64::MAX, ""),
        text(2, 0, ""),
        text(2, 0, "\u{1b}[31mcanary"),
        text(2, 0, &"n".repeat(1 << 20)),
        text(7, 0, "canary"),
    ];
    for row in rows {
        let shown = String::from_utf8_lossy(&row[..row.len().min(40)]).into_owned();
        let server = Server::giving(json(200, "{}"));
        let store = Arc::new(RedisStore::new(&saying(row).await).unwrap());
        let limits = RateLimits::kook().store(store);
        let api = UsersClient::new(calling(server.base()).rate_limits(limits).build().unwrap());
        for _ in 0..3 {
            let started = Instant::now();
            api.me().await.unwrap_or_else(|error| panic!("{shown:?}: {error}"));
            assert!(
                started.elapsed() < Duration::from_secs(1),
                "{shown:?}: {:?}",
                started.elapsed()
            );
        }
        let states = format!("{:?}", api.client().rate_limits());
        assert!(!states.contains("canary") && states.len() < 500, "{shown:?}: {states}");
    }
}
