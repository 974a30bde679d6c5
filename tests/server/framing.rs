//! Headers of an implementation that say where a response ends: only the transport knows.

use api_core::http::{HeaderName, HeaderValue};
use api_core::{Body, Response, Result, api, async_trait};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

#[api(server)]
trait Framed {
    #[endpoint(GET, "/checked")]
    async fn checked(&self, name: &str, value: &str) -> Result<Response<String>>;
    #[endpoint(GET, "/raw")]
    async fn raw(&self, name: &str, value: &str) -> Result<http::Response<Body>>;
    #[endpoint(GET, "/status")]
    async fn status(&self, status: u16) -> Result<Response<String>>;
    #[endpoint(HEAD, "/head")]
    async fn head(&self) -> Result<Response<()>>;
}

struct Passing;

fn header(name: &str, value: &str) -> (HeaderName, HeaderValue) {
    (name.parse().unwrap(), value.parse().unwrap())
}

#[async_trait]
impl Framed for Passing {
    async fn checked(&self, name: &str, value: &str) -> Result<Response<String>> {
        let (name, value) = header(name, value);
        Ok(Response::new("five!".to_owned()).with_header(name, value))
    }

    async fn raw(&self, name: &str, value: &str) -> Result<http::Response<Body>> {
        let mut response = http::Response::new(Body::from("\"five!\""));
        response.headers_mut().extend([header(name, value)]);
        Ok(response)
    }

    async fn status(&self, status: u16) -> Result<Response<String>> {
        let status = http::StatusCode::from_u16(status).unwrap();
        Ok(Response::new("five!".to_owned()).with_status(status))
    }

    async fn head(&self) -> Result<Response<()>> {
        let (name, value) = header("content-length", "1234");
        Ok(Response::new(()).with_header(name, value))
    }
}

/// All that a server sends in response to these requests over one connection.
async fn responses(requests: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let router = FramedServer::new(Passing).into_router();
    tokio::spawn(async { api_core::server::axum::serve(listener, router).await });
    stream.write_all(requests.as_bytes()).await.unwrap();
    let mut all = String::new();
    stream.read_to_string(&mut all).await.unwrap();
    all
}

#[tokio::test]
async fn a_response_ends_where_its_body_does() {
    for path in ["/checked", "/raw"] {
        for (name, value) in [
            ("content-length", "3"),
            ("content-length", "300"),
            ("content-length", "chunked"),
            ("transfer-encoding", "chunked"),
            ("transfer-encoding", "gzip"),
        ] {
            let get = format!("GET {path}?name={name}&value={value} HTTP/1.1\r\nHost: a\r\n");
            let all = responses(&format!("{get}\r\n{get}Connection: close\r\n\r\n")).await;
            assert_eq!(all.matches("HTTP/1.1 200 OK\r\n").count(), 2, "{path} {name} {all}");
            assert_eq!(all.matches("\r\ncontent-length: 7\r\n").count(), 2, "{path} {name} {all}");
            assert_eq!(all.matches("\r\n\r\n\"five!\"").count(), 2, "{path} {name} {all}");
            assert!(!all.contains("transfer-encoding"), "{path} {name} {all}");
        }
    }
}

#[tokio::test]
async fn a_status_without_a_body_has_no_length_to_wait_for() {
    for (status, lengths) in [(204, vec![]), (205, vec!["content-length: 0"; 2])] {
        let get = format!("GET /status?status={status} HTTP/1.1\r\nHost: a\r\n");
        let all = responses(&format!("{get}\r\n{get}Connection: close\r\n\r\n")).await;
        assert_eq!(all.matches(&format!("HTTP/1.1 {status} ")).count(), 2, "{all}");
        assert!(!all.contains("five!"), "{all}");
        let own: Vec<_> = all.lines().filter(|line| line.starts_with("content-length")).collect();
        assert_eq!(own, lengths, "{all}");
    }
}

#[tokio::test]
async fn a_response_to_head_states_the_length_of_a_body_that_it_has_not() {
    let all = responses("HEAD /head HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    assert!(all.contains("\r\ncontent-length: 1234\r\n") && all.ends_with("\r\n\r\n"), "{all}");
}
