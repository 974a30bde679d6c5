//! The metrics and spans of a server.

use opentelemetry::trace::{SpanKind, Status};

use crate::api::{Telemetry, UsersClient, builder, serve, sorted};

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_measured_by_their_route() {
    let telemetry = Telemetry::new();
    let base = serve(telemetry.server()).await;
    let users = UsersClient::new(builder(&base).build().unwrap());
    users.get(1).await.unwrap();
    users.get(9).await.unwrap_err();
    users.get(2).await.unwrap_err();
    users.add("Ann").await.unwrap();
    users.hook("canary", "canary").await.unwrap();
    let points = telemetry.points("http.server.request.duration");
    let find = |route: &str, status: u16| {
        points.iter().find(|point| {
            let has = |text: &str| point.attributes.iter().any(|it| it.contains(text));
            has(&format!("http.route=String(Static(\"{route}\"))"))
                && has(&format!("status_code=I64({status})"))
        })
    };
    let good = find("/users/{id}", 200).unwrap();
    assert_eq!((good.unit.as_str(), good.count, good.bounds.len()), ("s", 1, 14));
    let expected = [
        "http.request.method=String(Static(\"GET\"))",
        "http.response.status_code=I64(200)",
        "http.route=String(Static(\"/users/{id}\"))",
        "network.protocol.name=String(Static(\"http\"))",
        "network.protocol.version=String(Static(\"1.1\"))",
        "url.scheme=String(Owned(\"http\"))",
    ];
    assert_eq!(good.attributes, expected);
    // A client's mistake is none of the server's.
    let missing = find("/users/{id}", 404).unwrap();
    assert!(!missing.attributes.iter().any(|it| it.starts_with("error.type")));
    let broken = find("/users/{id}", 500).unwrap();
    assert!(broken.attributes.contains(&"error.type=String(Owned(\"500\"))".to_owned()));
    assert!(find("/users", 200).is_some());
    assert!(find("/hooks/{token}", 200).is_some());
    assert!(!telemetry.everything().contains("canary"));
    let sizes = telemetry.points("http.server.response.body.size");
    assert!(sizes.iter().any(|point| point.sum == 5.0), "{sizes:#?}");
    let active = telemetry.points("http.server.active_requests");
    assert!(active.iter().all(|point| point.sum == 0.0), "{active:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_without_an_endpoint_has_no_route() {
    let telemetry = Telemetry::new();
    let base = serve(telemetry.server()).await;
    let other = UsersClient::new(builder(&format!("{base}/nowhere")).build().unwrap());
    other.get(1).await.unwrap_err();
    let points = telemetry.points("http.server.request.duration");
    let [point] = &points[..] else { panic!("{points:#?}") };
    assert!(!point.attributes.iter().any(|it| it.starts_with("http.route")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_has_a_span_named_by_its_route() {
    let telemetry = Telemetry::new();
    let base = serve(telemetry.server()).await;
    let users = UsersClient::new(builder(&base).build().unwrap());
    users.get(1).await.unwrap();
    users.hook("canary", "canary").await.unwrap();
    users.get(2).await.unwrap_err();
    let spans = telemetry.spans();
    let [get, hook, broken, ..] = &spans[..] else { panic!("{spans:#?}") };
    assert_eq!((&*get.name, &get.span_kind), ("GET /users/{id}", &SpanKind::Server));
    assert_eq!(get.status, Status::Unset);
    let attributes = sorted(get.attributes.iter());
    for expected in [
        "http.request.method=String(Static(\"GET\"))",
        "http.response.status_code=I64(200)",
        "http.route=String(Static(\"/users/{id}\"))",
        "network.protocol.version=String(Static(\"1.1\"))",
        "server.address=String(Owned(\"127.0.0.1\"))",
        "url.path=String(Owned(\"/users/1\"))",
        "url.scheme=String(Owned(\"http\"))",
    ] {
        assert!(attributes.contains(&expected.to_owned()), "{expected}: {attributes:#?}");
    }
    let attributes = sorted(hook.attributes.iter());
    assert!(
        attributes.contains(&"url.path=String(Static(\"/hooks/{token}\"))".to_owned())
            || attributes.contains(&"url.path=String(Owned(\"/hooks/{token}\"))".to_owned())
    );
    assert!(attributes.contains(&"url.query=String(Owned(\"secret=REDACTED\"))".to_owned()));
    assert!(matches!(broken.status, Status::Error { .. }));
}
