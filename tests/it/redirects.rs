//! Redirects are told and not followed: not even to the same server, and with no method. With
//! `follow_redirects`, those to the same server are.

use api_core::{Body, Credentials, ErrorKind, Result, api};
use api_tests::{Server, Step, json, response};

use crate::support::{ThingsClient, builder, failure, things, untouched};

/// A server whose every response points to `location`.
fn redirecting(status: u16, location: &str) -> Server {
    Server::giving(response(status, &[("Location", location)], ""))
}

#[api_tests::test]
async fn no_redirect_reaches_the_second_server() {
    for status in [301, 302, 303, 307, 308] {
        let second = Server::giving(json(200, r#"{"code":0,"data":{"name":"a","size":1}}"#));
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

#[api_tests::test]
async fn a_redirect_to_the_same_server_is_not_followed_either() {
    for location in ["/other", "other", "?page=2", "//127.0.0.1/thing"] {
        let server = redirecting(302, location);
        let api = things(&server);
        assert_eq!(failure(api.maybe().await), (ErrorKind::Redirect, Some(302)), "{location}");
        assert_eq!(server.request().target(), "/maybe");
    }
}

#[api_tests::test]
async fn a_redirect_says_so_without_saying_where_to() {
    let server = redirecting(307, "https://example.com/?token=hunter2");
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /thing (Things::thing): the server redirects (HTTP 307), which is not followed; \
         `ClientBuilder::follow_redirects` sets how many are"
    );
    assert_eq!(error.headers()["location"], "https://example.com/?token=hunter2");
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[api_tests::test]
async fn a_status_of_300_to_399_that_points_nowhere_is_a_status_error() {
    for status in [300, 302, 304] {
        let server = Server::giving(response(status, &[], ""));
        assert_eq!(failure(things(&server).thing().await), (ErrorKind::Status, Some(status)));
    }
}

/// A server that responds so to the first request, and with a number to those after it.
fn leading(steps: impl IntoIterator<Item = (u16, String)>) -> Server {
    let mut script = Vec::new();
    for (status, location) in steps {
        script.push(Step::ReadRequest);
        script.push(Step::Send(response(status, &[("Location", &location)], "")));
    }
    script.push(Step::ReadRequest);
    script.push(Step::Send(json(200, r#"{"code":0,"data":{"name":"a","size":1}}"#)));
    Server::script(script)
}

fn following(server: &Server) -> ThingsClient {
    let client = builder(server)
        .credentials(Credentials::query("key", "hunter2"))
        .header("X-Api-Key", "hunter3")
        .follow_redirects(2);
    ThingsClient::new(client.build().unwrap())
}

#[api_tests::test]
async fn those_to_the_same_origin_are_followed_if_asked() {
    for status in [301, 302, 303, 307, 308] {
        let server = leading([(status, "/b?c#d".to_owned()), (status, "e".to_owned())]);
        assert_eq!(following(&server).thing().await.unwrap().size, 1, "{status}");
        let targets: Vec<_> = server.requests().iter().map(|r| r.target().to_owned()).collect();
        assert_eq!(targets, ["/thing?key=hunter2", "/b?c", "/e"]);
        for request in server.requests() {
            assert_eq!(request.method(), "GET");
            assert_eq!(request.header("x-api-key"), ["hunter3"]);
            assert!(request.header("referer").is_empty());
        }
    }
}

#[api_tests::test]
async fn a_body_goes_along_where_the_status_says_so_and_nowhere_else() {
    for status in [307, 308] {
        let server = leading([(status, "/b".to_owned())]);
        following(&server).make("a", 1).await.unwrap();
        let [first, second] = server.requests().try_into().unwrap();
        assert_eq!((second.method(), second.target()), ("POST", "/b"));
        assert_eq!(first.body(), second.body());
    }
    for status in [301, 302, 303] {
        let server = leading([(status, "/b".to_owned())]);
        let error = following(&server).make("a", 1).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect);
        assert_eq!(server.requests().len(), 1);
    }
}

#[api_tests::test]
async fn those_to_anywhere_else_stay_errors() {
    let second = Server::giving(json(200, r#"{"code":0,"data":{"name":"a","size":1}}"#));
    let elsewhere = [
        format!("{}/thing", second.base()),
        second.base().replace("http:", "https:"),
        format!("//{}/thing", second.authority()),
        "file:///etc/passwd".to_owned(),
        "data:,x".to_owned(),
        "javascript:1".to_owned(),
        "http://[::1".to_owned(),
        "http:///".to_owned(),
    ];
    for location in elsewhere {
        let server = leading([(302, location.clone())]);
        let result = following(&server).thing().await;
        assert_eq!(failure(result), (ErrorKind::Redirect, Some(302)), "{location}");
        assert_eq!(server.requests().len(), 1);
    }
    // The same server under another name, and with a user of its own.
    let server = Server::giving(response(302, &[("Location", "x")], ""));
    for location in [
        server.base().replace("127.0.0.1", "localhost"),
        server.base().replace("http://", "https://"),
        server.base().replace("http://", "http://me@"),
    ] {
        let server = leading([(302, location.clone())]);
        let result = following(&server).thing().await;
        assert_eq!(failure(result), (ErrorKind::Redirect, Some(302)), "{location}");
    }
    untouched(&second).await;
}

/// No setting makes a client follow there, so none is named.
#[api_tests::test]
async fn a_redirect_to_no_url_of_http_is_named_in_the_error() {
    for location in ["file:///etc/passwd", "data:,x", "javascript:1", "ftp://127.0.0.1/a"] {
        let server = leading([(302, location.to_owned())]);
        let error = following(&server).thing().await.unwrap_err();
        let words = "the server redirects (HTTP 302) to what is no URL of HTTP";
        assert!(error.to_string().ends_with(words), "{location}: {error}");
    }
}

#[api_tests::test]
async fn a_loop_ends() {
    let server = redirecting(302, "/thing");
    let error = following(&server).thing().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Redirect, 1));
    assert_eq!(server.requests().len(), 3);
    let words = "the server redirects (HTTP 302) once more than is followed; \
                 `ClientBuilder::follow_redirects` sets how many are";
    assert!(error.to_string().ends_with(words), "{error}");
}

/// An error names no setting that would not help.
#[api_tests::test]
async fn a_redirect_that_no_setting_follows_names_none() {
    let server = leading([(307, "/b".to_owned())]);
    let client = builder(&server).follow_redirects(2).build().unwrap();
    let body = Body::stream(futures_util::stream::iter([Ok::<_, std::io::Error>("a")]));
    let error = StreamingClient::new(client).upload(body).await.unwrap_err();
    let words = "HTTP 307), which is not followed: the body was a stream, and cannot be sent again";
    assert!(error.to_string().ends_with(words), "{error}");
    assert_eq!(server.requests().len(), 1);

    let server = leading([(307, "http://127.0.0.1:1/b".to_owned())]);
    let error = following(&server).make("a", 1).await.unwrap_err();
    let words = "HTTP 307) to another origin, which is not followed";
    assert!(error.to_string().ends_with(words), "{error}");
}

#[api]
trait Streaming {
    #[endpoint(POST, "/a")]
    async fn upload(&self, #[body(stream)] body: Body) -> Result<()>;
}

/// Some servers write UTF-8 into the header as it is.
#[api_tests::test]
async fn a_location_may_hold_utf_8() {
    let good = json(200, r#"{"code":0,"data":{"name":"a","size":1}}"#);
    let head = "HTTP/1.1 302 Found\r\nLocation: /größe?ü=é\r\nContent-Length: 0\r\n\r\n";
    let redirect = head.as_bytes().to_vec();
    let server = Server::script([
        Step::ReadRequest,
        Step::Send(redirect),
        Step::ReadRequest,
        Step::Send(good),
    ]);
    let api = ThingsClient::new(builder(&server).follow_redirects(1).build().unwrap());
    assert_eq!(api.thing().await.unwrap().name, "a");
    assert_eq!(server.requests()[1].target(), "/gr%C3%B6%C3%9Fe?%C3%BC=%C3%A9");
}
