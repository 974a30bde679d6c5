//! Bodies of a server that fail, where the implementation returns them as they are: a client gets the head
//! and all that came before.

use api_core::{Body, ByteStream, Client, Result, api, async_trait, http};
use futures_util::stream;

use crate::support::*;

#[api(server)]
trait Files {
    #[endpoint(GET, "/body")]
    async fn body(&self) -> Result<Body>;

    #[endpoint(GET, "/response")]
    async fn response(&self) -> Result<http::Response<Body>>;

    #[endpoint(GET, "/stated/{length}")]
    async fn stated(&self, length: u64) -> Result<ByteStream>;

    #[endpoint(GET, "/stated/body/{length}", overload)]
    async fn stated_body(&self, length: u64) -> Result<Body>;
}

struct Broken;

fn broken() -> Body {
    let pieces = [Ok("0123"), Ok("45"), Err(std::io::Error::other("secret"))];
    Body::stream(stream::iter(pieces))
}

#[async_trait]
impl Files for Broken {
    async fn body(&self) -> Result<Body> {
        Ok(broken())
    }

    async fn response(&self) -> Result<http::Response<Body>> {
        Ok(http::Response::builder().header("X-Head", "1").body(broken()).unwrap())
    }

    async fn stated(&self, length: u64) -> Result<ByteStream> {
        Ok(ByteStream::from(self.stated_body(length).await?))
    }

    async fn stated_body(&self, length: u64) -> Result<Body> {
        let pieces = ["0123", "456789"].map(Ok::<_, std::io::Error>);
        Ok(Body::stream(stream::iter(pieces)).with_length(length))
    }
}

async fn before_the_break(mut body: Body) -> Vec<u8> {
    let mut received = Vec::new();
    loop {
        match soon(body.chunk()).await {
            Ok(piece) => {
                received.extend_from_slice(&piece.expect("it breaks off, and does not end"))
            }
            Err(error) => {
                assert!(!format!("{error:?}").contains("secret"), "{error:?}");
                return received;
            }
        }
    }
}

async fn served() -> FilesClient {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = FilesServer::new(Broken).into_router();
    tokio::spawn(async { api_core::server::axum::serve(listener, router).await.unwrap() });
    FilesClient::new(calling(base).build().unwrap())
}

/// A body that is longer would look whole to a client.
#[api_tests::test]
async fn a_body_of_another_length_than_stated_breaks_off() {
    let api = served().await;
    let in_process = FilesClient::new(Client::in_process(FilesServer::new(Broken).into_router()));
    for api in [api, in_process] {
        for (length, is_whole) in [(10, true), (9, false), (4, false), (3, false), (11, false)] {
            let file = api.stated(length).await.unwrap();
            assert_eq!(file.length(), Some(length));
            let result = soon(file.into_body().bytes()).await;
            assert_eq!(result.is_ok(), is_whole, "{length} {result:?}");
            let result = match api.stated_body(length).await {
                Ok(body) => soon(body.bytes()).await,
                Err(error) => Err(error),
            };
            assert_eq!(result.is_ok(), is_whole, "{length} {result:?}");
        }
    }
}

#[api_tests::test]
async fn a_body_that_fails_is_sent_up_to_there() {
    let api = served().await;
    assert_eq!(before_the_break(api.body().await.unwrap()).await, b"012345");
    let response = api.response().await.unwrap();
    assert_eq!(response.headers()["x-head"], "1");
    assert_eq!(before_the_break(response.into_body()).await, b"012345");
}
