//! GraphQL over HTTP: `{data, errors}` (spec.graphql.org, §7.1), partial data kept.

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
pub(super) struct Wrapper<T> {
    #[envelope(success = absent)]
    errors: (),
    #[envelope(code, rename = "errors.0.extensions.code")]
    code: String,
    #[envelope(message, rename = "errors.0.message")]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Payload {
    hero: String,
}

#[api(envelope = Wrapper)]
trait Service {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<Payload>;
}

#[api_tests::test]
async fn success() {
    let (_server, client) = responded(200, r#"{"data":{"hero":"R2-D2"}}"#);
    assert_eq!(ServiceClient::new(client).get().await.unwrap(), Payload { hero: "R2-D2".into() });
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [(
        200,
        r#"{"errors":[{"message":"Name for character not found.","extensions":{"code":"NOT_FOUND"}}],"data":null}"#,
        Said::code("NOT_FOUND", "Name for character not found."),
    )] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}

#[api_tests::test]
async fn partial_data_is_kept() {
    let body = r#"{"errors":[{"message":"m"}],"data":{"hero":"R2-D2"}}"#;
    let (_server, client) = responded(200, body);
    let error = ServiceClient::new(client).get().await.unwrap_err();
    let partial: Option<Payload> = error.api().unwrap().payload().unwrap();
    assert_eq!(partial, Some(Payload { hero: "R2-D2".into() }));
}
