//! Endpoints whose redirects are followed to other origins.

use std::sync::{Arc, Mutex};

use api_core::{Body, Bytes, Credentials, ErrorKind, Result, Unsigned, api};
use api_tests::{Server, json, response};

use crate::support::{builder, failure, headers, last, untouched};

#[api(headers("X-Version" = "2022-11-28"))]
trait Repos {
    #[endpoint(GET, "/tarball/{reference}", redirects = away)]
    async fn archive(
        &self,
        reference: &str,
        page: Option<u8>,
        #[header("X-Token")] token: Option<&str>,
    ) -> Result<Bytes>;

    #[endpoint(HEAD, "/tarball", redirects = away)]
    async fn size(&self) -> Result<http::HeaderMap>;

    #[endpoint(GET, "/raw", redirects = away)]
    async fn raw(&self) -> Result<http::Response<Body>>;

    #[endpoint(GET, "/body", redirects = away, allow_body)]
    async fn with_body(&self, #[body] body: &str) -> Result<Bytes>;

    #[endpoint(GET, "/plain")]
    async fn plain(&self) -> Result<Bytes>;
}

fn redirecting(status: u16, location: &str) -> Server {
    Server::giving(response(status, &[("Location", location)], ""))
}

fn storage() -> Server {
    Server::giving(response(200, &[("Content-Type", "application/gzip")], "tar"))
}

fn repos(server: &Server) -> ReposClient {
    let client = builder(server)
        .credentials(Credentials::all([
            Credentials::bearer("hunter2"),
            Credentials::query("key", "hunter2"),
        ]))
        .header("X-Api-Key", "hunter2")
        .sign(|request: &mut Unsigned| request.set_header("X-Signature", "hunter2"));
    ReposClient::new(client.build().unwrap())
}

#[api_tests::test]
async fn nothing_secret_goes_to_another_origin() {
    for status in [301, 302, 303, 307, 308] {
        let storage = storage();
        let first = redirecting(status, &format!("{}/blob?sig=a%2Fb#x", storage.base()));
        let api = repos(&first);
        let call = api.archive("main", Some(1), Some("hunter2")).header("Range", "bytes=0-9");
        assert_eq!(*call.await.unwrap(), *b"tar");
        let asked = first.request();
        assert_eq!(asked.target(), "/tarball/main?page=1&key=hunter2");
        assert_eq!(asked.header("x-signature"), ["hunter2"]);
        let followed = storage.request();
        assert_eq!(followed.line(), "GET /blob?sig=a%2Fb HTTP/1.1");
        let expected = [("accept", "*/*"), ("range", "bytes=0-9")];
        let mut expected = headers(&storage, &expected);
        expected.retain(|(_, value)| value != "application/json");
        assert_eq!(followed.headers(), expected);
    }
}

#[api_tests::test]
async fn head_and_raw_responses_follow_too() {
    let storage = storage();
    let first = redirecting(302, &storage.base());
    let api = repos(&first);
    assert_eq!(api.size().await.unwrap()["content-type"], "application/gzip");
    assert_eq!(last(&storage).line(), "HEAD / HTTP/1.1");
    let raw = api.raw().await.unwrap();
    assert_eq!(raw.status(), 200);
    assert_eq!(*raw.into_body().bytes().await.unwrap(), *b"tar");
    // The body was for the first.
    assert_eq!(*api.with_body("hunter2").await.unwrap(), *b"tar");
    let request = last(&storage);
    assert_eq!((request.method(), request.body()), ("GET", ""));
    assert!(request.header("content-type").is_empty(), "{}", request.head());
}

#[api_tests::test]
async fn what_was_left_behind_stays_behind_on_the_way_back() {
    // The first server redirects to the second, and that back to the first.
    let back = Arc::new(Mutex::new(String::new()));
    let first_base = back.clone();
    let service = tower::service_fn(move |request: http::Request<Body>| {
        let (host, path) =
            (request.uri().host().unwrap().to_owned(), request.uri().path().to_owned());
        let secret = request.headers().values().any(|value| value.as_bytes().ends_with(b"hunter2"));
        first_base.lock().unwrap().push_str(&format!("{host}{path} {secret}; "));
        let to = match (host.as_str(), path.as_str()) {
            ("a.test", "/tarball/x") => Some("https://b.test/b"),
            ("b.test", _) => Some("https://a.test/back"),
            _ => None,
        };
        let mut response = http::Response::new(Body::from("tar"));
        response.headers_mut().insert("set-cookie", "id=hunter2; Path=/".parse().unwrap());
        if let Some(to) = to {
            *response.status_mut() = http::StatusCode::FOUND;
            response.headers_mut().insert("location", to.parse().unwrap());
        }
        async { Ok::<_, std::io::Error>(response) }
    });
    let client = api_core::Client::builder("https://a.test")
        .credentials(Credentials::bearer("hunter2"))
        .sign(|request: &mut Unsigned| request.set_header("X-Signature", "hunter2"))
        .cookies()
        .transport(service);
    let api = ReposClient::new(client.build().unwrap());
    api.archive("x", None, None).await.unwrap();
    let first = "a.test/tarball/x true; b.test/b false; a.test/back false; ";
    assert_eq!(*back.lock().unwrap(), first);
    // A cookie of the other origin goes back to that, as it would in a browser.
    api.archive("x", None, None).await.unwrap();
    let second = "a.test/tarball/x true; b.test/b true; a.test/back false; ";
    assert_eq!(*back.lock().unwrap(), format!("{first}{second}"));
}

#[api_tests::test]
async fn a_refusal_elsewhere_is_none_of_the_credentials() {
    let elsewhere = Server::giving(response(401, &[], ""));
    let first = redirecting(302, &elsewhere.base());
    let fetched = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = fetched.clone();
    let provider = Credentials::provider(move || {
        counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        async { Ok::<_, std::io::Error>(Credentials::bearer("t")) }
    });
    let api = ReposClient::new(builder(&first).credentials(provider).build().unwrap());
    for _ in 0..2 {
        assert_eq!(failure(api.archive("a", None, None).await), (ErrorKind::Status, Some(401)));
    }
    assert_eq!(
        (elsewhere.requests().len(), fetched.load(std::sync::atomic::Ordering::Relaxed)),
        (2, 1)
    );
}

#[api_tests::test]
async fn a_redirect_that_no_client_may_follow_is_an_error() {
    for location in ["http://192.0.2.1/x", "ftp://127.0.0.1/", "http://u:p@127.0.0.1:1/", "http://"]
    {
        let first = redirecting(302, location);
        let result = repos(&first).archive("a", None, None).await;
        assert_eq!(failure(result), (ErrorKind::Redirect, Some(302)), "{location}");
    }
    // reqwest would make an `Authorization` of it.
    let first = Server::responding(|request| {
        let own = format!("http://aladdin:sesame@{}/x", request.header("host")[0]);
        response(302, &[("Location", &own)], "")
    });
    let error = repos(&first).archive("a", None, None).await.unwrap_err();
    let said =
        "the server redirects (HTTP 302) to a URL with a user name or a password, which is not";
    assert!(error.to_string().contains(said), "{error}");
    assert!(!api_tests::everything_shown(&error).contains("sesame"));
    assert_eq!(first.requests().len(), 1);
    // Another endpoint of the same client follows none.
    let storage = storage();
    let first = redirecting(302, &storage.base());
    assert_eq!(failure(repos(&first).plain().await), (ErrorKind::Redirect, Some(302)));
    untouched(&storage).await;
}

#[api_tests::test]
async fn a_loop_ends_after_five_or_as_many_as_the_client_says() {
    let first = redirecting(302, "/tarball/a");
    let error = repos(&first).archive("a", None, None).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Redirect, 1));
    assert_eq!(first.requests().len(), 6);
    // To its own origin, everything goes along but the credentials of the query.
    let second = &first.requests()[1];
    assert_eq!(second.header("authorization"), ["Bearer hunter2"]);
    assert_eq!(second.target(), "/tarball/a");

    let first = redirecting(302, "/tarball/a");
    let client = builder(&first).follow_redirects(2).build().unwrap();
    _ = ReposClient::new(client).archive("a", None, None).await.unwrap_err();
    assert_eq!(first.requests().len(), 3);
}

#[api_tests::test]
async fn a_failure_elsewhere_is_the_calls() {
    let elsewhere = Server::giving(json(403, r#"{"message":"expired"}"#));
    let first = redirecting(302, &elsewhere.base());
    let error = repos(&first).archive("a", None, None).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 403));
    assert!(
        ReposClient::ENDPOINTS[0].redirects_away() && !ReposClient::ENDPOINTS[4].redirects_away()
    );
}
