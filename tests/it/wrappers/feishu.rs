//! Feishu/Lark: `{code, msg, data}` (open.feishu.cn, "Getting user info").

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
pub(super) struct Wrapper<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    msg: String,
    #[envelope(payload)]
    data: T,
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
    let (_server, client) =
        responded(200, r#"{"code":0,"msg":"success","data":{"name":"zhangsan"}}"#);
    assert_eq!(
        ServiceClient::new(client).get().await.unwrap(),
        Payload { name: "zhangsan".into() }
    );
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [(
        400,
        r#"{"code":99991663,"msg":"Invalid access token"}"#,
        Said::code(99_991_663, "Invalid access token"),
    )] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}
