//! Telegram: `{ok, result}` or `{ok, error_code, description, parameters}` (core.telegram.org/bots/api).

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
pub(super) struct Wrapper<T> {
    #[envelope(success = true)]
    ok: bool,
    #[envelope(payload)]
    result: T,
    #[envelope(code)]
    error_code: i64,
    #[envelope(message)]
    description: String,
    #[envelope(retry_after, rename = "parameters.retry_after")]
    retry_after: u64,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Payload {
    id: u64,
}

#[api(envelope = Wrapper)]
trait Service {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<Payload>;
}

#[api_tests::test]
async fn success() {
    let (_server, client) =
        responded(200, r#"{"ok":true,"result":{"id":123456789,"is_bot":true}}"#);
    assert_eq!(ServiceClient::new(client).get().await.unwrap(), Payload { id: 123_456_789 });
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [(
        401,
        r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#,
        Said::code(401, "Unauthorized"),
    )] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}

#[api_tests::test]
async fn the_wait_is_in_the_envelope() {
    let body = r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5","parameters":{"retry_after":5}}"#;
    let (_server, client) = responded(429, body);
    let error = ServiceClient::new(client).get().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(5)));
}
