//! No secret in any span or event.

use api_core::Credentials;
use api_tests::{Server, Step, json, response};

use crate::apis::{GOOD, builder, builder_at, users};
use crate::subscriber::Recording;

fn full_urls(recording: &Recording, server: &Server) -> Vec<String> {
    let spans = recording.attempts();
    spans.iter().map(|span| span.text("url.full").replace(&server.base(), "")).collect()
}

#[api_tests::test]
async fn values_of_queries_are_redacted_unless_they_may_be_shown() {
    for shown in [false, true] {
        let recording = Recording::start();
        let server = Server::giving(json(200, GOOD));
        let builder = builder(&server)
            .trace_urls(shown)
            .query("default", "canary1")
            .credentials(Credentials::query("access_token", "canary2"));
        users(builder).search("xanadu", "canary3").query("sig", "canary4").await.unwrap();
        let name = if shown { "xanadu" } else { "REDACTED" };
        let expected = format!(
            "/users?default=REDACTED&name={name}&key=REDACTED&sig=REDACTED&access_token=REDACTED"
        );
        assert_eq!(full_urls(&recording, &server), [expected]);
        assert!(!recording.everything().contains("canary"));
        // Sent all the same.
        assert!(server.request().target().contains("access_token=canary2"));
    }
}

#[api_tests::test]
async fn the_keys_of_the_standard_are_redacted_and_can_be_replaced() {
    let keys = [
        "X-Amz-Signature",
        "X-Amz-Credential",
        "X-Amz-Security-Token",
        "AWSAccessKeyId",
        "Signature",
        "sig",
        "X-Goog-Signature",
    ];
    for key in keys {
        let recording = Recording::start();
        let server = Server::giving(json(200, GOOD));
        let api = users(builder(&server).trace_urls(true));
        api.get(1).query(key, "canary").query(&key.to_ascii_uppercase(), "b").await.unwrap();
        let other = if key == "AWSAccessKeyId" { "AWSACCESSKEYID" } else { "" };
        let urls = full_urls(&recording, &server);
        assert!(urls[0].starts_with(&format!("/users/1?{key}=REDACTED&")), "{urls:?}");
        // Case counts.
        assert!(urls[0].contains(&format!("{other}=b")), "{urls:?}");
    }
    let recording = Recording::start();
    let server = Server::giving(json(200, GOOD));
    let api = users(builder(&server).trace_urls(true).trace_redacted_keys(["pin"]));
    api.get(1).query("pin", "canary").query("sig", "shown").await.unwrap();
    assert_eq!(full_urls(&recording, &server), ["/users/1?pin=REDACTED&sig=shown"]);
}

/// Servers read a plus sign in a query as a space.
#[api_tests::test]
async fn a_key_is_known_in_all_its_spellings() {
    let recording = Recording::start();
    let server = Server::giving(json(200, GOOD));
    let base = format!("{}/?base+key=canary&b%61se=canary", server.base());
    let builder = builder_at(base).trace_urls(true);
    let builder = builder.query("own key", "canary").trace_redacted_keys(["a pin"]);
    users(builder).get(1).query("a pin", "canary").query("a", "b").await.unwrap();
    let expected =
        "/users/1?base+key=REDACTED&b%61se=REDACTED&own%20key=REDACTED&a%20pin=REDACTED&a=b";
    assert_eq!(full_urls(&recording, &server), [expected]);
    assert!(!recording.everything().contains("canary"));
}

#[api_tests::test]
async fn sensitive_values_of_the_path_are_redacted() {
    let recording = Recording::start();
    let server = Server::giving(json(200, GOOD));
    let api = users(builder(&server).trace_urls(true));
    api.hook("canary:1/2", "send").await.unwrap();
    api.file("a/canary/b").await.unwrap();
    api.anywhere("/open/place?token=seen").await.unwrap();
    api.secret_place("/canary/place?token=canary").await.unwrap();
    let expected = [
        "/users/botREDACTED/REDACTED",
        "/users/files/REDACTED/raw",
        "/open/place?token=seen",
        "/REDACTED",
    ];
    let urls = full_urls(&recording, &server);
    // The value behind the secret one has a segment of its own.
    assert_eq!(urls[0], expected[0].replace("/REDACTED", "/send"));
    assert_eq!(urls[1..], expected[1..]);
    assert!(!recording.everything().contains("canary"));
}

#[api_tests::test]
async fn a_redirect_shows_no_secret_that_the_server_repeats() {
    let recording = Recording::start();
    let moved = response(302, &[("Location", "/x/canary?access_token=canary&a=b")], "");
    let server = Server::script([
        Step::ReadRequest,
        Step::Send(moved),
        Step::ReadRequest,
        Step::Send(json(200, GOOD)),
    ]);
    let credentials = Credentials::query("access_token", "canary");
    let builder = builder(&server).trace_urls(true).follow_redirects(1).credentials(credentials);
    users(builder).hook("canary", "send").await.unwrap();
    let expected =
        ["/users/botREDACTED/send?access_token=REDACTED", "/REDACTED?access_token=REDACTED&a=b"];
    assert_eq!(full_urls(&recording, &server), expected);
    assert!(!recording.everything().contains("canary"));
}

#[api_tests::test]
async fn headers_are_recorded_only_by_name_and_never_if_they_are_secret() {
    // Some servers send back what they were sent.
    let echo = [("X-Trace", "seen"), ("Set-Cookie", "canary"), ("X-Api-Key", "canary")];
    let response = response(200, &[&echo[..], &[("X-Pin", "canary")]].concat(), GOOD);
    let server = Server::giving(response);
    let credentials = Credentials::header("X-Api-Key", "canary");

    let recording = Recording::start();
    let plain = builder(&server).credentials(credentials.clone());
    users(plain).named(1, "canary", "canary").await.unwrap();
    assert!(!recording.everything().contains("canary"));
    assert!(!recording.everything().contains("seen"));

    let recording = Recording::start();
    let named = ["x-request-id", "x-trace", "set-cookie", "x-api-key", "x-pin", "authorization"];
    let builder = named.iter().fold(builder(&server), |builder, name| builder.trace_header(name));
    users(builder.credentials(credentials)).named(1, "id-1", "canary").await.unwrap();
    let span = recording.attempt();
    let mut seen: Vec<String> = Vec::new();
    for event in span.events.iter().filter(|event| event.name == "header") {
        assert_eq!(event.level, tracing::Level::DEBUG);
        let text = |name: &str| format!("{:?}", event.fields[name]).replace("Text(\"", "");
        seen.push(format!("{}={}", text("name"), text("value")).replace("\")", ""));
    }
    let expected = [
        "x-request-id=id-1",
        "x-api-key=REDACTED",
        "x-pin=REDACTED",
        "x-trace=seen",
        "set-cookie=REDACTED",
        "x-api-key=REDACTED",
        "x-pin=REDACTED",
    ];
    assert_eq!(seen, expected);
    assert!(!recording.everything().contains("canary"));
}

#[api_tests::test]
async fn words_of_the_server_and_payloads_are_not_recorded() {
    for status in [200, 400, 500] {
        let recording = Recording::start();
        let body = r#"{"code":7,"message":"canary","data":{"name":"canary"}}"#;
        let server = Server::giving(json(status, body));
        users(builder(&server)).add("canary").await.unwrap_err();
        assert!(!recording.everything().contains("canary"), "{}", recording.everything());
    }
}

#[test]
fn a_header_without_a_name_is_a_mistake_of_the_builder() {
    let error = api_core::Client::builder("http://localhost").trace_header("a b").build();
    assert!(error.unwrap_err().to_string().contains("`a b`"));
}
