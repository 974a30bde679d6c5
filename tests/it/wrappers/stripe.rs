//! Stripe: the bare payload on 2xx, `{error: {type, code, message}}` otherwise (docs.stripe.com/api/errors).

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
#[envelope(success = status)]
pub(super) struct Wrapper<T> {
    #[envelope(code, rename = "error.code")]
    code: String,
    #[envelope(message, rename = "error.message")]
    message: String,
    #[envelope(flatten)]
    payload: T,
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
    let (_server, client) = responded(200, r#"{"id":"ch_1","object":"charge"}"#);
    assert_eq!(ServiceClient::new(client).get().await.unwrap(), Payload { id: "ch_1".into() });
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [(
        402,
        r#"{"error":{"code":"card_declined","message":"Your card was declined.","type":"card_error"}}"#,
        Said::code("card_declined", "Your card was declined."),
    )] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}
