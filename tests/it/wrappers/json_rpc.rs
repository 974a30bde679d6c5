//! JSON-RPC 2.0: `{jsonrpc, id, result}` or `{jsonrpc, id, error}` (jsonrpc.org/specification §5).

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
pub(super) struct Wrapper<T> {
    #[envelope(success = absent)]
    error: (),
    #[envelope(code, rename = "error.code")]
    code: i64,
    #[envelope(message, rename = "error.message")]
    message: String,
    #[envelope(payload)]
    result: T,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Payload(i64);

#[api(envelope = Wrapper)]
trait Service {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<Payload>;
}

#[api_tests::test]
async fn success() {
    let (_server, client) = responded(200, r#"{"jsonrpc":"2.0","result":19,"id":1}"#);
    assert_eq!(ServiceClient::new(client).get().await.unwrap(), Payload(19));
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [(
        200,
        r#"{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":"1"}"#,
        Said::code(-32601, "Method not found"),
    )] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}

#[api_tests::test]
async fn the_data_of_an_error_can_be_read() {
    let body =
        r#"{"jsonrpc":"2.0","error":{"code":-32602,"message":"m","data":{"field":"x"}},"id":1}"#;
    let (_server, client) = responded(200, body);
    let error = ServiceClient::new(client).get().await.unwrap_err();
    let field: Option<String> = error.api().unwrap().member("error.data.field").unwrap();
    assert_eq!(field.as_deref(), Some("x"));
}
