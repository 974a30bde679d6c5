//! The metrics of a client.

use std::time::Duration;

use api_core::Retry;
use api_tests::{Server, Step, json};

use crate::api::{Telemetry, UsersClient, builder};

const BUCKETS: [f64; 14] =
    [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

fn users(telemetry: &Telemetry, server: &Server, retry: Retry) -> UsersClient {
    UsersClient::new(builder(&server.base()).retry(retry).on(telemetry.client()).build().unwrap())
}

#[api_tests::test(flavor = "multi_thread")]
async fn the_duration_has_its_buckets_unit_and_attributes() {
    let telemetry = Telemetry::new();
    let server = Server::giving(json(200, "\"a\""));
    let users = users(&telemetry, &server, Retry::never());
    for id in 0..3 {
        users.get(id).await.unwrap();
    }
    let points = telemetry.points("http.client.request.duration");
    let [point] = &points[..] else { panic!("{points:#?}") };
    assert_eq!((point.unit.as_str(), point.count), ("s", 3));
    assert!(point.sum > 0.0 && point.sum < 10.0);
    assert_eq!(point.bounds, BUCKETS);
    let port = server.authority().rsplit(':').next().unwrap().to_owned();
    let expected = [
        "http.request.method=String(Static(\"GET\"))".to_owned(),
        "http.response.status_code=I64(200)".to_owned(),
        "network.protocol.name=String(Static(\"http\"))".to_owned(),
        "network.protocol.version=String(Static(\"1.1\"))".to_owned(),
        "server.address=String(Owned(\"127.0.0.1\"))".to_owned(),
        format!("server.port=I64({port})"),
        "url.scheme=String(Owned(\"http\"))".to_owned(),
        "url.template=String(Static(\"/users/{id}\"))".to_owned(),
    ];
    assert_eq!(point.attributes, expected);
}

#[api_tests::test(flavor = "multi_thread")]
async fn each_attempt_is_counted_and_failures_have_their_type() {
    let telemetry = Telemetry::new();
    let server = Server::by(|number| {
        let status = if number == 0 { 503 } else { 200 };
        vec![Step::ReadRequest, Step::Send(json(status, "\"a\"")), Step::Close]
    });
    users(&telemetry, &server, Retry::default()).get(1).await.unwrap();
    let points = telemetry.points("http.client.request.duration");
    assert_eq!(points.len(), 2);
    let failed = points.iter().filter(|point| {
        point.attributes.iter().any(|it| it.starts_with("error.type=") && it.contains("503"))
    });
    assert_eq!(failed.count(), 1);

    let server = Server::each([Step::ReadRequest, Step::Close]);
    users(&telemetry, &server, Retry::never()).get(1).await.unwrap_err();
    let points = telemetry.points("http.client.request.duration");
    let broken = points.iter().find(|point| {
        point.attributes.iter().any(|it| it.starts_with("error.type=") && it.contains("Transport"))
    });
    let attributes = &broken.unwrap().attributes;
    assert!(!attributes.iter().any(|it| it.starts_with("http.response")), "{attributes:?}");
}

#[api_tests::test(flavor = "multi_thread")]
async fn bodies_are_measured() {
    let telemetry = Telemetry::new();
    let server = Server::giving(json(200, "12345"));
    users(&telemetry, &server, Retry::never()).add("Ann").await.unwrap();
    for (name, size) in [("request", 14.0), ("response", 5.0)] {
        let points = telemetry.points(&format!("http.client.{name}.body.size"));
        let [point] = &points[..] else { panic!("{points:#?}") };
        assert_eq!((point.unit.as_str(), point.sum), ("By", size), "{name}");
        assert!(point.attributes.iter().any(|it| it.starts_with("url.template=")));
    }
}

#[api_tests::test(flavor = "multi_thread")]
async fn active_requests_go_up_and_down_even_if_they_are_cancelled() {
    let telemetry = Telemetry::new();
    let server = Server::each([Step::ReadRequest, Step::Stall]);
    let users = users(&telemetry, &server, Retry::never());
    let call = tokio::spawn(users.get(1).into_future());
    server.received(1).await;
    let points = telemetry.points("http.client.active_requests");
    assert_eq!((points.len(), points[0].sum, points[0].unit.as_str()), (1, 1.0, "{request}"));
    call.abort();
    _ = call.await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(telemetry.points("http.client.active_requests")[0].sum, 0.0);
    let points = telemetry.points("http.client.request.duration");
    assert!(!points[0].attributes.iter().any(|it| it.starts_with("error.type")));
}

/// Each request counts down again, whatever follows it.
#[api_tests::test(flavor = "multi_thread")]
async fn active_requests_return_to_zero() {
    let telemetry = Telemetry::new();
    let responds = || vec![Step::ReadRequest, Step::Send(json(200, "\"a\""))];
    // A kept connection that is dead, so that the request is sent over another one.
    let server = Server::by(move |number| match number {
        0 => [&responds()[..], &[Step::ReadRequest, Step::Reset]].concat(),
        _ => responds(),
    });
    let users = users(&telemetry, &server, Retry::default());
    for _ in 0..2 {
        users.get(1).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(server.requests().len(), 3);
    assert_eq!(telemetry.points("http.client.active_requests")[0].sum, 0.0);
    let points = telemetry.points("http.client.request.duration");
    assert_eq!(points.iter().map(|point| point.count).sum::<u64>(), 3);

    // A service that panics.
    let service = tower::service_fn(|_: http::Request<api_core::Body>| async {
        if true {
            panic!("a layer of the user's own");
        }
        Ok::<_, std::io::Error>(http::Response::new(api_core::Body::empty()))
    });
    let client = builder(&server.base()).transport(service).on(telemetry.client());
    let users = UsersClient::new(client.build().unwrap());
    assert!(tokio::spawn(users.get(1).into_future()).await.unwrap_err().is_panic());
    let points = telemetry.points("http.client.active_requests");
    assert!(points.iter().all(|point| point.sum == 0.0), "{points:?}");
}

#[api_tests::test(flavor = "multi_thread")]
async fn no_secret_is_an_attribute() {
    let telemetry = Telemetry::new();
    let server = Server::giving(json(200, "\"canary\""));
    let credentials = api_core::Credentials::query("key", "canary");
    let client = builder(&server.base()).credentials(credentials).on(telemetry.client());
    let users = UsersClient::new(client.build().unwrap());
    users.hook("canary", "canary").await.unwrap();
    users.add("canary").await.unwrap_err();
    assert!(!telemetry.everything().contains("canary"));
}
