//! Bilibili: `{code, message, ttl, data}` (api.bilibili.com/x/web-interface/nav).

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
pub(super) struct Wrapper<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Payload {
    uname: String,
}

#[api(envelope = Wrapper)]
trait Service {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<Payload>;
}

#[api_tests::test]
async fn success() {
    let (_server, client) =
        responded(200, r#"{"code":0,"message":"0","ttl":1,"data":{"uname":"a"}}"#);
    assert_eq!(ServiceClient::new(client).get().await.unwrap(), Payload { uname: "a".into() });
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [(
        200,
        r#"{"code":-101,"message":"账号未登录","ttl":1,"data":{"isLogin":false}}"#,
        Said::code(-101, "账号未登录"),
    )] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}
