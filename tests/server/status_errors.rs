//! Failures by status, from an implementation to a client that has the same enum.

use api_core::http::{Request, StatusCode};
use api_core::server::axum::Router;
use api_core::{ApiError, Body, Client, Error, Retry, StatusError, api, async_trait};
use http_body_util::BodyExt as _;
use serde::{Deserialize, Serialize};
use tower::ServiceExt as _;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Basic {
    message: String,
}

/// No server writes this one.
#[derive(Debug, Deserialize)]
struct Unwritable {}

#[derive(Debug, StatusError)]
enum Failure {
    #[status(404)]
    NotFound(Basic),
    #[status(409, 422)]
    Invalid(Vec<String>),
    #[status(410)]
    Gone,
    #[status(501)]
    Unwritable(Unwritable),
    #[status(403, 423)]
    Locked(Basic, Error),
    #[status(default)]
    Refused(Basic),
    #[other]
    Call(Error),
}

#[api(server)]
trait Issues {
    #[endpoint(GET, "/issues/{number}")]
    async fn issue(&self, number: u64) -> Result<String, Failure>;
}

const LOCKED: StatusCode = StatusCode::LOCKED;

struct Implementation;

#[async_trait]
impl Issues for Implementation {
    async fn issue(&self, number: u64) -> Result<String, Failure> {
        let basic = |message: &str| Basic { message: message.to_owned() };
        Err(match number {
            0 => return Ok("zero".to_owned()),
            1 => Failure::NotFound(basic("no such issue")),
            2 => Failure::Invalid(vec!["a".to_owned()]),
            3 => Failure::Gone,
            4 => Failure::Refused(basic("broken")),
            5 => Failure::Unwritable(Unwritable {}),
            7 => Failure::Locked(basic("by Ann"), ApiError::new(1, "").with_status(LOCKED).into()),
            8 => Failure::Locked(basic("for you"), ApiError::new(1, "").into()),
            _ => Client::builder("ftp://x").build().expect_err("not HTTP").into(),
        })
    }
}

fn router() -> Router {
    IssuesServer::new(Implementation).into_router()
}

#[tokio::test]
async fn a_variant_arrives_as_it_was_returned() {
    let api = IssuesClient::new(Client::in_process(router()));
    let issue = async |number| api.issue(number).retry(Retry::never()).await;
    assert_eq!(issue(0).await.unwrap(), "zero");
    let failure = issue(1).await.unwrap_err();
    assert!(matches!(failure, Failure::NotFound(Basic { message }) if message == "no such issue"));
    assert!(matches!(issue(2).await, Err(Failure::Invalid(errors)) if errors == ["a"]));
    assert!(matches!(issue(3).await, Err(Failure::Gone)));
    assert!(matches!(issue(4).await, Err(Failure::Refused(basic)) if basic.message == "broken"));
    // An error beside the body has the status to send it with, if the variant is for that.
    for (number, status, words) in [(7, 423, "by Ann"), (8, 403, "for you")] {
        let failure = issue(number).await.unwrap_err();
        assert_eq!(failure.as_error().unwrap().status().unwrap(), status);
        assert!(matches!(failure, Failure::Locked(Basic { message }, _) if message == words));
    }
    // What is none of the client's business, or cannot be written, is the server's failure.
    for number in [5, 6] {
        let failure = issue(number).await.unwrap_err();
        let error = failure.as_error().expect("no body that fits");
        assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR), "{failure}");
    }
}

#[tokio::test]
async fn a_variant_is_its_first_status_and_its_body() {
    for (number, status, body) in
        [(1, 404, r#"{"message":"no such issue"}"#), (2, 409, r#"["a"]"#), (3, 410, "")]
    {
        let request = Request::get(format!("/issues/{number}")).body(Body::empty()).unwrap();
        let (parts, sent) = router().oneshot(request).await.unwrap().into_parts();
        let sent = sent.collect().await.unwrap().to_bytes();
        assert_eq!((parts.status.as_u16(), &sent[..]), (status, body.as_bytes()));
        let typed = parts.headers.get("content-type").is_some_and(|it| it == "application/json");
        assert_eq!(typed, !body.is_empty());
    }
}
