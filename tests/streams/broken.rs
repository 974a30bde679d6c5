//! Bodies of a server that fail, where the implementation returns them as they are: a client gets the head
//! and all that came before.

use api_core::{Body, Result, api, async_trait, http};
use futures_util::stream;

use crate::support::*;

#[api(server)]
trait Files {
    #[endpoint(GET, "/body")]
    async fn body(&self) -> Result<Body>;

    #[endpoint(GET, "/response")]
    async fn response(&self) -> Result<http::Response<Body>>;
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

#[api_tests::test]
async fn a_body_that_fails_is_sent_up_to_there() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = FilesServer::new(Broken).into_router();
    tokio::spawn(async { api_core::server::axum::serve(listener, router).await.unwrap() });
    let api = FilesClient::new(calling(base).build().unwrap());
    assert_eq!(before_the_break(api.body().await.unwrap()).await, b"012345");
    let response = api.response().await.unwrap();
    assert_eq!(response.headers()["x-head"], "1");
    assert_eq!(before_the_break(response.into_body()).await, b"012345");
}
