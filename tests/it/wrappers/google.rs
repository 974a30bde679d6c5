//! Google: bare, or `{error: {code, message, status, details}}` (cloud.google.com/apis/design/errors).

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
pub(super) struct Wrapper<T> {
    #[envelope(success = absent)]
    error: (),
    #[envelope(code, rename = "error.status")]
    status: String,
    #[envelope(message, rename = "error.message")]
    message: String,
    #[envelope(flatten)]
    payload: T,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Payload {
    name: String,
}

#[api(envelope = Wrapper)]
trait Service {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<Payload>;
}

#[api_tests::test]
async fn success() {
    let (_server, client) = responded(200, r#"{"name":"projects/p"}"#);
    assert_eq!(
        ServiceClient::new(client).get().await.unwrap(),
        Payload { name: "projects/p".into() }
    );
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [(
        400,
        r#"{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT"}}"#,
        Said::code("INVALID_ARGUMENT", "API key not valid."),
    )] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}
