//! The ways to take a response: a payload, perhaps one, none, with the response around it.

use api_core::{Error, ErrorKind, Response, Result, api};
use api_tests::{Server, json, response};

use crate::support::{Thing, Wrapped, client, failure, things};

#[api_tests::test]
async fn a_payload_that_is_missing_or_of_another_shape_is_a_decode_error() {
    let wrong = [r#""name":"a""#, r#""name":7,"size":1"#, r#""name":"a","size":-1"#];
    let mut bodies = vec![r#"{"code":0}"#.to_owned(), r#"{"code":0,"data":null}"#.to_owned()];
    bodies.extend(wrong.map(|members| format!(r#"{{"code":0,"data":{{{members}}}}}"#)));
    bodies.extend(
        ["[]", "{}", "true", "0", r#""""#].map(|data| format!(r#"{{"code":0,"data":{data}}}"#)),
    );
    for body in bodies {
        let server = Server::giving(json(200, &body));
        let error = things(&server).thing().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Decode, 200),
            "{body}"
        );
    }
}

#[api_tests::test]
async fn nothing_accepts_any_payload_and_none() {
    for data in ["null", "[]", "{}", r#"{"name":7}"#, "[1,2]", "true", "0", r#""text""#] {
        let server = Server::giving(json(200, format!(r#"{{"code":0,"data":{data}}}"#)));
        things(&server).nothing().await.unwrap();
    }
    let server = Server::giving(json(200, r#"{"code":0}"#));
    things(&server).nothing().await.unwrap();
}

#[api_tests::test]
async fn an_option_accepts_null_and_absent_and_nothing_else() {
    for body in [r#"{"code":0}"#, r#"{"code":0,"data":null}"#, r#"{"data":null,"code":0}"#] {
        let server = Server::giving(json(200, body));
        assert_eq!(things(&server).maybe().await.unwrap(), None, "{body}");
    }
    let server = Server::giving(json(200, r#"{"code":0,"data":{"name":"a","size":1}}"#));
    assert_eq!(things(&server).maybe().await.unwrap(), Some(Thing::new("a", 1)));
    for data in ["[]", "{}", "false", r#""""#] {
        let server = Server::giving(json(200, format!(r#"{{"code":0,"data":{data}}}"#)));
        assert_eq!(
            failure(things(&server).maybe().await),
            (ErrorKind::Decode, Some(200)),
            "{data}"
        );
    }
}

/// An error type of the user's own.
#[derive(Debug)]
enum Mine {
    Api(String),
    Other(ErrorKind),
}

impl From<Error> for Mine {
    fn from(error: Error) -> Self {
        match error.api() {
            Some(api) => Self::Api(api.message().to_owned()),
            None => Self::Other(error.kind()),
        }
    }
}

/// An alias, which no macro can see through.
type MyResult<T> = std::result::Result<T, Mine>;
type ThingResult = MyResult<Thing>;

#[api(envelope = Wrapped)]
trait Shapes {
    #[endpoint(GET, "/own")]
    async fn own_error(&self) -> std::result::Result<Thing, Mine>;

    #[endpoint(GET, "/alias")]
    async fn alias(&self) -> ThingResult;

    #[endpoint(GET, "/list")]
    async fn list(&self) -> Result<Vec<Thing>>;

    #[endpoint(GET, "/number")]
    async fn number(&self) -> Result<u64>;

    #[endpoint(GET, "/whole")]
    async fn whole(&self) -> Result<Response<Thing>>;
}

fn shapes(server: &Server) -> ShapesClient {
    ShapesClient::new(client(server))
}

#[api_tests::test]
async fn an_error_type_of_ones_own_comes_out_of_every_door() {
    let server = Server::giving(json(200, r#"{"code":1,"message":"no"}"#));
    let api = shapes(&server);
    assert!(matches!(api.own_error().await, Err(Mine::Api(message)) if message == "no"));
    assert!(matches!(api.alias().await, Err(Mine::Api(message)) if message == "no"));
    assert!(matches!(Shapes::alias(&api).await, Err(Mine::Api(message)) if message == "no"));
    let server = Server::giving(json(200, "{}"));
    let api = shapes(&server);
    assert!(matches!(api.alias().await, Err(Mine::Other(ErrorKind::Decode))));
    let server = Server::giving(json(200, r#"{"code":0,"data":{"name":"a","size":1}}"#));
    assert_eq!(shapes(&server).alias().await.unwrap(), Thing::new("a", 1));
}

#[api_tests::test]
async fn a_payload_may_be_any_json() {
    let server = Server::giving(json(200, r#"{"code":0,"data":[{"name":"a","size":1}]}"#));
    assert_eq!(shapes(&server).list().await.unwrap(), [Thing::new("a", 1)]);
    let largest = format!(r#"{{"code":0,"data":{}}}"#, u64::MAX);
    let server = Server::giving(json(200, largest));
    assert_eq!(shapes(&server).number().await.unwrap(), u64::MAX);
}

#[api_tests::test]
async fn a_response_brings_status_and_headers() {
    let body = r#"{"code":0,"data":{"name":"a","size":1}}"#;
    let headers = [("Content-Type", "application/json"), ("X-Rate-Limit-Remaining", "7")];
    let server = Server::giving(response(201, &headers, body));
    let response = shapes(&server).whole().await.unwrap();
    assert_eq!(response.status().as_u16(), 201);
    assert_eq!(response.headers()["x-rate-limit-remaining"], "7");
    assert_eq!(response.value(), &Thing::new("a", 1));
    assert_eq!(response.into_value(), Thing::new("a", 1));
}
