//! Signatures over HTTP/2, whose requests have `:authority` in place of `Host`.

use std::io;
use std::sync::{Arc, Mutex};

use api_core::{Body, BoxError, Client, Result, Retry, Unsigned, api};
use api_tests::tls::{Authority, Terminator, Valid, certificate};
use futures_util::stream;
use tokio::net::{TcpListener, TcpStream};

use crate::sign::{seen, text};
use crate::support::calling;

#[api]
trait Shop {
    #[endpoint(GET, "/items/{id}?fixed=%27x%27")]
    async fn item(&self, id: &str, tags: &[&str]) -> Result<()>;

    #[endpoint(POST, "/items")]
    async fn add(&self, name: &str) -> Result<()>;

    #[endpoint(POST, "/ping")]
    async fn ping(&self) -> Result<()>;

    #[endpoint(PUT, "/picture", idempotent)]
    async fn picture(&self, #[body(stream)] body: Body) -> Result<()>;
}

type Seen = Arc<Mutex<Vec<String>>>;

/// A server of HTTP/2 that responds to everything by `null`, and what it has received.
async fn server() -> (String, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, seen) = (listener.local_addr().unwrap().to_string(), Seen::default());
    let keep = seen.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, keep.clone()));
        }
    });
    (address, seen)
}

async fn serve(stream: TcpStream, seen: Seen) {
    let mut connection = h2::server::handshake(stream).await.unwrap();
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let seen = seen.clone();
        tokio::spawn(async move {
            let (head, mut body) = request.into_parts();
            let mut bytes = Vec::new();
            while let Some(Ok(chunk)) = body.data().await {
                body.flow_control().release_capacity(chunk.len()).unwrap();
                bytes.extend(chunk);
            }
            let mut headers = head.headers;
            headers.remove("x-signature");
            assert!(!headers.contains_key("host"), "`:authority` says it");
            // What is signed has the name of HTTP/1.
            let authority = head.uri.authority().unwrap().as_str();
            headers.insert("host", authority.parse().unwrap());
            let is_stream = head.method == "PUT";
            let body = (!is_stream).then_some(&bytes[..]);
            seen.lock().unwrap().push(text(&head.method, &head.uri, &headers, body));
            let response = http::Response::builder().header("content-type", "application/json");
            let mut send = respond.send_response(response.body(()).unwrap(), false).unwrap();
            send.send_data("null".into(), true).unwrap();
        });
    }
}

#[api_tests::test]
async fn what_is_signed_is_what_is_sent_over_http_2() {
    let (address, received) = server().await;
    let authority = Authority::new();
    let certificate = certificate("localhost", &authority, Valid::Now).with_http2();
    let front = Terminator::before_authority(address, &certificate);
    let signed = Seen::default();
    let keep = signed.clone();
    let client: Client = calling(front.base())
        .no_env_proxy()
        .retry(Retry::never())
        .root_certificate(authority.pem())
        .header("X-Default", "d")
        .query("t", "ü'")
        .sign(move |request: &mut Unsigned| -> Result<(), BoxError> {
            keep.lock().unwrap().push(seen(request));
            request.set_header("X-Signature", "s")?;
            Ok(())
        })
        .build()
        .unwrap();
    let api = ShopClient::new(client);
    api.item("a/b ü~", &["x y", "(z)*"]).await.unwrap();
    api.add("näme").header("X-Call", "c").await.unwrap();
    api.ping().await.unwrap();
    let chunks = ["a", "b"].map(Ok::<_, io::Error>);
    api.picture(Body::stream(stream::iter(chunks))).await.unwrap();
    let (signed, received) = (signed.lock().unwrap(), received.lock().unwrap());
    assert_eq!(*signed, *received);
    assert_eq!(signed.len(), 4);
    assert!(signed[2].contains("content-length: 0"), "{}", signed[2]);
}
