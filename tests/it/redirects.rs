//! Redirects are told and never followed: not even to the same server, and with no method.

use api_core::{Credentials, ErrorKind};
use api_tests::{Server, answer, json};

use crate::support::{ThingsClient, builder, failure, things, untouched};

/// A server whose every answer points to `location`.
fn redirecting(status: u16, location: &str) -> Server {
    Server::answering(answer(status, &[("Location", location)], ""))
}

#[tokio::test]
async fn no_redirect_reaches_the_second_server() {
    for status in [301, 302, 303, 307, 308] {
        let second = Server::answering(json(200, r#"{"code":0,"data":{"name":"a","size":1}}"#));
        let first = redirecting(status, &format!("{}/thing", second.base()));
        let client = builder(&first).credentials(Credentials::scheme("Bot", "token")).build();
        let api = ThingsClient::new(client.unwrap());
        assert_eq!(failure(api.thing().await), (ErrorKind::Redirect, Some(status)));
        assert_eq!(failure(api.make("a", 1).await), (ErrorKind::Redirect, Some(status)));
        assert_eq!(failure(api.nothing().await), (ErrorKind::Redirect, Some(status)));
        assert_eq!(first.requests().len(), 3);
        untouched(&second).await;
    }
}

#[tokio::test]
async fn a_redirect_to_the_same_server_is_not_followed_either() {
    for location in ["/other", "other", "?page=2", "//127.0.0.1/thing"] {
        let server = redirecting(302, location);
        let api = things(&server);
        assert_eq!(failure(api.maybe().await), (ErrorKind::Redirect, Some(302)), "{location}");
        assert_eq!(server.request().target(), "/maybe");
    }
}

#[tokio::test]
async fn a_redirect_says_so_without_saying_where_to() {
    let server = redirecting(307, "https://example.com/?token=hunter2");
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /thing (Things::thing): the server redirects (HTTP 307), which is not followed"
    );
    assert_eq!(error.headers()["location"], "https://example.com/?token=hunter2");
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_status_of_300_to_399_that_points_nowhere_is_a_status_error() {
    for status in [300, 302, 304] {
        let server = Server::answering(answer(status, &[], ""));
        assert_eq!(failure(things(&server).thing().await), (ErrorKind::Status, Some(status)));
    }
}
