//! An API whose gateway has another wrapper than the API itself, as many have: `{code, message,
//! data}` on success, and `{error: {code, message}}` with any status that is not 2xx.

use api_core::{Envelope, Result, api};

use super::{Said, responded, says};

#[derive(Envelope)]
struct Wrapper<T> {
    #[envelope(success = 0, alias = "error.code")]
    code: i64,
    #[envelope(message, alias = "error.message")]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[api(envelope = Wrapper)]
trait Service {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<u64>;

    /// The one endpoint without a wrapper.
    #[endpoint(GET, "/bare", envelope = none)]
    async fn bare(&self) -> Result<u128>;
}

#[api_tests::test]
async fn each_wrapper_is_read() {
    let (_server, client) = responded(200, r#"{"code":0,"message":"","data":7}"#);
    assert_eq!(ServiceClient::new(client).get().await.unwrap(), 7);
    for (status, body, said) in [
        (200, r#"{"code":5,"message":"no"}"#, Said::code(5, "no")),
        (502, r#"{"error":{"code":"down","message":"no"}}"#, Said::code("down", "no")),
        (403, r#"{"error":{"code":403,"message":"no"},"data":7}"#, Said::code(403, "no")),
        (502, r#"{"error":{}}"#, Said::Other),
    ] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}

#[api_tests::test]
async fn one_endpoint_may_have_none() {
    // And integers are read to the last digit.
    let (_server, client) = responded(200, "340282366920938463463374607431768211455");
    assert_eq!(ServiceClient::new(client).bare().await.unwrap(), u128::MAX);
    let (_server, client) = responded(200, r#"{"code":0,"data":9007199254740993}"#);
    assert_eq!(ServiceClient::new(client).get().await.unwrap(), 9_007_199_254_740_993);
}
