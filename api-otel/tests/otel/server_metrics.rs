//! The metrics and spans of a server.

use opentelemetry::trace::{SpanKind, Status};

use api_core::http::{Request, Response};
use tower::{Layer as _, Service as _};

use crate::api::{Telemetry, Two, UsersClient, UsersServer, builder, serve, sorted};

#[api_tests::test(flavor = "multi_thread")]
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

#[api_tests::test(flavor = "multi_thread")]
async fn a_request_without_an_endpoint_has_no_route() {
    let telemetry = Telemetry::new();
    let base = serve(telemetry.server()).await;
    let other = UsersClient::new(builder(&format!("{base}/nowhere")).build().unwrap());
    other.get(1).await.unwrap_err();
    let points = telemetry.points("http.server.request.duration");
    let [point] = &points[..] else { panic!("{points:#?}") };
    assert!(!point.attributes.iter().any(|it| it.starts_with("http.route")));
    // The path may be that of a secret, misspelt. Its attribute is required all the same.
    let attributes = sorted(telemetry.spans()[0].attributes.iter());
    assert!(attributes.contains(&"url.path=String(Static(\"REDACTED\"))".to_owned()));
    assert!(!telemetry.everything().contains("nowhere"));
}

/// A request as a server of HTTP/2 gets it has no `Host`: its URL is whole.
#[api_tests::test]
async fn the_server_is_known_by_host_or_by_authority() {
    let layer = |telemetry: &Telemetry| telemetry.server();
    let cases = [
        ("http://api.example:8443/users/1", None, "api.example", Some(8443)),
        ("/users/1", Some("user:canary@[::1]:81"), "::1", Some(81)),
        ("/users/1", Some("api.example"), "api.example", None),
    ];
    for (url, host, address, port) in cases {
        let telemetry = Telemetry::new();
        let mut service = UsersServer::new(Two).into_router().layer(layer(&telemetry));
        let mut request = Request::get(url);
        if let Some(host) = host {
            request = request.header("host", host);
        }
        let request = request.body(api_core::server::axum::body::Body::empty()).unwrap();
        drop(service.call(request).await.unwrap());
        let attributes = sorted(telemetry.spans()[0].attributes.iter());
        let address = format!("server.address=String(Owned(\"{address}\"))");
        assert!(attributes.contains(&address), "{attributes:?}");
        let found = attributes.iter().find(|it| it.starts_with("server.port="));
        assert_eq!(found, port.map(|port: u16| format!("server.port=I64({port})")).as_ref());
        assert!(!telemetry.everything().contains("canary"));
    }
}

/// What panics outside of the router's own care, or is dropped, is over too.
#[api_tests::test]
async fn a_request_that_panics_or_is_dropped_is_over() {
    let telemetry = Telemetry::new();
    let panics = tower::service_fn(|_: Request<()>| async {
        if true {
            panic!("a service of the user's own");
        }
        Ok::<_, std::io::Error>(Response::new(String::new()))
    });
    let mut service = telemetry.server().layer(panics);
    let call = tokio::spawn(service.call(Request::new(())));
    assert!(call.await.unwrap_err().is_panic());
    let mut service = telemetry.server().layer(tower::service_fn(|_: Request<()>| {
        std::future::pending::<Result<Response<String>, std::io::Error>>()
    }));
    drop(service.call(Request::new(())));
    assert_eq!(telemetry.points("http.server.active_requests")[0].sum, 0.0);
    let types: Vec<_> = telemetry
        .points("http.server.request.duration")
        .iter()
        .map(|point| point.attributes.iter().find(|it| it.starts_with("error.type")).cloned())
        .collect();
    assert_eq!(types.len(), 2);
    assert!(types.contains(&None));
    assert!(types.contains(&Some("error.type=String(Owned(\"panic\"))".to_owned())));
}

#[api_tests::test(flavor = "multi_thread")]
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
