//! What a method may be declared to return.

use std::fmt;

use api_core::{Body, Bytes, Error, ErrorKind, Response, Result, Text, api};
use api_tests::{Server, html, json, response};
use http_body_util::BodyExt as _;

use crate::support::{Thing, Wrapped, client, failure, last};

/// An error of the user's own, with a place for ours.
#[derive(Debug)]
enum MyError {
    NotFound,
    Other(Error),
}

impl From<Error> for MyError {
    fn from(error: Error) -> Self {
        if error.status().is_some_and(|status| status.as_u16() == 404) {
            Self::NotFound
        } else {
            Self::Other(error)
        }
    }
}

impl fmt::Display for MyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Other(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MyError {}

type MyResult<T> = std::result::Result<T, MyError>;
type MyThing = MyResult<Thing>;

mod results {
    pub(super) use super::MyResult as Result;
}

#[api(envelope = Wrapped)]
trait Outputs {
    #[endpoint(GET, "/own")]
    async fn own(&self) -> Result<Thing, MyError>;
    #[endpoint(GET, "/std")]
    async fn of_std(&self, id: &str) -> std::result::Result<Option<Thing>, MyError>;
    #[endpoint(GET, "/alias")]
    async fn alias(&self) -> MyThing;
    #[endpoint(GET, "/path")]
    async fn by_path(&self) -> results::Result<Response<Thing>>;
    #[endpoint(GET, "/boxed")]
    async fn boxed(&self) -> Result<Thing, Box<dyn std::error::Error + Send + Sync>>;
    #[endpoint(GET, "/bytes")]
    async fn bytes(&self) -> Result<Bytes>;
    #[endpoint(GET, "/text")]
    async fn text(&self) -> Result<Response<Text>>;
    #[endpoint(GET, "/raw")]
    async fn raw(&self) -> Result<http::Response<Body>>;
}

fn outputs(server: &Server) -> OutputsClient {
    OutputsClient::new(client(server))
}

#[api_tests::test]
async fn an_error_type_of_ones_own_is_made_of_ours() {
    let server = Server::giving(json(404, r#"{"code":5,"message":"no"}"#));
    let api = outputs(&server);
    assert!(matches!(api.own().await, Err(MyError::NotFound)));
    assert!(matches!(api.alias().await, Err(MyError::NotFound)));
    assert!(matches!(api.by_path().await, Err(MyError::NotFound)));
    assert!(matches!(Outputs::of_std(&api, "1").await, Err(MyError::NotFound)));
    assert!(matches!(api.own().with_response().await, Err(MyError::NotFound)));
    assert_eq!(
        api.boxed().await.unwrap_err().to_string(),
        "GET /boxed (Outputs::boxed): the API responded with code 5: no (HTTP 404)"
    );
    let Err(MyError::Other(error)) = api.own().header("X", "\n").await else { panic!("a mistake") };
    assert_eq!(error.kind(), ErrorKind::Build);
}

#[api_tests::test]
async fn an_alias_means_its_type() {
    let server = Server::giving(json(200, r#"{"code":0,"data":{"name":"a","size":1}}"#));
    let api = outputs(&server);
    assert_eq!(api.own().await.unwrap(), Thing::new("a", 1));
    assert_eq!(api.alias().await.unwrap(), Thing::new("a", 1));
    assert_eq!(api.of_std("1").await.unwrap(), Some(Thing::new("a", 1)));
    assert_eq!(api.by_path().await.unwrap().value(), &Thing::new("a", 1));
    assert_eq!(api.boxed().await.unwrap(), Thing::new("a", 1));
    assert_eq!(last(&server).header("accept"), ["application/json"]);
}

#[api_tests::test]
async fn bytes_and_text_are_the_body_as_it_came() {
    let body = r#"{"code":0,"data":7}"#;
    let server = Server::giving(html(200, body));
    let api = outputs(&server);
    assert_eq!(&*api.bytes().await.unwrap(), body.as_bytes());
    assert_eq!(last(&server).header("accept"), ["*/*"]);
    let text = api.text().await.unwrap();
    assert_eq!((text.status().as_u16(), &**text.value()), (200, body));
    let server = Server::giving(response(200, &[], b"\xff"));
    assert_eq!(api_bytes(&server).await, b"\xff");
    assert_eq!(failure(outputs(&server).text().await), (ErrorKind::Decode, Some(200)));
    // What failed is opened like any other response.
    let server = Server::giving(json(400, r#"{"code":5,"message":"no"}"#));
    assert_eq!(failure(outputs(&server).bytes().await), (ErrorKind::Api, Some(400)));
    let server = Server::giving(html(500, "no"));
    assert_eq!(failure(outputs(&server).text().await), (ErrorKind::Status, Some(500)));
}

async fn api_bytes(server: &Server) -> Vec<u8> {
    outputs(server).bytes().await.unwrap().into_inner().to_vec()
}

#[api_tests::test]
async fn a_raw_response_is_handed_over_whatever_it_is() {
    let server = Server::giving(response(500, &[("X-One", "1")], r#"{"code":5}"#));
    let response = outputs(&server).raw().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["x-one"]),
        (500, &"1".parse().unwrap())
    );
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(body, r#"{"code":5}"#);
}
