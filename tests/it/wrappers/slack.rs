//! Slack: `{ok, error}` with the payload beside them (api.slack.com/web, "auth.test").

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
pub(super) struct Wrapper<T> {
    #[envelope(success = true)]
    ok: bool,
    #[envelope(code)]
    error: String,
    #[envelope(flatten)]
    payload: T,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Payload {
    team: String,
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
        r#"{"ok":true,"url":"https://subarachnoid.slack.com/","team":"Subarachnoid Workspace"}"#,
    );
    assert_eq!(
        ServiceClient::new(client).get().await.unwrap(),
        Payload { team: "Subarachnoid Workspace".into() }
    );
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in
        [(200, r#"{"ok":false,"error":"invalid_auth"}"#, Said::code("invalid_auth", ""))]
    {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}
