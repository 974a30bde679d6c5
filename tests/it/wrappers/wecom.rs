//! WeCom: the payload beside `errcode` and `errmsg` (developer.work.weixin.qq.com, "gettoken").

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
pub(super) struct Wrapper<T> {
    #[envelope(success = 0, default)]
    errcode: i64,
    #[envelope(message)]
    errmsg: String,
    #[envelope(flatten)]
    payload: T,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Payload {
    access_token: String,
    expires_in: u32,
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
        r#"{"errcode":0,"errmsg":"ok","access_token":"accesstoken000001","expires_in":7200}"#,
    );
    assert_eq!(
        ServiceClient::new(client).get().await.unwrap(),
        Payload { access_token: "accesstoken000001".into(), expires_in: 7200 }
    );
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [(
        200,
        r#"{"errcode":40001,"errmsg":"invalid credential"}"#,
        Said::code(40001, "invalid credential"),
    )] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}

#[api_tests::test]
async fn a_missing_errcode_is_success() {
    let (_server, client) = responded(200, r#"{"access_token":"a","expires_in":1}"#);
    let payload = Payload { access_token: "a".into(), expires_in: 1 };
    assert_eq!(ServiceClient::new(client).get().await.unwrap(), payload);
}
