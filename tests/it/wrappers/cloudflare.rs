//! Cloudflare: `{success, errors, messages, result, result_info}` (developers.cloudflare.com/fundamentals/api).

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
pub(super) struct Wrapper<T> {
    #[envelope(success = true)]
    success: bool,
    #[envelope(code, rename = "errors.0.code")]
    code: i64,
    #[envelope(message, rename = "errors.0.message")]
    message: String,
    #[envelope(payload)]
    result: T,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Payload {
    id: String,
}

#[api(envelope = Wrapper)]
trait Service {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<Payload>;
}

#[api_tests::test]
async fn success() {
    let (_server, client) = responded(
        200,
        r#"{"success":true,"errors":[],"messages":[],"result":{"id":"x"},"result_info":{"page":1,"total_count":3}}"#,
    );
    assert_eq!(ServiceClient::new(client).get().await.unwrap(), Payload { id: "x".into() });
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [(
        403,
        r#"{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null}"#,
        Said::code(10000, "Authentication error"),
    )] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}

#[api_tests::test]
async fn what_is_beside_the_result_can_be_read() {
    let body =
        r#"{"success":true,"errors":[],"result":{"id":"x"},"result_info":{"total_count":3}}"#;
    let (_server, client) = responded(200, body);
    let response = ServiceClient::new(client).get().with_response().await.unwrap();
    assert_eq!(response.member("result_info.total_count").unwrap(), Some(3));
    assert_eq!(response.member::<u64>("result_info.cursor").unwrap(), None);
    assert!(response.member::<bool>("result_info.total_count").is_err());
}
