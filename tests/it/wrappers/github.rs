//! GitHub: the bare payload on 2xx, `{message}` otherwise (docs.github.com/rest, "Troubleshooting").

use api_core::{Envelope, Result, api};
use serde::Deserialize;

use super::{Said, responded, says};

#[derive(Envelope)]
#[envelope(success = status)]
pub(super) struct Wrapper<T> {
    #[envelope(message)]
    message: String,
    #[envelope(flatten)]
    payload: T,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Payload {
    login: String,
}

#[api(envelope = Wrapper)]
trait Service {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<Payload>;
}

#[api_tests::test]
async fn success() {
    let (_server, client) = responded(200, r#"{"login":"octocat","id":1}"#);
    assert_eq!(
        ServiceClient::new(client).get().await.unwrap(),
        Payload { login: "octocat".into() }
    );
}

#[api_tests::test]
async fn failure() {
    for (status, body, said) in [
        (
            404,
            r#"{"message":"Not Found","documentation_url":"https://docs.github.com/rest"}"#,
            Said::code("", "Not Found"),
        ),
        (502, r#"<html>Unicorn!</html>"#, Said::Other),
        (500, r#"{}"#, Said::Other),
    ] {
        let (_server, client) = responded(status, body);
        assert_eq!(says(ServiceClient::new(client).get().await), said, "{body}");
    }
}
