//! Streams that may not be there: a status says that there is none.

use api_core::{
    ByteStream, Client, ErrorKind, EventStream, JsonLines, Response, Result, api, async_trait,
};
use api_tests::{Server, response};
use futures_util::stream;

use crate::downloads::all;
use crate::support::*;

#[api(server, stub)]
trait Optional {
    #[endpoint(GET, "/file", none = [304, 404])]
    async fn file(
        &self,
        #[header("If-None-Match")] tag: Option<&str>,
    ) -> Result<Option<ByteStream>>;

    #[endpoint(GET, "/head")]
    async fn head(&self) -> Result<Response<Option<ByteStream>>>;

    #[endpoint(GET, "/events", none = 404, done = "[DONE]")]
    async fn events(&self) -> Result<Option<EventStream<u32>>>;

    #[endpoint(GET, "/lines", none = 404, max_item = "1 KiB")]
    async fn lines(&self) -> Result<Option<JsonLines<u32>>>;
}

fn optional(server: &Server) -> OptionalClient {
    OptionalClient::new(client(server))
}

#[api_tests::test]
async fn a_status_may_mean_that_there_is_no_stream() {
    for bytes in [response(304, &[("ETag", "\"a\"")], ""), response(404, &[], "no such file")] {
        let server = Server::giving(bytes);
        let api = optional(&server);
        for _ in 0..2 {
            let call = api.file(None).if_none_match("\"a\"");
            assert!(call.await.unwrap().is_none());
        }
        assert_eq!((server.connections().len(), api.client().in_flight()), (1, 0));
        assert_eq!(server.requests()[1].header("if-none-match"), ["\"a\""]);
    }
    let server = Server::giving(response(404, &[], "none"));
    assert!(optional(&server).events().await.unwrap().is_none());
    assert!(optional(&server).lines().await.unwrap().is_none());
    // It is an error where it was not declared.
    assert_eq!(optional(&server).head().await.unwrap_err().kind(), ErrorKind::Status);
    let server = Server::giving(response(204, &[], ""));
    assert!(optional(&server).head().await.unwrap().value().is_none());
    assert!(optional(&server).events().await.unwrap().is_none());
}

#[api_tests::test]
async fn a_stream_that_is_there_is_read_as_any_other() {
    let server = Server::giving(response(200, &[("Content-Type", "a/b")], "0123"));
    let mut file = optional(&server).file(None).await.unwrap().unwrap();
    assert_eq!(all(&mut file).await.unwrap(), b"0123");
    assert_eq!(server.request().header("accept-encoding"), ["identity"]);
    let empty = Server::giving(response(200, &[], ""));
    let mut file = optional(&empty).head().await.unwrap().into_value().unwrap();
    assert!(all(&mut file).await.unwrap().is_empty());
    assert_eq!(optional(&server).events().await.unwrap_err().kind(), ErrorKind::Decode);
    let server = Server::giving(whole(EVENTS, "data: 7\n\ndata: [DONE]\n\n"));
    let mut events = optional(&server).events().await.unwrap().unwrap();
    assert_eq!(soon(events.next()).await.unwrap().unwrap().data, 7);
    assert!(soon(events.next()).await.is_none());
    let server = Server::giving(response(500, &[], ""));
    assert_eq!(optional(&server).lines().await.unwrap_err().kind(), ErrorKind::Status);
}

struct Shelf;

#[async_trait]
impl Optional for Shelf {
    async fn file(&self, tag: Option<&str>) -> Result<Option<ByteStream>> {
        Ok((tag != Some("\"a\"")).then(|| ByteStream::from(api_core::Body::from("0123"))))
    }

    async fn head(&self) -> Result<Response<Option<ByteStream>>> {
        Ok(Response::new(None).with_status(http::StatusCode::NO_CONTENT))
    }

    async fn events(&self) -> Result<Option<EventStream<u32>>> {
        Ok(Some(EventStream::new(stream::iter([1]))))
    }

    async fn lines(&self) -> Result<Option<JsonLines<u32>>> {
        Ok(None)
    }
}

#[api_tests::test]
async fn a_server_and_a_stub_have_none_to_give() {
    let client = Client::in_process(OptionalServer::new(Shelf).into_router());
    let api = OptionalClient::new(client);
    let mut file = api.file(None).await.unwrap().unwrap();
    assert_eq!(all(&mut file).await.unwrap(), b"0123");
    assert!(api.file(Some("\"a\"")).await.unwrap().is_none());
    assert!(api.head().await.unwrap().into_value().is_none());
    let mut events = api.events().await.unwrap().unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    assert!(events.next().await.is_none());
    assert!(api.lines().await.unwrap().is_none());
    let stub = OptionalStub::new();
    stub.lines().respond(None::<JsonLines<u32>>);
    assert!(stub.client().lines().await.unwrap().is_none());
}
