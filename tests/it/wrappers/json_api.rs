//! JSON:API: `{data, meta}` or `{errors, meta}` (jsonapi.org/format, "Errors").

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
pub(super) struct Wrapper<T> {
    #[envelope(success = absent)]
    errors: (),
    #[envelope(code, rename = "errors.0.code")]
    code: String,
    #[envelope(message, rename = "errors.0.title")]
    title: String,
    #[envelope(payload)]
    data: T,
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
    let (_server, client) =
        responded(200, r#"{"data":{"type":"articles","id":"1"},"meta":{"total":1}}"#);
    assert_eq!(ServiceClient::new(client).get().await.unwrap(), Payload { id: "1".into() });
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [(
        422,
        r#"{"errors":[{"status":"422","code":"226","title":"Invalid Attribute","source":{"pointer":"/data/attributes/firstName"}}]}"#,
        Said::code("226", "Invalid Attribute"),
    )] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}
